"""A line manager's people in networks, and the hours that are freed for them.

One's own people are those whose line manager one is. Of all others in one's units and below one
sees how many they are and their hours in all, unit by unit; no part of a mandate is read here,
only its hours and their period.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from dialogues.models import MandatePart
from dialogues.queries.mandate import agreed_hours
from referenceledelse.order import alphabetical
from roles.models import RoleKey, Unit, User
from roles.queries.line_managers import MANAGERS, line_manager, manager_of
from roles.queries.units import below
from themes.models import Assignment, Theme


@dataclass(frozen=True)
class Line:
    """One role that an employee holds on a running theme, with what was agreed about hours."""

    assignment: Assignment
    part: MandatePart | None
    group: "Group"

    @property
    def is_agreed_about(self) -> bool:
        """Hours are agreed with a network leader, not in the other roles."""
        return self.assignment.role_id == RoleKey.NETWORK_LEADER

    @property
    def hours(self) -> Decimal | None:
        """What is freed today, if anything is agreed for today."""
        return self.part.hours_today if self.part else None

    @property
    def is_to_come(self) -> bool:
        return self.part is not None and self.part.hours_from > timezone.localdate()


@dataclass(eq=False)
class Group:
    """The people of one unit; ``unit`` is left out where several are summed up."""

    unit: Unit | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def manager(self) -> User | None:
        """Who manages the unit's people today."""
        return manager_of(self.unit) if self.unit else None

    @property
    def people(self) -> int:
        return len({line.assignment.person_id for line in self.lines})

    @property
    def hours(self) -> Decimal:
        return sum((line.hours or Decimal() for line in self.lines), Decimal())

    @property
    def has_leaders(self) -> bool:
        """Whether hours are agreed with any of them at all."""
        return any(line.is_agreed_about for line in self.lines)

    @property
    def missing(self) -> int:
        """How many network leaders have no hours, neither today nor from a day to come."""
        return sum(
            line.is_agreed_about and line.hours is None and not line.is_to_come
            for line in self.lines
        )


@dataclass(frozen=True)
class Staff:
    """What a manager sees: the own people by unit, and sums of the units below."""

    units: list[Unit]
    own: list[Group]
    others: list[Group]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.own for line in group.lines]

    @property
    def others_sum(self) -> Group:
        return Group(lines=[line for group in self.others for line in group.lines])

    @property
    def whole(self) -> Group:
        return Group(lines=[line for group in (*self.own, *self.others) for line in group.lines])


def staff_of(manager: User) -> Staff:
    """The manager's people in networks, in a constant number of queries."""
    rows = (
        Unit.objects.visible_to(manager)
        .with_tree_fields()
        .select_related("manager", "parent__manager")
    )
    tree = {unit.pk: unit for unit in rows}
    managed = [unit for unit in tree.values() if unit.manager_id == manager.pk]
    units = below([unit.pk for unit in managed], {u.pk: u.parent_id for u in tree.values()})
    own, others = {pk: Group(tree[pk]) for pk in tree}, {pk: Group(tree[pk]) for pk in tree}
    for assignment, part in _assignments(units, manager):
        person = assignment.person
        group = (own if line_manager(person) == manager else others)[person.unit_id]
        group.lines.append(Line(assignment, part, group))
    return Staff(managed, _filled(own), _filled(others))


def _assignments(
    units: Iterable[int], manager: User
) -> Iterator[tuple[Assignment, MandatePart | None]]:
    """What all others in the units hold today on running themes, each with the agreed hours."""
    rows = Assignment.objects.active().filter(
        person__unit__in=units, theme__in=Theme.objects.running()
    )
    managers = (f"person__{way}" for way in MANAGERS)
    rows = rows.exclude(person=manager).select_related("person", "role", "theme", *managers)
    found = list(
        rows.order_by(
            alphabetical("person__name"),
            "person",
            "role__order",
            alphabetical("theme__title"),
            "pk",
        )
    )
    parts = agreed_hours({row.person_id for row in found})
    for row in found:
        is_leader = row.role_id == RoleKey.NETWORK_LEADER
        yield row, parts.get((row.person_id, row.theme_id)) if is_leader else None


def _filled(groups: dict[int, Group]) -> list[Group]:
    return [group for group in groups.values() if group.lines]
