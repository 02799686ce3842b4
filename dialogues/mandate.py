"""How far the network leaders' mandates are: each part, and whether all are in place.

The mandate belongs to today's people: where one of them changes, the part is agreed anew
(FEATURES 21.10, 23.8).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from dialogues.models import Conversation, MandatePart
from dialogues.models.mandate import NAMES
from referenceledelse.access import is_allowed
from roles.models import RoleKey, User, manages
from roles.staff import MANAGERS, line_manager
from themes.models import Assignment, Theme

REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value
LINE_MANAGER = RoleKey.LINE_MANAGER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


@dataclass(frozen=True)
class Part:
    """One part of a mandate: with whom, and when it was agreed."""

    role: str
    person: User | None
    is_required: bool
    begun_at: datetime | None = None
    agreed_at: datetime | None = None
    # The part's newest edition; the reference leader's part is the conversation with this key.
    row: MandatePart | None = None
    talk: int | None = None

    @property
    def name(self) -> str:
        return str(NAMES[self.role])


@dataclass(frozen=True)
class Mandate:
    """A network leader's mandate on one theme."""

    theme: Theme
    network_leader: User | None
    parts: tuple[Part, ...]

    @property
    def missing(self) -> list[Part]:
        """The required parts that are not agreed."""
        return [part for part in self.parts if part.is_required and part.agreed_at is None]

    @property
    def is_in_place(self) -> bool:
        return self.network_leader is not None and not self.missing

    @property
    def has_begun(self) -> bool:
        return any(part.begun_at for part in self.parts)

    @property
    def is_managed_by_reference_leader(self) -> bool:
        """One person answers for both the theme and the leader's time (FEATURES F2.4)."""
        manager = self.part(LINE_MANAGER).person
        return manager is not None and manager == self.part(REFERENCE_LEADER).person

    def part(self, role: str) -> Part:
        return next(part for part in self.parts if part.role == role)


def mandates(themes: Iterable[Theme]) -> list[Mandate]:
    """The mandate of each theme, in a constant number of queries; ``type`` is fetched along."""
    themes = list(themes)
    keys = [theme.pk for theme in themes]
    holders = _holders(keys)
    parts = _parts(keys)
    talks = _talks(keys)
    return [_mandate(theme, holders.get(theme.pk, {}), parts, talks) for theme in themes]


def mandate(theme: Theme) -> Mandate:
    """The mandate of one theme."""
    return mandates([theme])[0]


def mandate_seen_by(user: User, theme: Theme) -> Mandate | None:
    """The theme's mandate, for those who may know how far it is."""
    found = mandate(theme)
    return found if is_allowed(user, "dialogues.see_mandate", found) else None


def stands(part: MandatePart) -> bool:
    """Whether the part's two are still those who agree on it, on a theme that runs."""
    return not part.theme.is_closed and MandatePart.objects.of_today().filter(pk=part.pk).exists()


def _mandate(theme: Theme, held: dict[str, User], parts: dict, talks: dict) -> Mandate:
    leader = held.get(RoleKey.NETWORK_LEADER.value)
    reference = held.get(REFERENCE_LEADER)
    key = (theme.pk, leader.pk, reference.pk) if leader and reference else None
    begun, agreed, talk = talks.get(key, (None, None, None))
    found = [Part(REFERENCE_LEADER, reference, True, begun, agreed, talk=talk)]
    others = (
        (LINE_MANAGER, line_manager(leader), theme.type.needs_line_manager),
        (CO_DRIVER, held.get(CO_DRIVER), theme.type.needs_co_driver),
    )
    for role, person, is_required in others:
        row = parts.get((theme.pk, role, leader and leader.pk, person and person.pk))
        found.append(_part(role, person, is_required, row))
    return Mandate(theme, leader, tuple(found))


def _part(role: str, person: User | None, is_required: bool, row: MandatePart | None) -> Part:
    """The newest edition says how it stands: a part that was reopened is agreed anew."""
    if row is None:
        return Part(role, person, is_required)
    return Part(role, person, is_required, row.created_at, row.agreed_at, row)


def _holders(themes: list[int]) -> dict[int, dict[str, User]]:
    """Who holds which role; of several co-drivers the one who came last."""
    managers = [f"person__{way}" for way in MANAGERS]
    rows = Assignment.objects.active().filter(theme__in=themes)
    found: dict[int, dict[str, User]] = {}
    for row in rows.select_related("person", *managers).order_by("-starts_on", "-pk"):
        found.setdefault(row.theme_id, {}).setdefault(row.role_id, row.person)
    return found


def _parts(themes: list[int]) -> dict[tuple, MandatePart]:
    """The newest edition of each pair's part."""
    rows = MandatePart.objects.filter(theme__in=themes).order_by("edition")
    rows = rows.select_related("theme", "network_leader", "counterpart", "reopened_by")
    return {
        (row.theme_id, row.role, row.network_leader_id, row.counterpart_id): row for row in rows
    }


type Talked = tuple[datetime | None, datetime | None, int | None]


def _talks(themes: list[int]) -> dict[tuple, Talked]:
    """When each pair's conversation began, when an agreement was approved, and in which talk."""
    rows = Conversation.objects.filter(theme__in=themes, invited_at__isnull=False)
    rows = rows.exclude(status=Conversation.Status.CANCELLED).order_by("created_at")
    pair = ("theme_id", "network_leader_id", "reference_leader_id")
    found: dict[tuple, Talked] = {}
    for *key, invited_at, approved_at, pk in rows.values_list(
        *pair, "invited_at", "approved_at", "pk"
    ):
        begun, agreed, talk = found.get(tuple(key), (None, None, None))
        keeps = agreed and not approved_at
        found[tuple(key)] = (begun or invited_at, approved_at or agreed, talk if keeps else pk)
    return found


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
