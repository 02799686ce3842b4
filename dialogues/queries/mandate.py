"""How far the network leaders' mandates are: each part, and whether all are in place.

The mandate belongs to today's people: where one of them changes, that part is agreed anew. Each
co-driver of today has a part of their own.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy

from dialogues.models import Conversation, MandatePart
from dialogues.models.mandate import NAMES
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.db.daily import daily
from roles.models import RoleKey, User
from roles.queries.line_managers import MANAGERS, line_manager
from themes.models import Assignment, Theme

NETWORK_LEADER = RoleKey.NETWORK_LEADER.value
REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value
LINE_MANAGER = RoleKey.LINE_MANAGER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


class PartProgress(NamedTuple):
    """How far a part is; pages also get ``row`` and ``person``, which long lists leave out."""

    role: str
    is_required: bool = True
    begun_at: datetime | None = None
    agreed_at: datetime | None = None
    # The part's newest edition; the reference leader's part is the conversation with this key.
    row: MandatePart | None = None
    conversation: int | None = None
    person: User | None = None

    @property
    def name(self) -> str:
        return str(NAMES[self.role])

    @property
    def is_missing(self) -> bool:
        return self.is_required and self.agreed_at is None

    @property
    def whose(self) -> Promise:
        """Whom it is agreed with: the role, and by name where somebody has it."""
        return whose(self.role, self.person.name if self.person else "")


def whose(role: str, name: str) -> Promise:
    """A role with who has it, where somebody does; translated when it is read."""
    label = RoleKey(role).label
    return format_lazy("{} {}", label, name) if name else label


class PartCount(NamedTuple):
    """Agreed and required parts, and whom the missing ones are to be agreed with."""

    agreed: int
    required: int
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def is_in_place(self) -> bool:
        return self.agreed == self.required


class Mandate(NamedTuple):
    """A network leader's mandate on one theme."""

    theme: Theme
    network_leader: User | None
    parts: list[PartProgress]

    @property
    def missing(self) -> list[PartProgress]:
        """The required parts that are not agreed."""
        return [part for part in self.parts if part.is_missing]

    @property
    def is_in_place(self) -> bool:
        return not self.missing

    @property
    def has_begun(self) -> bool:
        return any(part.begun_at for part in self.parts)

    @property
    def is_managed_by_reference_leader(self) -> bool:
        """One person answers for both the theme and the leader's time."""
        manager = self.part(LINE_MANAGER).person
        return manager is not None and manager == self.part(REFERENCE_LEADER).person

    def part(self, role: str, person: int | None = None) -> PartProgress:
        """The part with that person; an empty one if the person has left the role.

        Without ``person``: of several co-drivers the first who is not asked yet.
        """
        of_role = [part for part in self.parts if part.role == role]
        if person is not None:
            with_person = (part for part in of_role if part.person and part.person.pk == person)
            return next(with_person, PartProgress(role))
        return next((part for part in of_role if part.row is None), of_role[0])


# How far two have come, of today or not: by theme, role, network leader and counterpart.
type Found = dict[tuple[int, str, int, int], PartProgress]
# The key of who has a role today, the line manager among them: by theme and role.
type Holders = Mapping[tuple[int, str], int | None]
# The co-drivers of today by theme, the one who came first at the front.
type Drivers = Mapping[int, list[int]]
# Whether the line manager's and the co-drivers' parts are required.
type Needs = tuple[bool, bool]


def _parts(
    theme: int, needs: Needs, held: Holders, drivers: Drivers, found: Found
) -> list[tuple[PartProgress, int | None]]:
    """Each part as far as the two of today have come, and with whom.

    Both ``mandates`` and ``counts`` ask here. Without a co-driver that part stays open.
    """
    leader, (is_managed, is_driven) = held.get((theme, NETWORK_LEADER)), needs
    asked = [
        (REFERENCE_LEADER, True, held.get((theme, REFERENCE_LEADER))),
        (LINE_MANAGER, is_managed, held.get((theme, LINE_MANAGER))),
        *((CO_DRIVER, is_driven, one) for one in drivers.get(theme) or [None]),
    ]
    parts = []
    for role, is_required, person in asked:
        part = found.get((theme, role, leader, person), PartProgress(role))
        parts.append((part._replace(is_required=is_required), person))
    return parts


