"""What an earlier version let in is put right when the database is brought up to date."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.cast import Cast, assign
from tests.rooms import today

NAME = "assignment_one_role_each"


@pytest.fixture
def without_the_rule(cast: Cast) -> Cast:
    """The database as it was before it kept the rule."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE themes_assignment DROP CONSTRAINT {NAME}")
        else:
            for when in ("insert", "update"):
                cursor.execute(f"DROP TRIGGER {NAME}_{when}")
    return cast


def day(offset: int | None) -> date | None:
    return None if offset is None else today() + timedelta(days=offset)


@pytest.mark.parametrize(
    ("leads", "drives", "left"),
    [
        ((0, None), (-9, None), [(-9, -1)]),
        ((-9, 4), (-5, None), [(5, None)]),
        ((-9, None), (-5, 5), []),
        ((-9, -2), (-1, None), [(-1, None)]),
        ((-3, 3), (-9, None), [(4, None), (-9, -4)]),
    ],
)
def test_co_driver_beside_themselves_keeps_the_other_days(
    without_the_rule: Cast, leads: tuple, drives: tuple, left: list
) -> None:
    cast = without_the_rule
    role = cast.theme.assignments.filter(person=cast.anna)
    role.update(starts_on=day(leads[0]), ends_on=day(leads[1]))
    starts_on, ends_on = map(day, drives)
    assign(cast.theme, "co_driver", cast.anna, starts_on=starts_on, ends_on=ends_on)
    import_module("themes.migrations.0009_one_role_at_a_time").end_doubles(apps, None)
    rows = cast.theme.assignments.filter(role="co_driver").values_list("starts_on", "ends_on")
    assert list(rows) == [tuple(map(day, days)) for days in left]
    assert role.exclude(role="co_driver").get().starts_on == day(leads[0])
