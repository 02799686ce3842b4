"""axe finds nothing on the pages of an import, and they can be used from the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from roles.models import Unit, Upload
from roles.services import ensure_secretariat_group
from roles.services.uploads import hold_file
from tests.browser.test_axe import all_faults
from tests.cast import Cast
from tests.tables import PEOPLE, UNITS, csv_of, person

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def held(cast: Cast, kind: str, *rows: list) -> str:
    content = csv_of(rows, "cp1252")
    kept = {"name": "personale.csv", "content": content, "more": None, "is_complete": True}
    upload = hold_file(by=cast.gry, kind=kind, **kept)
    return f"/admin/{kind.replace('.', '/')}/import/{upload.pk}/"


def test_pages_of_an_import(cast: Cast, page_as: Callable[..., Page]) -> None:
    ensure_secretariat_group()
    changed = person(cast.eva.email, "Eva Sørensen", job_title="Pædagog")
    pages = [
        "/admin/roles/user/import/",
        "/admin/themes/theme/import/",
        held(cast, "roles.user", PEOPLE, changed, person("ny@example.org", "Åse")),
        held(cast, "roles.unit", UNITS, ["Mars > Nord", "ingen@example.org"]),
    ]
    assert all_faults(page_as(cast.gry), pages) == []


def test_import_from_the_keyboard_alone(
    cast: Cast, page_as: Callable[..., Page], tmp_path: Path
) -> None:
    ensure_secretariat_group()
    file = tmp_path / "enheder.csv"
    file.write_bytes(csv_of([["Enhed"], ["Ny enhed"]]))
    page = page_as(cast.gry)
    page.goto("/admin/roles/unit/import/")
    page.get_by_label("Fil (XLSX, CSV eller JSON)").set_input_files(file)
    page.get_by_label("Fil (XLSX, CSV eller JSON)").focus()
    for button in ("Se, hvad der ændres", "Indlæs"):
        page.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
    page.get_by_text("Filen er indlæst. Enheder: 1 nye").wait_for()
    assert Unit.objects.filter(name="Ny enhed").exists()
    assert not Upload.objects.exists()
