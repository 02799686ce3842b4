"""Who holds which role: assignments, offers, wishes and changes of holder."""

from typing import Any

from tests import staffing
from tests.cast import Cast, make_theme
from tests.rooms import today
from tests.strangers import Verb, of, versioned
from themes.models import (
    Theme,
)
from themes.services import (
    assignments,
    holder_changes,
    leader_requests,
    offers,
)

RECEIVER = "asked by name, whatever role they hold"


def vacant(cast: Cast) -> Theme:
    staffing.vacate(cast)
    return cast.theme


def a_new_holder(cast: Cast) -> dict[str, Any]:
    return {"theme": vacant(cast), "role": "reference_leader", "person": cast.dan}


def a_direct_holder(cast: Cast) -> dict[str, Any]:
    return {**a_new_holder(cast), "why": staffing.WHY}


def appointed(cast: Cast) -> Any:
    told = {"theme": make_theme("Nyt"), "role": "reference_leader", "person": cast.dan}
    return staffing.appoint(**told, by=cast.gry)


def followed_change(cast: Cast) -> Any:
    """Bo has left a note for Dan, who follows him."""
    told = {"note": "Ring til borgmesteren", "successor": cast.dan, "is_direct": True}
    return staffing.change(cast, **told)


STAFFING = (
    Verb(assignments.assign, "gry", a_direct_holder),
    Verb(
        assignments.end_assignment, "gry", of("assignment", staffing.held, ends_on=lambda: today(7))
    ),
    Verb(
        assignments.end_many,
        "gry",
        lambda cast: {"assignments": [staffing.held(cast)], "ends_on": today(7)},
    ),
    Verb(
        assignments.mark_why_read,
        "dan",
        lambda cast: {"theme": appointed(cast).theme},
        stranger="",
        keeps="the reader's own reasons alone",
    ),
    Verb(
        offers.propose_person,
        "gry",
        lambda cast: {**a_new_holder(cast), "starts_on": today(), "why": staffing.ASKED},
        stranger="anna",
    ),
    Verb(offers.accept_offer, "eva", of("offer", staffing.offer), stranger="gry", keeps=RECEIVER),
    Verb(
        offers.decline_offer,
        "eva",
        of("offer", staffing.offer, reason="Ikke nu"),
        stranger="gry",
        keeps=RECEIVER,
    ),
    Verb(offers.withdraw_offer, "gry", of("offer", staffing.offer)),
    Verb(
        leader_requests.ask_for_leader,
        "anna",
        of("theme", vacant, role="reference_leader", why="Der mangler en"),
        stranger="clara",
    ),
    Verb(
        leader_requests.withdraw_request,
        "anna",
        of("wish", staffing.wish),
        stranger="gry",
        keeps="who asked may think better of it",
    ),
    Verb(leader_requests.approve_request, "gry", of("wish", staffing.wish), stranger="anna"),
    Verb(leader_requests.reject_request, "gry", of("wish", staffing.wish, reason="Nej")),
    Verb(
        holder_changes.change_holder,
        "gry",
        of("leaving", staffing.held, version=0, last_on=lambda: today(7)),
        stranger="anna",
    ),
    Verb(
        holder_changes.write_note,
        "bo",
        versioned("change", staffing.change, note="Ring til borgmesteren"),
        stranger="anna",
        keeps="who leaves writes the note, also when the role is over",
    ),
    Verb(
        holder_changes.mark_read,
        "dan",
        of("change", followed_change),
        stranger="gry",
        keeps="the note is for who follows, by name",
    ),
)
