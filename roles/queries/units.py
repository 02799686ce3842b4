"""Where a unit belongs in the base organisation, asked of rows that a page has read already.

What only narrows rows asks the database's recursive query: ``Unit.objects.below``.
"""

from collections.abc import Iterable, Mapping

from referenceledelse.core.text.cleaning import one_line
from referenceledelse.core.text.paths import STEP
from roles.models import Unit

type Above = Mapping[int, int | None]


def parents() -> dict[int, int | None]:
    """Every unit with the one above it."""
    return dict(Unit.objects.order_by().values_list("pk", "parent"))


def way_up(unit: int | None, above: Above) -> list[int]:
    """The unit and all above it, the nearest first."""
    found: list[int] = []
    while unit is not None:
        found.append(unit)
        unit = above[unit]
    return found


def below(tops: Iterable[int], above: Above) -> set[int]:
    """The units and every unit below them."""
    asked = set(tops)
    return {unit for unit in above if not asked.isdisjoint(way_up(unit, above))}


def departments(above: Above) -> dict[int, int]:
    """Each unit with the department it belongs to: the unit right below the top, itself included.

    A base organisation of tops alone has these for departments. Else a top belongs to none, nor
    does a top without units below it beside one that has them.
    """
    ways = {unit: way_up(unit, above) for unit in above}
    found = {unit: way[-2] for unit, way in ways.items() if len(way) > 1}
    return found or {unit: unit for unit in above}


def paths_of(units: Mapping[int, Unit]) -> dict[int, str]:
    """Each unit's path from the top, letter by letter as files name it.

    The library's paths of names make numbers of digits, and would take "007" for "7".
    """
    above = {pk: unit.parent_id for pk, unit in units.items()}
    names = {pk: one_line(unit.name) for pk, unit in units.items()}
    return {pk: STEP.join(names[one] for one in reversed(way_up(pk, above))) for pk in units}
