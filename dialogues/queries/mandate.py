"""How far the network leaders' mandates are: each part, and whether all are in place.

The mandate belongs to today's people: where one of them changes, the part is agreed anew
(FEATURES 21.10, 23.8). Of several co-drivers it is agreed with the one who came last.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from dialogues.models import Conversation, MandatePart
from dialogues.models.mandate import NAMES
from referenceledelse.daily import daily
from roles.models import RoleKey, User, manages
from roles.queries.line_managers import MANAGERS, line_manager
from themes.models import Assignment, Theme

NETWORK_LEADER = RoleKey.NETWORK_LEADER.value
REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value
LINE_MANAGER = RoleKey.LINE_MANAGER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


class Newest(NamedTuple):
    """How far two people have come with a part, whether they still hold their roles or not."""

    begun_at: datetime | None = None
    agreed_at: datetime | None = None
    # The part's newest edition; the reference leader's part is the conversation with this key.
    row: MandatePart | None = None
    talk: int | None = None


# By theme, role, network leader and counterpart, each with its key.
type Found = dict[tuple[int, str, int, int], Newest]


class Part[Person](NamedTuple):
    """One part of a mandate: with whom, and when it was agreed."""

    role: str
    person: Person | None
    is_required: bool
    begun_at: datetime | None = None
    agreed_at: datetime | None = None
    row: MandatePart | None = None
    talk: int | None = None

    @property
    def name(self) -> str:
        return str(NAMES[self.role])


class Count(NamedTuple):
    """So many required parts are agreed, of so many."""

    agreed: int
    required: int
    is_in_place: bool


class Mandate[AnyTheme, Person](NamedTuple):
    """A network leader's mandate on one theme; a long list knows theme and people by key alone."""

    theme: AnyTheme
    network_leader: Person | None
    parts: tuple[Part[Person], ...]

    @property
    def missing(self) -> list[Part[Person]]:
        """The required parts that are not agreed."""
        return [part for part in self.parts if part.is_required and part.agreed_at is None]

    @property
    def is_in_place(self) -> bool:
        return self.network_leader is not None and not self.missing

    @property
    def progress(self) -> Count:
        required = sum(part.is_required for part in self.parts)
        return Count(required - len(self.missing), required, self.is_in_place)

    @property
    def has_begun(self) -> bool:
        return any(part.begun_at for part in self.parts)

    @property
    def is_managed_by_reference_leader(self) -> bool:
        """One person answers for both the theme and the leader's time (FEATURES F2.4)."""
        manager = self.part(LINE_MANAGER).person
        return manager is not None and manager == self.part(REFERENCE_LEADER).person

    def part(self, role: str) -> Part[Person]:
        return next(part for part in self.parts if part.role == role)


class Asked[AnyTheme, Person](NamedTuple):
    """Whose mandate it is, and what it asks."""

    theme: AnyTheme
    # Who has each role today, the line manager among them.
    people: Mapping[str, Person | None]
    needs_line_manager: bool
    needs_co_driver: bool


def mandates(themes: Iterable[Theme]) -> list[Mandate[Theme, User]]:
    """The mandate of each theme, in a constant number of queries; ``type`` is fetched along."""
    themes = list(themes)
    keys = [theme.pk for theme in themes]
    people = _people(keys)
    talks = Conversation.objects.filter(theme__in=keys, invited_at__isnull=False)
    found = _talks(talks.order_by("created_at", "pk").values(*TALK)) | _parts(keys)
    return [_mandate(_asked(theme, people.get(theme.pk, {})), found) for theme in themes]


def mandate(theme: Theme) -> Mandate[Theme, User]:
    """The mandate of one theme."""
    return mandates([theme])[0]


def counts(asked: Iterable[Asked[int, int]], talks: Iterable[dict]) -> dict[int, Count]:
    """How far each mandate of a long list is, in one query; ``talks`` are as ``progress`` gives."""
    asked = list(asked)
    rows = _editions().filter(theme__in=[one.theme for one in asked])
    found = _talks(talks) | {tuple(key): Newest(begun, agreed) for begun, agreed, *key in rows}
    return {one.theme: _mandate(one, found).progress for one in asked}


def stands(part: MandatePart) -> bool:
    """Whether the part's two are still those who agree on it, on a theme that runs."""
    return not part.theme.is_closed and MandatePart.objects.of_today().filter(pk=part.pk).exists()


