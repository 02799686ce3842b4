"""How many of each mandate's required parts are agreed, read as tuples for a long list (DESIGN 6).

The rule is ``dialogues.mandate``'s; a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Case, QuerySet, When

from dialogues.models import MandatePart
from referenceledelse.daily import daily
from roles.models import RoleKey, employed
from themes.models.themes import AssignmentQuerySet

LINE_MANAGER = RoleKey.LINE_MANAGER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


class Holder(NamedTuple):
    """Who holds a role: the person, and who of those who work manages the unit and that above."""

    person: int
    name: str
    manager: int | None
    above: int | None

    @property
    def line_manager(self) -> int | None:
        """As ``roles.staff.line_manager``."""
        for one in (self.manager, self.above):
            if one is not None and one != self.person:
                return one
        return None


# A holder's fields, as ``with_managers`` gives them.
HOLDER = ("person", "person__name", "manager", "above")


def with_managers(rows: AssignmentQuerySet, today: date) -> AssignmentQuerySet:
    """Each assignment with the two who could be the holder's line manager, as they work today."""
    ways = {"manager": "person__unit__manager", "above": "person__unit__parent__manager"}
    return rows.annotate(
        **{name: Case(When(employed(today, f"{way}__"), then=way)) for name, way in ways.items()}
    )


@dataclass(frozen=True)
class Required:
    """What a theme's mandate asks: its key, its people, and what its type needs."""

    theme: int
    leader: Holder | None
    co_driver: Holder | None
    # Whether the pair has an approved agreement, which is the reference leader's part.
    has_agreement: bool
    needs_line_manager: bool
    needs_co_driver: bool


class Count(NamedTuple):
    """So many required parts are agreed, of so many."""

    agreed: int
    required: int
    is_in_place: bool


def counts(wanted: Iterable[Required]) -> dict[int, Count]:
    """How far each theme's mandate is, in one query."""
    wanted = list(wanted)
    agreed = _agreed([one.theme for one in wanted])
    return {one.theme: _count(one, agreed) for one in wanted}


def _count(one: Required, agreed: set[tuple]) -> Count:
    parts = [one.has_agreement]
    leader = one.leader and one.leader.person
    if one.needs_line_manager:
        manager = one.leader and one.leader.line_manager
        parts.append((one.theme, LINE_MANAGER, leader, manager) in agreed)
    if one.needs_co_driver:
        parts.append(
            (one.theme, CO_DRIVER, leader, one.co_driver and one.co_driver.person) in agreed
        )
    return Count(sum(parts), len(parts), one.leader is not None and all(parts))


@daily
def _editions(_today: date) -> QuerySet:
    """Every part, the newest edition of each at the end."""
    fields = ("theme", "role", "network_leader", "counterpart", "agreed_at")
    return MandatePart.objects.order_by("edition").values_list(*fields)


def _agreed(themes: list[int]) -> set[tuple]:
    """The parts whose newest edition is agreed."""
    rows = _editions().filter(theme__in=themes)
    newest = {tuple(key): agreed_at for *key, agreed_at in rows}
    return {key for key, agreed_at in newest.items() if agreed_at is not None}
