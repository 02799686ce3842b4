"""People and units in the administration, by hand; from files in test_imports.py."""

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from roles.models import Unit, User
from tests.cast import Cast, make_person


def person_form(person: User | None = None, **changes: object) -> dict[str, object]:
    values = {"name": "Ny Person", "email": "Ny@Example.org", "language": "da", "is_active": "on"}
    if person:
        values |= {"name": person.name, "email": person.email, "unit": person.unit_id or ""}
    return values | changes


def test_new_person_has_no_password(cast: Cast, gry: Client) -> None:
    assert gry.post(reverse("admin:roles_user_add"), person_form()).status_code == 302
    person = User.objects.get(email="ny@example.org")
    assert not person.has_usable_password()
    assert not person.is_staff


def test_second_person_with_the_email_is_refused(cast: Cast, gry: Client) -> None:
    data = person_form(email=cast.eva.email.upper())
    text = gry.post(reverse("admin:roles_user_add"), data).content.decode()
    assert "En anden person har allerede den e-mail." in text
    assert User.objects.filter(email__iexact=cast.eva.email).count() == 1


def test_working_in_the_secretariat_opens_and_closes(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.eva.pk])
    gry.post(address, person_form(cast.eva, works_in_secretariat="on"))
    eva = User.objects.get(pk=cast.eva.pk)
    assert eva.is_secretariat and eva.is_staff
    gry.post(address, person_form(cast.eva))
    eva = User.objects.get(pk=cast.eva.pk)
    assert not eva.is_secretariat and not eva.is_staff


def test_secretariat_does_not_change_a_superuser(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.root.pk])
    assert gry.post(address, person_form(cast.root, email="x@example.org")).status_code == 403


@pytest.mark.parametrize("term", ["østergaard", "ØSTER", "oester"])
def test_autocomplete_finds_danish_letters(cast: Cast, gry: Client, term: str) -> None:
    make_person("Ida Østergaard")
    where = {"app_label": "themes", "model_name": "assignment", "field_name": "person"}
    found = gry.get(reverse("admin:autocomplete"), where | {"term": term}).json()["results"]
    assert [row["text"].split(" (")[0] for row in found] == ["Ida Østergaard"]


def test_unit_by_hand_is_logged_once(cast: Cast, gry: Client) -> None:
    data = person_form(cast.eva, unit=cast.bo.unit_id)
    gry.post(reverse("admin:roles_user_change", args=[cast.eva.pk]), data)
    cast.eva.refresh_from_db()
    assert cast.eva.unit == cast.bo.unit
    logged = [row for row in LogEntry.objects.get_for_object(cast.eva) if "unit" in row.changes]
    assert [row.actor for row in logged[:-1]] == [cast.gry]


def test_unit_below_itself_is_refused(cast: Cast, gry: Client) -> None:
    top, below = cast.bo.unit, cast.anna.unit
    address = reverse("admin:roles_unit_change", args=[top.pk])
    text = gry.post(address, {"name": top.name, "parent": below.pk}).content.decode()
    assert "En enhed kan ikke ligge under sig selv." in text
    top.refresh_from_db()
    assert top.parent is None


@pytest.mark.parametrize("address", ["themes/assignment/add/?theme=x", "themes/theme/x/change/"])
def test_address_that_names_no_row_is_no_crash(cast: Cast, gry: Client, address: str) -> None:
    assert gry.get(f"/admin/{address}").status_code in (200, 302, 400)


def test_unit_that_is_used_is_not_deleted_and_the_page_tells_by_whom(
    cast: Cast, gry: Client
) -> None:
    top = Unit.objects.get(parent=None)
    empty = Unit.objects.create(name="Tomt", parent=top)
    lowest = Unit.objects.create(name="Allernederst", parent=empty)
    cast.theme.units.add(lowest)
    kept = {empty: "Enhed: Allernederst", cast.eva.unit: "Eva Sten", lowest: str(cast.theme)}
    for unit, kept_by in kept.items():
        address = reverse("admin:roles_unit_delete", args=[unit.pk])
        page = gry.get(address).text
        assert kept_by in page and 'name="post"' not in page
        gry.post(address, {"post": "yes"})
        assert Unit.objects.filter(pk=unit.pk).exists()


def test_units_that_nothing_uses_are_deleted_from_below(cast: Cast, gry: Client) -> None:
    empty = Unit.objects.create(name="Tomt", parent=Unit.objects.get(parent=None))
    lowest = Unit.objects.create(name="Allernederst", parent=empty)
    for unit in (lowest, empty):
        gry.post(reverse("admin:roles_unit_delete", args=[unit.pk]), {"post": "yes"})
        assert not Unit.objects.filter(pk=unit.pk).exists()
