"""Who moves to another unit is remembered, wherever the unit is changed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.models import Unit, User
from roles.services import move_people
from tests.admin.test_imports import say_yes, send
from tests.admin.test_people import person_form
from tests.cast import Cast


def moved_on(person: User) -> object:
    return User.objects.get(pk=person.pk).moved_on


def test_admin_remembers_a_move_and_nothing_else(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.anna.pk])
    assert gry.post(address, person_form(cast.anna, phone="12345678")).status_code == 302
    assert moved_on(cast.anna) is None
    gry.post(address, person_form(cast.anna, unit=cast.bo.unit_id))
    assert moved_on(cast.anna) == timezone.localdate()


def test_file_remembers_a_move_and_nothing_else(cast: Cast, gry: Client) -> None:
    rows = "e-mail;navn;stilling;enhed\n"
    rows += f"{cast.anna.email};Anna Netsø;;Lyngvig Kommune\n"
    rows += f"{cast.clara.email};Clara Netager;Konsulent;Lyngvig Kommune > Ældre og Omsorg\n"
    page = send(gry, "roles_user", rows.encode())
    assert moved_on(cast.anna) is None
    say_yes(gry, page)
    assert moved_on(cast.anna) == timezone.localdate()
    assert moved_on(cast.clara) is None
    assert User.objects.get(pk=cast.clara.pk).job_title == "Konsulent"


@pytest.mark.parametrize("unit", [None, "another"])
def test_first_unit_is_no_move_and_no_unit_is_one(cast: Cast, unit: str | None) -> None:
    person = cast.root if unit else cast.anna
    move_people(moves=[(person, Unit.objects.first() if unit else None)], by=cast.root)
    assert (person.moved_on is None) is bool(unit)
