"""How many of each mandate's required parts are agreed, read as tuples for a long list (DESIGN 6).

The rule is ``dialogues.mandate``'s; a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dialogues.models import MandatePart
from roles.models import RoleKey

LINE_MANAGER = RoleKey.LINE_MANAGER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


class Holder(NamedTuple):
    """Who holds a role: the person, and who manages the person's unit and the unit above."""

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


# Where a holder's fields are found from an assignment.
HOLDER = ("person", "person__name", "person__unit__manager", "person__unit__parent__manager")


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


def _agreed(themes: list[int]) -> set[tuple]:
    """The parts whose newest edition is agreed."""
    rows = MandatePart.objects.filter(theme__in=themes).order_by("edition")
    fields = ("theme", "role", "network_leader", "counterpart", "agreed_at")
    newest = {tuple(key): agreed_at for *key, agreed_at in rows.values_list(*fields)}
    return {key for key, agreed_at in newest.items() if agreed_at is not None}