def _mandate[AnyTheme, Person](
    asked: Asked[AnyTheme, Person], found: Found
) -> Mandate[AnyTheme, Person]:
    """Each part as far as the two of today have come; all that tells of a mandate asks here."""
    required = {
        REFERENCE_LEADER: True,
        LINE_MANAGER: asked.needs_line_manager,
        CO_DRIVER: asked.needs_co_driver,
    }
    leader, parts = asked.people.get(NETWORK_LEADER), []
    for role, is_required in required.items():
        person = asked.people.get(role)
        between = (_key(asked.theme), role, _key(leader), _key(person))
        parts.append(Part(role, person, is_required, *found.get(between, Newest())))
    return Mandate(asked.theme, leader, tuple(parts))


def _key(of: Any) -> Any:
    return getattr(of, "pk", of)


def _asked(theme: Theme, people: dict[str, User]) -> Asked[Theme, User]:
    people = people | {LINE_MANAGER: line_manager(people.get(NETWORK_LEADER))}
    return Asked(theme, people, theme.type.needs_line_manager, theme.type.needs_co_driver)


def _people(themes: list[int]) -> dict[int, dict[str, User]]:
    """Who holds which role; of several co-drivers the one who came last."""
    managers = [f"person__{way}" for way in MANAGERS]
    rows = Assignment.objects.active().filter(theme__in=themes)
    found: dict[int, dict[str, User]] = {}
    for row in rows.select_related("person", *managers).order_by("starts_on", "pk"):
        found.setdefault(row.theme_id, {})[row.role_id] = row.person
    return found


# What is read of a conversation.
TALK = (
    "pk",
    "theme_id",
    "network_leader_id",
    "reference_leader_id",
    "status",
    "invited_at",
    "approved_at",
)


def _talks(rows: Iterable[dict]) -> Found:
    """When each pair's conversation began, when an agreement was approved, and in which talk.

    The latest conversation comes last.
    """
    found: Found = {}
    for row in rows:
        if row["status"] == Conversation.Status.CANCELLED:
            continue
        pair = (row["network_leader_id"], row["reference_leader_id"])
        key, approved_at = (row["theme_id"], REFERENCE_LEADER, *pair), row["approved_at"]
        known = found.get(key, Newest())
        talk = known.talk if known.agreed_at and not approved_at else row["pk"]
        begun, agreed = known.begun_at or row["invited_at"], approved_at or known.agreed_at
        found[key] = Newest(begun, agreed, talk=talk)
    return found


def _parts(themes: list[int]) -> Found:
    """The newest edition of each pair's part: a part that was reopened is agreed anew."""
    rows = MandatePart.objects.filter(theme__in=themes).order_by("edition")
    rows = rows.select_related("theme", "network_leader", "counterpart", "reopened_by")
    return {
        (row.theme_id, row.role, row.network_leader_id, row.counterpart_id): Newest(
            row.created_at, row.agreed_at, row
        )
        for row in rows
    }


@daily
def _editions(_today: date) -> QuerySet:
    """Every part, the newest edition of each at the end."""
    key = ("theme", "role", "network_leader", "counterpart")
    return MandatePart.objects.order_by("edition").values_list("created_at", "agreed_at", *key)


def hours_of(people: Iterable[int], on: date | None = None) -> dict[tuple[int, int], Decimal]:
    """Hours a week that are freed for network work on the day, by person and theme (F3.9).

    Only what the newest edition agreed with today's line manager says, and only while the person
    leads the theme.
    """
    on = on or timezone.localdate()
    found = agreed_hours(people, on)
    return {key: row.hours_per_week for key, row in found.items() if row.frees_hours(on)}


def agreed_hours(
    people: Iterable[int], on: date | None = None
) -> dict[tuple[int, int], MandatePart]:
    """The line manager's part as it was last agreed, by person and theme, whatever its period."""
    people = list(people)
    leading = Assignment.objects.active(on).filter(
        role=RoleKey.NETWORK_LEADER, person__in=people, theme__in=Theme.objects.running()
    )
    now = set(leading.values_list("person", "theme"))
    rows = MandatePart.objects.agreed().filter(
        manages("counterpart", "network_leader"), role=LINE_MANAGER, network_leader__in=people
    )
    # The newest comes last and stands.
    newest = {(row.network_leader_id, row.theme_id): row for row in rows.order_by("agreed_at")}
    return {key: row for key, row in newest.items() if key in now}
