"""A line manager's people in networks, and the hours that are freed for them.

One's own people are those whose line manager one is. Of all others in one's units and below one
sees how many they are and their hours in all, unit by unit; no part of a mandate is read here,
only what it frees and for how long. Beside the roles stand the members of the networks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import MandatePart
from dialogues.queries.mandate import agreed_manager_parts, begun_manager_parts
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical, danish_key
from roles.models import RoleKey, Unit, User
from roles.queries.line_managers import MANAGERS, line_manager, manager_of
from themes.models import Assignment, FreedResources, Member, Theme
from themes.models.running import works


@dataclass(frozen=True)
class Participation:
    """How an employee takes part in a running theme, with what is agreed or freed for it.

    ``role`` is the role's key, empty for a member.
    """

    person: User
    theme: Theme
    role: str
    name: str
    group: "UnitStaff"
    part: MandatePart | None = None
    freed: FreedResources | None = None
    # Whether the two have begun to agree.
    has_begun: bool = False

    @property
    def is_agreed_about(self) -> bool:
        """A network leader's hours are agreed in the mandate; the others' are freed."""
        return self.role == RoleKey.NETWORK_LEADER

    @property
    def is_freed_for(self) -> bool:
        """Whether the manager frees what it takes; a reference leader's time is a leader's own."""
        return self.role in ("", RoleKey.CO_DRIVER)

    @property
    def hours(self) -> Decimal | None:
        """What is freed today, if anything is agreed for today."""
        held = self.part or self.freed
        return held.hours_today if held else None

    @property
    def amount(self) -> int:
        """The kroner that are freed today, with the hours or by themselves."""
        if self.part and self.part.hours_today is not None:
            return self.part.amount or 0
        return self.freed.amount or 0 if self.freed and self.freed.is_today else 0

    @property
    def has_substitute(self) -> bool:
        if self.part and self.part.hours_today is not None:
            return bool(self.part.substitute)
        return bool(self.freed and self.freed.is_today and self.freed.substitute)

    @property
    def is_to_come(self) -> bool:
        return self.part is not None and self.part.hours_from > timezone.localdate()


@dataclass(eq=False)
class UnitStaff:
    """The people of one unit; ``unit`` is left out where several are summed up."""

    unit: Unit | None = None
    lines: list[Participation] = field(default_factory=list)

    @property
    def manager(self) -> User | None:
        """Who manages the unit's people today."""
        return manager_of(self.unit) if self.unit else None

    @property
    def people(self) -> int:
        return len({line.person.pk for line in self.lines})

    @property
    def hours(self) -> Decimal:
        return sum((line.hours or Decimal() for line in self.lines), Decimal())

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def substitutes(self) -> int:
        """How many have a substitute today."""
        return sum(line.has_substitute for line in self.lines)

    @property
    def missing(self) -> int:
        """How many network leaders have no hours, neither today nor from a day to come."""
        return sum(
            line.is_agreed_about and line.hours is None and not line.is_to_come
            for line in self.lines
        )


@dataclass(frozen=True)
class Sum:
    """What groups come to: numbers and no people; ``unit`` where it is one unit's."""

    people: int
    hours: Decimal
    amount: int
    substitutes: int
    missing: int
    unit: Unit | None = None
    manager: User | None = None


def _sum(groups: Iterable[UnitStaff]) -> Sum:
    """The groups as one; of one alone also which unit it is."""
    groups = list(groups)
    whole = (
        groups[0] if len(groups) == 1 else UnitStaff(lines=[x for one in groups for x in one.lines])
    )
    told = {field.name: getattr(whole, field.name) for field in fields(Sum)}
    return Sum(**told)


@dataclass(frozen=True)
class Staff:
    """What a manager sees: the own people by unit, and sums of the units below."""

    units: list[Unit]
    own: list[UnitStaff]
    others: list[Sum]
    others_sum: Sum
    whole: Sum

    @property
    def lines(self) -> list[Participation]:
        return [line for group in self.own for line in group.lines]


