"""How long themes have been under way, against the usual length of phase and type."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.town import Town, day
from themes.models import Phase, Theme, ThemeType, Thresholds
from themes.queries.phases import Age, Ages, begun, months_after

pytestmark = pytest.mark.django_db

TODAY = date(2030, 7, 15)
WITHIN, OVER, LONG, OPEN = Age


def age(town: Town, **told: Any) -> Ages:
    """Phases last three months and types six; nine days over is long."""
    Phase.objects.update(usual_months=told.get("phase", 3))
    ThemeType.objects.update(usual_months=told.get("type", 6))
    Thresholds.objects.update_or_create(defaults={"phase_days": 9})
    return Ages(TODAY)


def theme(town: Town, phase: int = 0, type: int = 0, **told: Any) -> Theme:
    """The theme as many days beyond the usual length of its phase and of its type."""
    since = date(2030, 4, 15) - timedelta(days=phase)
    starts_on = date(2030, 1, 15) - timedelta(days=type)
    told = {"phase_since": since, "starts_on": starts_on, "ends_on": None} | told
    Theme.objects.filter(pk=town.theme.pk).update(**told)
    return Theme.objects.get(pk=town.theme.pk)


def test_a_month_on_is_the_same_day_or_the_last() -> None:
    assert months_after(date(2030, 1, 31), 1) == date(2030, 2, 28)
    assert months_after(date(2030, 1, 15), 13) == date(2031, 2, 15)


def test_a_theme_has_begun_on_its_first_day_or_when_it_was_made() -> None:
    row = Theme(created_at=datetime(2030, 3, 1, 23, 30, tzinfo=UTC), starts_on=TODAY)
    assert begun(row, TODAY) == TODAY
    assert begun(row, TODAY - timedelta(days=1)) == date(2030, 3, 2)
    row.starts_on = None
    assert begun(row, TODAY) == date(2030, 3, 2)


@pytest.mark.parametrize(
    ("days", "found"), [(-1, WITHIN), (0, WITHIN), (1, OVER), (9, OVER), (10, LONG)]
)
def test_over_the_usual_length_and_long_after_so_many_days(
    town: Town, days: int, found: str
) -> None:
    ages = age(town)
    assert ages.in_phase(theme(town, phase=days)) == found
    assert ages.of_type(theme(town, type=days)) == found
    assert ages.of_type(theme(town, type=days, ends_on=TODAY)) == OPEN
    assert age(town, phase=0).in_phase(theme(town, phase=days)) == OPEN
    assert age(town, type=0).of_type(theme(town, type=days)) == OPEN


@pytest.mark.parametrize(
    ("phase", "type", "found"),
    [(0, 0, WITHIN), (1, 0, OVER), (0, 1, OVER), (1, 99, LONG), (99, 1, LONG)],
)
def test_the_longer_of_the_two_ages_counts(town: Town, phase: int, type: int, found: str) -> None:
    ages, row = age(town), theme(town, phase, type)
    assert ages.of(row) == found
    mine = Theme.objects.filter(pk=row.pk)
    assert [(one.pk, told) for one, told in ages.each(mine)] == [(row.pk, found)]
    assert ages.having(mine, found) == [row.pk]
    assert ages.having(mine, OPEN) == []


def test_without_a_usual_length_of_its_phase_it_is_open(town: Town) -> None:
    assert age(town, phase=0).of(theme(town)) == OPEN


def test_the_lengths_are_those_of_today_unless_said_otherwise(town: Town) -> None:
    assert (Ages().today, Ages(TODAY).today) == (day(), TODAY)