def mandates(themes: Iterable[Theme]) -> list[Mandate]:
    """The mandate of each theme, in a constant number of queries; ``type`` is fetched along."""
    themes = list(themes)
    if not themes:
        return []
    keys = [theme.pk for theme in themes]
    (people, drivers), found = _people(keys), _found(keys)
    held = {place: person.pk for place, person in people.items()}
    of_theme = {theme: [one.pk for one in some] for theme, some in drivers.items()}
    known = {one.pk: one for one in (*people.values(), *chain(*drivers.values()))}
    mandates = []
    for theme in themes:
        needs = (theme.type.needs_line_manager, theme.type.needs_co_driver)
        parts = [
            part._replace(person=known.get(person))
            for part, person in _parts(theme.pk, needs, held, of_theme, found)
        ]
        mandates.append(Mandate(theme, people.get((theme.pk, NETWORK_LEADER)), parts))
    return mandates


def mandate(theme: Theme) -> Mandate:
    """The mandate of one theme."""
    return mandates([theme])[0]


def counts(
    themes: QuerySet | list[int],
    needs: Mapping[int, Needs],
    held: Holders,
    conversations: Iterable[dict],
) -> dict[int, PartCount]:
    """How far the mandates of a long list are, in three queries; ``talks`` as ``progress`` gives.

    ``needs`` names those of the themes that are asked for.
    """
    found = _conversations(conversations)
    is_listed = isinstance(themes, list)
    editions = _editions_of(themes) if is_listed else _editions().filter(theme__in=themes)
    for begun, agreed, theme, role, *pair in editions:
        found[theme, role, *pair] = PartProgress(role, begun_at=begun, agreed_at=agreed)
    drivers: dict[int, list[int]] = {}
    rows = _drivers_of(themes) if is_listed else _drivers().filter(theme__in=themes)
    for theme, person in rows:
        drivers.setdefault(theme, []).append(person)
    parts = {
        theme: [one for one in _parts(theme, of_type, held, drivers, found) if one[0].is_required]
        for theme, of_type in needs.items()
    }
    wanted = {person for some in parts.values() for part, person in some if part.is_missing}
    names = dict(_names(list(wanted - {None})))
    return {theme: _count(some, names) for theme, some in parts.items()}


def _count(
    parts: list[tuple[PartProgress, int | None]], names: Mapping[int | None, str]
) -> PartCount:
    missing = tuple((part.role, names.get(who, "")) for part, who in parts if part.is_missing)
    return PartCount(len(parts) - len(missing), len(parts), missing)


def is_current_pair(part: MandatePart) -> bool:
    """Whether the part's two are still those who agree on it, on a theme that runs."""
    return not part.theme.is_closed and MandatePart.objects.of_today().filter(pk=part.pk).exists()


def _people(themes: list[int]) -> tuple[dict[tuple[int, str], User], dict[int, list[User]]]:
    """Who has which role today, the line manager among them; and each theme's co-drivers."""
    people: dict[tuple[int, str], User] = {}
    drivers: dict[int, list[User]] = {}
    for row in _holders(themes):
        if row.role_id == CO_DRIVER:
            drivers.setdefault(row.theme_id, []).append(row.person)
            continue
        people[row.theme_id, row.role_id] = row.person
        if row.role_id == NETWORK_LEADER and (manager := line_manager(row.person)):
            people[row.theme_id, LINE_MANAGER] = manager
    return people, drivers


@compiled
def _holders(themes: Collection[int]) -> QuerySet[Assignment]:
    managers = [f"person__{way}" for way in MANAGERS]
    rows = Assignment.objects.active().filter(theme__in=themes)
    return rows.select_related("person", *managers).order_by("starts_on", "pk")


