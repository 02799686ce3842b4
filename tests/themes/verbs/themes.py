"""Themes, proposals and their texts, rounds, copies and files."""

from typing import Any

from referenceledelse.core.files.imports import ImportOrder
from tests import rooms
from tests.cast import Cast, make_theme
from tests.rooms import today
from tests.strangers import Verb, of, versioned
from tests.tables import assignments_given, csv_of, themes_given
from themes.models import (
    HandbookPage,
    Phase,
    Review,
    Theme,
)
from themes.services import (
    copies,
    handbook,
    imports,
    network,
    phases,
    proposals,
    rounds,
    themes,
)

AUTHOR = "the author's own words"
EMPLOYEES = "any employee"


def theme(cast: Cast) -> Theme:
    return cast.theme


def proposal(cast: Cast, status: str = Theme.Status.PROPOSED) -> Theme:
    """Anna's proposal."""
    return make_theme("Anna foreslår", status=status, proposed_by=cast.anna)


def draft(cast: Cast) -> Theme:
    return proposal(cast, Theme.Status.DRAFT)


def a_decided_theme(cast: Cast) -> dict[str, Any]:
    phase = Phase.objects.get(key=Phase.STARTUP)
    told = {"title": "Nyt", "type": cast.theme.type, "challenge": "Noget", "phase": phase}
    return {"theme": Theme(**told)}


def followed(cast: Cast) -> dict[str, Any]:
    network.follow(theme=cast.theme, by=cast.eva)
    return {"theme": cast.theme}


def days(cast: Cast) -> dict[str, Any]:
    names = {"name_da": "Ekstrarunden", "name_en": "", "forum_da": "Chefforum", "forum_en": ""}
    return {**names, "deadline": today(40), "decides_on": today(60)}


def a_round(cast: Cast) -> Any:
    return rooms.round_of_proposals()


def a_page(cast: Cast) -> Any:
    return HandbookPage.objects.first()


def a_file(*rows: list[str]) -> ImportOrder:
    return ImportOrder(csv_of(rows), is_try=False)


THEMES = (
    Verb(themes.add_theme, "gry", a_decided_theme),
    Verb(themes.edit_theme, "anna", versioned("theme", theme, title="Nyt"), stranger="bo"),
    Verb(themes.edit_theme, "gry", versioned("theme", proposal, title="Nyt"), "a proposal"),
    Verb(
        themes.edit_theme,
        "anna",
        versioned("theme", draft, title="Nyt"),
        what="a draft",
        stranger="gry",
        keeps=AUTHOR,
    ),
    Verb(themes.write_update, "bo", of("theme", theme, text="Første møde"), stranger="clara"),
    Verb(
        proposals.propose_theme,
        "eva",
        lambda cast: {"title": "Nyt", "type": cast.theme.type, "challenge": "Noget"},
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(
        proposals.save_draft,
        "anna",
        versioned("theme", draft, title="Nyt"),
        stranger="gry",
        keeps=AUTHOR,
    ),
    Verb(proposals.send_proposal, "anna", of("theme", draft), stranger="gry", keeps=AUTHOR),
    Verb(proposals.accept_proposal, "gry", of("theme", proposal), stranger="anna"),
    Verb(proposals.ask_to_revise, "gry", of("theme", proposal, reason="Skriv mere")),
    Verb(proposals.decline_proposal, "gry", of("theme", proposal, reason="Nej")),
    Verb(
        phases.pass_gate,
        "anna",
        lambda cast: {
            "theme": cast.theme,
            "to": Phase.objects.get(key=Phase.STARTUP),
            "version": 1,
            "answers": {},
        },
        stranger="bo",
    ),
    Verb(
        phases.write_review,
        "bo",
        of("theme", theme, purpose=Review.Purpose.EVALUATION, typed={}, meets_on=lambda: today(9)),
        stranger="clara",
    ),
    Verb(network.follow, "eva", of("theme", theme), stranger="", keeps=EMPLOYEES),
    Verb(network.unfollow, "eva", followed, stranger="", keeps=EMPLOYEES),
    Verb(rounds.begin_round, "gry", days),
    Verb(copies.copy_round, "gry", of("source", a_round, name="Ny")),
    Verb(copies.copy_theme, "gry", of("source", theme, name="Kopi")),
    Verb(copies.copy_page, "gry", of("source", a_page, name="Ny")),
    Verb(
        handbook.keep_page,
        "gry",
        versioned("page", a_page),
    ),
    Verb(
        imports.import_themes,
        "gry",
        lambda cast: themes_given(
            a_file(["Titel", "Type", "Udfordring"], ["Et nyt tema", "Velfærd", "Noget svært"])
        ),
    ),
    Verb(
        imports.import_assignments,
        "gry",
        lambda cast: assignments_given(
            a_file(["Tema", "Rolle", "E-mail"], [cast.theme.title, "co-driver", cast.eva.email])
        ),
    ),
)
