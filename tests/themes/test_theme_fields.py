"""A field on a theme reaches each place where a theme is told."""

import re

import pytest
from django.conf import settings

from referenceledelse.core.files.imports import Sheet
from roles.sheets.people import PEOPLE
from roles.sheets.units import UNITS
from themes.forms.themes import ThemeForm
from themes.models import Contribution, Theme
from themes.services.themes import ThemeFields
from themes.sheets.assignments import ASSIGNMENTS
from themes.sheets.themes import THEMES

# Which larger theme it is part of is said on the page alone: a file may name the larger one later.
NOT_IN_FILES = {"parent"}


def test_what_is_edited_of_a_theme_is_in_its_form_and_saved() -> None:
    assert set(Theme.EDITED) - ThemeForm.base_fields.keys() == set()
    assert set(Theme.EDITED) == ThemeFields.__annotations__.keys()


def test_what_is_edited_of_a_theme_is_a_column_of_its_file() -> None:
    assert set(Theme.EDITED) - {column.key for column in THEMES.columns} == NOT_IN_FILES


def test_what_is_searched_in_a_theme_can_be_proposed_otherwise() -> None:
    assert set(Contribution.Field.values) == set(Theme.SEARCHED)


def told_of(sheet: Sheet) -> list[tuple[str, bool]]:
    """The columns that the guide to files names under the sheet, and which it says are needed."""
    guide = (settings.BASE_DIR / "docs/import.md").read_text(encoding="utf-8")
    section = guide.partition(f"\n### {sheet.title}\n")[2].partition("\n### ")[0]
    cells = re.findall(r"^\| ([^|]+) \|.*\|$", section.partition("\n## ")[0], re.MULTILINE)[2:]
    names = [name for cell in cells for name in cell.split(", ")]
    return [(name.strip("*"), name.startswith("**")) for name in names]


@pytest.mark.parametrize("sheet", [PEOPLE, UNITS, THEMES, ASSIGNMENTS], ids=lambda one: one.title)
def test_guide_to_files_names_every_column_in_its_order(sheet: Sheet) -> None:
    assert told_of(sheet) == [(one.name, one.is_needed) for one in sheet.columns]
