"""Where a unit belongs, asked of rows that were read already."""

import pytest

from roles.models import Unit
from roles.queries import units

# Units by their numbers, with the one above: one top, two departments, a team, a team within it.
ABOVE = {1: None, 2: 1, 3: 1, 4: 2, 5: 4}
TWO_TOPS = {**ABOVE, 6: None}
FLAT = {1: None, 2: None}


@pytest.mark.parametrize(("unit", "way"), [(5, [5, 4, 2, 1]), (3, [3, 1]), (1, [1]), (None, [])])
def test_the_way_up_from_a_unit(unit: int | None, way: list[int]) -> None:
    assert units.way_up(unit, ABOVE) == way


@pytest.mark.parametrize(
    ("tops", "found"), [([2], {2, 4, 5}), ([3, 5], {3, 5}), ([1], {1, 2, 3, 4, 5}), ([], set())]
)
def test_the_units_and_every_one_below(tops: list[int], found: set[int]) -> None:
    assert units.below(tops, ABOVE) == found


@pytest.mark.parametrize(
    ("above", "found"),
    [
        (ABOVE, {2: 2, 3: 3, 4: 2, 5: 2}),
        (TWO_TOPS, {2: 2, 3: 3, 4: 2, 5: 2}),
        (FLAT, {1: 1, 2: 2}),
    ],
)
def test_the_department_of_each_unit(above: dict, found: dict[int, int]) -> None:
    assert units.departments(above) == found


def test_paths_are_letter_by_letter(db: None) -> None:
    top = Unit.objects.create(name="Kommunen")
    unit = Unit.objects.create(name="007", parent=top)
    paths = units.paths_of({one.pk: one for one in (top, unit)})
    assert paths == {top.pk: "Kommunen", unit.pk: f"Kommunen{units.STEP}007"}
    assert units.parents().items() >= {top.pk: None, unit.pk: top.pk}.items()