def _found(themes: list[int]) -> Found:
    """How far each two have come, with what they have written."""
    found = _conversations(_progress(themes))
    for row in _written(themes):
        key = (row.theme_id, row.role, row.network_leader_id, row.counterpart_id)
        found[key] = PartProgress(
            row.role, begun_at=row.created_at, agreed_at=row.agreed_at, row=row
        )
    return found


@compiled
def _progress(themes: Collection[int]) -> QuerySet[Conversation, dict[str, Any]]:
    rows = Conversation.objects.filter(theme__in=themes, invited_at__isnull=False)
    sides = ("theme_id", "network_leader_id", "reference_leader_id")
    rows = rows.order_by("created_at", "pk")
    return rows.values("pk", *sides, "status", "invited_at", "approved_at")


@compiled
def _written(themes: Collection[int]) -> QuerySet[MandatePart]:
    rows = MandatePart.objects.filter(theme__in=themes).order_by("edition")
    return rows.select_related("theme", "network_leader", "counterpart", "reopened_by")


def _conversations(rows: Iterable[dict]) -> Found:
    """When each pair's conversation began, when an agreement was approved, and in which talk.

    The latest conversation comes last.
    """
    found: Found = {}
    for row in rows:
        if row["status"] == Conversation.Status.CANCELLED:
            continue
        pair = (row["network_leader_id"], row["reference_leader_id"])
        key, approved_at = (row["theme_id"], REFERENCE_LEADER, *pair), row["approved_at"]
        known = found.get(key, PartProgress(REFERENCE_LEADER))
        conversation = known.conversation if known.agreed_at and not approved_at else row["pk"]
        begun, agreed = known.begun_at or row["invited_at"], approved_at or known.agreed_at
        found[key] = PartProgress(
            REFERENCE_LEADER, begun_at=begun, agreed_at=agreed, conversation=conversation
        )
    return found


@daily
def _editions(_today: date) -> QuerySet:
    """Every part, the newest edition of each at the end."""
    key = ("theme", "role", "network_leader", "counterpart")
    return MandatePart.objects.order_by("edition").values_list("created_at", "agreed_at", *key)


@daily
def _drivers(today: date) -> QuerySet:
    """Who co-drives which theme, the one who came first at the front."""
    rows = Assignment.objects.active(today).filter(role=CO_DRIVER)
    return rows.order_by("starts_on", "pk").values_list("theme", "person")


@compiled
def _editions_of(themes: Collection[int]) -> QuerySet:
    return _editions().filter(theme__in=themes)


@compiled
def _drivers_of(themes: Collection[int]) -> QuerySet:
    return _drivers().filter(theme__in=themes)


@compiled
def _names(people: Collection[int]) -> QuerySet[User, tuple[int, str]]:
    return User.objects.filter(pk__in=people).order_by().values_list("pk", "name")


def begun_manager_parts(people: Iterable[int]) -> set[tuple[int, int]]:
    """By person and theme, where the line manager's part is begun with today's line manager."""
    return set(_begun(people))


@compiled
def _begun(people: Iterable[int]) -> QuerySet[MandatePart, tuple[int, int]]:
    rows = MandatePart.objects.of_today().filter(role=LINE_MANAGER, network_leader__in=people)
    return rows.values_list("network_leader", "theme")


def agreed_manager_parts(people: Iterable[int] | QuerySet) -> dict[tuple[int, int], MandatePart]:
    """The line manager's part as it was last agreed, by person and theme, whatever its period.

    Only with today's line manager, and only while the person leads the theme.
    """
    rows = MandatePart.objects.of_today().agreed().filter(role=LINE_MANAGER)
    rows = rows.filter(network_leader__in=people, theme__in=Theme.objects.running())
    # The newest comes last and stands.
    return {(row.network_leader_id, row.theme_id): row for row in rows.order_by("agreed_at")}
