"""Axe on the pages where an address is changed, and where two become one."""

from collections.abc import Callable

from playwright.sync_api import Page

from roles.models import AccountChange, Unit
from roles.models.accounts import NEW, OLD
from roles.services import ensure_secretariat_group
from roles.services.uploads import hold_file
from tests.browser.test_axe import all_faults
from tests.cast import Cast, make_person
from tests.roles.test_same_person import HEAD, path, rows_of
from tests.tables import csv_of


def test_pages_of_an_account(cast: Cast, page: Page, page_as: Callable[..., Page]) -> None:
    change = AccountChange.objects.create(person=cast.anna, email="anna.gift@example.org")
    links = [f"/konti/bekraeft/{change.token(side)}/" for side in (NEW, OLD)]
    assert all_faults(page, [*links, "/konti/bekraeft/nej/"]) == []
    own = [f"/personer/{cast.anna.pk}/", f"/personer/{cast.anna.pk}/e-mail/"]
    assert all_faults(page_as(cast.anna), own) == []


def test_pages_where_two_become_one(cast: Cast, page_as: Callable[..., Page]) -> None:
    ensure_secretariat_group()
    other = make_person("Anna Gift", unit=cast.anna.unit)
    unit = Unit.objects.create(name="Senior", parent=cast.bo.unit)
    AccountChange.objects.create(person=cast.anna, email="ny@example.org", asked_by=cast.root)
    join, units = f"/personer/{cast.anna.pk}/saml/", f"/enheder/{unit.pk}/"
    pages = [join, f"{join}?konto={other.email}", f"{join}?konto={cast.bo.email}"]
    pages += [f"{join}?konto=Ingen", f"/personer/{cast.anna.pk}/e-mail/", f"{units}ret/"]
    pages += [f"{units}saml/", f"{units}saml/?enhed={cast.anna.unit_id}"]
    assert all_faults(page_as(cast.gry), pages) == []


def test_page_of_a_files_questions(cast: Cast, page_as: Callable[..., Page]) -> None:
    ensure_secretariat_group()
    rows = rows_of(anna=["gift@example.org", "", "Anna Gift", "", path(cast.anna.unit)])
    kept = {"name": "alle.csv", "content": csv_of([HEAD, *rows]), "more": None}
    upload = hold_file(by=cast.gry, kind="roles.user", is_complete=True, **kept)
    assert all_faults(page_as(cast.gry), [f"/admin/roles/user/import/{upload.pk}/"]) == []
