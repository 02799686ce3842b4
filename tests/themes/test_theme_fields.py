"""A field on a theme reaches each place where a theme is told."""

from themes.models import Contribution, Theme
from themes.sheets.themes import THEMES

# Which larger theme it is part of is said on the page alone: a file may name the larger one later.
NOT_IN_FILES = {"parent"}


def test_what_is_edited_of_a_theme_is_a_column_of_its_file() -> None:
    assert set(Theme.EDITED) - {column.key for column in THEMES.columns} == NOT_IN_FILES


def test_what_is_searched_in_a_theme_can_be_proposed_otherwise() -> None:
    assert set(Contribution.Field.values) == set(Theme.SEARCHED)
