"""Where a unit belongs in the base organisation.

Asked of the units with those above them, which a page has mostly read already: several times as
fast as the database's recursive query, which is for lists in the tree's order.
"""

from collections.abc import Iterable, Mapping

from referenceledelse.core.text.cleaning import one_line
from referenceledelse.core.text.paths import STEP
from roles.models import Unit

type Above = Mapping[int, int | None]
type Children = dict[int | None, list[int]]


def parents() -> dict[int, int | None]:
    """Every unit with the one above it."""
    return dict(Unit.objects.order_by().values_list("pk", "parent"))


def below(tops: Iterable[int], above: Above) -> set[int]:
    """The units and every unit below them."""
    return _reached(tops, _children(above))


def _children(above: Above) -> Children:
    found: Children = {}
    for unit, parent in above.items():
        found.setdefault(parent, []).append(unit)
    return found


def _reached(tops: Iterable[int], children: Children) -> set[int]:
    found, waiting = set(), list(tops)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += children.get(unit, [])
    return found


def departments(above: Above) -> dict[int, int]:
    """Each unit with the department it belongs to: the unit right below the top, itself included.

    A base organisation of tops alone has these for departments. Else a top belongs to none, nor
    does a top without units below it beside one that has them.
    """
    children = _children(above)
    tops = children.get(None, [])
    found = [unit for top in tops for unit in children.get(top, ())] or tops
    return {unit: one for one in found for unit in _reached([one], children)}


def paths_of(units: Mapping[int, Unit]) -> dict[int, str]:
    """Each unit's path from the top, without asking the database for its parents."""
    found: dict[int, str] = {}

    def path(pk: int) -> str:
        if pk not in found:
            unit = units[pk]
            above = f"{path(unit.parent_id)}{STEP}" if unit.parent_id else ""
            found[pk] = above + one_line(unit.name)
        return found[pk]

    for pk in units:
        path(pk)
    return found