def staff_of(manager: User) -> Staff:
    """The manager's people in networks, in a constant number of queries."""
    tree = {unit.pk: unit for unit in _units(manager)}
    managed = [unit for unit in tree.values() if unit.manager_id == manager.pk]
    tops = {unit.pk for unit in managed}
    units = [pk for pk, unit in tree.items() if not tops.isdisjoint(unit.tree_path)]
    own, others = {pk: UnitStaff(tree[pk]) for pk in tree}, {pk: UnitStaff(tree[pk]) for pk in tree}
    for told in _lines(units, manager):
        person = told["person"]
        group = (own if line_manager(person) == manager else others)[person.unit_id]
        group.lines.append(Participation(**told, group=group))
    mine, theirs = _filled(own), _filled(others)
    sums = [_sum([group]) for group in theirs]
    return Staff(managed, mine, sums, _sum(theirs), _sum([*mine, *theirs]))


@compiled
def _units(user: User) -> QuerySet[Unit]:
    rows = Unit.objects.visible_to(user).with_tree_fields()
    return rows.select_related("manager", "parent__manager")


def _lines(units: Iterable[int], manager: User) -> list[dict[str, Any]]:
    """How all others in the units take part today in running themes, by name, role and theme."""
    held, members = _held(units, manager), _members(units, manager)
    has_role = {(row.person_id, row.theme_id) for row in held}
    people = {row.person_id for row in (*held, *members)}
    parts, freed = agreed_manager_parts(people), _freed(people)
    begun = begun_manager_parts(people)
    found = []
    for row in held:
        key, is_leader = (row.person_id, row.theme_id), row.role_id == RoleKey.NETWORK_LEADER
        told = {"freed": freed.get(key)}
        if is_leader:
            told = {"part": parts.get(key), "has_begun": key in begun}
        found.append(_told(row) | {"role": row.role_id, "name": row.role.name} | told)
    for row in members:
        key = (row.person_id, row.theme_id)
        if key not in has_role:
            told = {"role": "", "name": str(_("Medlem")), "freed": freed.get(key)}
            found.append(_told(row) | told)
    # What was sorted by the database stays in its order within each person.
    names = {row["person"].pk: danish_key(row["person"].name) for row in found}
    return sorted(found, key=lambda row: (names[row["person"].pk], row["person"].pk))


def _told(row: Assignment | Member) -> dict[str, Any]:
    return {"person": row.person, "theme": row.theme}


def _around(units: Iterable[int]) -> dict[str, Any]:
    return {"person__unit__in": units, "theme__in": Theme.objects.running()}


@compiled
def _held(units: Iterable[int], manager: User) -> QuerySet[Assignment]:
    managers = (f"person__{way}" for way in MANAGERS)
    rows = Assignment.objects.active().filter(**_around(units)).exclude(person=manager)
    rows = rows.select_related("person", "role", "theme", *managers).without_why()
    return rows.order_by("role__order", alphabetical("theme__title"), "pk")


@compiled
def _members(units: Iterable[int], manager: User) -> QuerySet[Member]:
    managers = (f"person__{way}" for way in MANAGERS)
    rows = Member.objects.visible_to(manager).present().filter(works("person"))
    rows = rows.filter(**_around(units)).exclude(person=manager)
    rows = rows.select_related("person", "theme", *managers)
    return rows.order_by(alphabetical("theme__title"), "pk")


def _freed(people: set[int]) -> dict[tuple[int, int], FreedResources]:
    """What is freed today or later, by person and theme."""
    return {(row.person_id, row.theme_id): row for row in _lasting(people)}


@compiled
def _lasting(people: Iterable[int]) -> QuerySet[FreedResources]:
    return FreedResources.objects.lasting().filter(person__in=people)


def _filled(groups: dict[int, UnitStaff]) -> list[UnitStaff]:
    return [group for group in groups.values() if group.lines]
