"""Proposals, wishes and changes of holder on the cast's theme, made through the services."""

from typing import Any

from tests.cast import Cast, assign, make_theme
from tests.rooms import today
from themes.models import Assignment, HolderChange, LeaderRequest, Offer
from themes.services.assignments import assign as assign_role
from themes.services.holder_changes import change_holder
from themes.services.leader_requests import ask_for_leader
from themes.services.offers import propose_person

WHY = "Sagde ja på mødet i Chefforum"
ASKED = "Udfordringen fylder i din afdeling"


def vacate(cast: Cast, role: str = "reference_leader") -> None:
    """Nobody has held the role on the theme since yesterday."""
    Assignment.objects.filter(theme=cast.theme, role=role).update(
        starts_on=today(-90), ends_on=today(-1)
    )


def offer(cast: Cast, **fields: Any) -> Offer:
    """Eva is proposed as co-driver; who is asked to be reference leader reads why."""
    told = {"theme": cast.theme, "role": "co_driver", "person": cast.eva, "starts_on": today()}
    told |= {"why": ASKED} if fields.get("role") == "reference_leader" else {}
    return propose_person(**told | fields, by=cast.gry)


def wish(cast: Cast, **fields: Any) -> LeaderRequest:
    """Anna asks for a co-driver."""
    told = {"theme": cast.theme, "role": "co_driver", "why": "Vi når det ikke alene", "name": "Eva"}
    return ask_for_leader(**told | fields, by=cast.anna)


def held(cast: Cast, role: str = "reference_leader") -> Assignment:
    return Assignment.objects.active().get(theme=cast.theme, role=role)


def appoint(**told: Any) -> Assignment:
    """Someone gets a role without being asked here, with a reason."""
    return assign_role(**{"why": WHY} | told)


def change(cast: Cast, **fields: Any) -> HolderChange:
    """Bo stops as reference leader in a week."""
    told = {"leaving": held(cast), "version": 0, "last_on": today(7)}
    told |= {"why": WHY if fields.get("is_direct") else ASKED} if "successor" in fields else {}
    return change_holder(**told | fields, by=cast.gry)


def load(cast: Cast, person: Any, count: int) -> None:
    """The person leads so many themes more."""
    for number in range(count):
        assign(make_theme(f"Et tema mere {number}"), "reference_leader", person)
