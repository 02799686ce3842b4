"""A leader whose partner has left is told, and sees what is vacant."""

import pytest
from django.test import Client

from roles.models import User
from tests import staffing
from tests.cast import Cast, assign
from tests.rooms import today
from themes.models import Assignment
from themes.services.leader_requests import ask_for_leader

TOLD = "er ikke længere {}. Rollen er ledig"


def html(person: User, address: str = "/") -> str:
    client = Client()
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize(
    ("stays", "leaves", "role"),
    [("anna", "bo", "referenceleder"), ("bo", "anna", "netværksleder")],
)
def test_who_stays_is_told_on_the_start_page(
    cast: Cast, stays: str, leaves: str, role: str
) -> None:
    Assignment.objects.update(starts_on=today(-90))
    gone = getattr(cast, leaves)
    assert "Rollen er ledig" not in html(getattr(cast, stays))
    User.objects.filter(pk=gone.pk).update(active_to=today(-2))
    assert f"{gone.name} {TOLD.format(role)}" in html(getattr(cast, stays))
    assert "Rollen er ledig" not in html(cast.clara)


def test_who_has_asked_for_another_waits_in_peace(cast: Cast) -> None:
    staffing.vacate(cast)
    assert "Rollen er ledig" in html(cast.anna)
    ask_for_leader(theme=cast.theme, role="reference_leader", why="Vi mangler en", by=cast.anna)
    assert "Rollen er ledig" not in html(cast.anna)


def test_co_driver_who_left_is_missed_on_the_themes_page(cast: Cast) -> None:
    address = cast.theme.get_absolute_url()
    assert ">Ledig<" not in html(cast.gry, address)
    assign(cast.theme, "co_driver", cast.eva, starts_on=today(-90), ends_on=today(-2))
    assert ">Ledig<" in html(cast.gry, address)
