"""How far the network leaders' mandates are: each part, and whether all are in place.

The mandate belongs to today's people: where one of them changes, the part is agreed anew. Of
several co-drivers it is agreed with the one who came last.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from dialogues.models import Conversation, MandatePart
from dialogues.models.mandate import NAMES
from referenceledelse.daily import daily
from roles.models import RoleKey, User
from roles.queries.line_managers import MANAGERS, line_manager
from themes.models import Assignment, Theme

NETWORK_LEADER = RoleKey.NETWORK_LEADER.value
REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value
LINE_MANAGER = RoleKey.LINE_MANAGER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


class Part(NamedTuple):
    """How far one part of a mandate is; a page is told with whom, and what the two have written."""

    role: str
    is_required: bool = True
    begun_at: datetime | None = None
    agreed_at: datetime | None = None
    # The part's newest edition; the reference leader's part is the conversation with this key.
    row: MandatePart | None = None
    talk: int | None = None
    person: User | None = None

    @property
    def name(self) -> str:
        return str(NAMES[self.role])

    @property
    def is_missing(self) -> bool:
        return self.is_required and self.agreed_at is None


class Count(NamedTuple):
    """So many required parts are agreed, of so many."""

    agreed: int
    required: int

    @property
    def is_in_place(self) -> bool:
        return self.agreed == self.required


class Mandate(NamedTuple):
    """A network leader's mandate on one theme."""

    theme: Theme
    network_leader: User | None
    parts: list[Part]

    @property
    def missing(self) -> list[Part]:
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

    def part(self, role: str) -> Part:
        return next(part for part in self.parts if part.role == role)


# How far two have come, of today or not: by theme, role, network leader and counterpart.
type Found = dict[tuple[int, str, int, int], Part]
# The key of who has a role today, the line manager among them: by theme and role.
type Holders = Mapping[tuple[int, str], int | None]
# Whether the line manager's and the co-driver's parts are required.
type Needs = tuple[bool, bool]


def _parts(theme: int, needs: Needs, held: Holders, found: Found) -> list[Part]:
    """Each part as far as the two of today have come; all that tells of a mandate asks here."""
    parts, leader = [], held.get((theme, NETWORK_LEADER))
    roles = (REFERENCE_LEADER, LINE_MANAGER, CO_DRIVER)
    for role, is_required in zip(roles, (True, *needs), strict=True):
        part = found.get((theme, role, leader, held.get((theme, role))), Part(role))
        parts.append(part._replace(is_required=is_required))
    return parts


def mandates(themes: Iterable[Theme]) -> list[Mandate]:
    """The mandate of each theme, in a constant number of queries; ``type`` is fetched along."""
    themes = list(themes)
    keys = [theme.pk for theme in themes]
    people, found = _people(keys), _found(keys)
    held = {place: person.pk for place, person in people.items()}
    mandates = []
    for theme in themes:
        needs = (theme.type.needs_line_manager, theme.type.needs_co_driver)
        parts = [
            part._replace(person=people.get((theme.pk, part.role)))
            for part in _parts(theme.pk, needs, held, found)
        ]
        mandates.append(Mandate(theme, people.get((theme.pk, NETWORK_LEADER)), parts))
    return mandates


def mandate(theme: Theme) -> Mandate:
    """The mandate of one theme."""
    return mandates([theme])[0]


def counts(
    themes: QuerySet | list[int], needs: Mapping[int, Needs], held: Holders, talks: Iterable[dict]
) -> dict[int, Count]:
    """How far the mandates of a long list are, in one query; ``talks`` are as ``progress`` gives.

    ``needs`` names those of the themes that are asked for.
    """
    found = _talks(talks)
    for begun, agreed, theme, role, *pair in _editions().filter(theme__in=themes):
        found[theme, role, *pair] = Part(role, begun_at=begun, agreed_at=agreed)
    count = {}
    for theme, of_type in needs.items():
        parts = _parts(theme, of_type, held, found)
        required = sum(part.is_required for part in parts)
        missing = sum(part.is_missing for part in parts)
        count[theme] = Count(required - missing, required)
    return count


def stands(part: MandatePart) -> bool:
    """Whether the part's two are still those who agree on it, on a theme that runs."""
    return not part.theme.is_closed and MandatePart.objects.of_today().filter(pk=part.pk).exists()


def _people(themes: list[int]) -> dict[tuple[int, str], User]:
    """Who has which role today, the line manager among them; of several the one who came last."""
    managers = [f"person__{way}" for way in MANAGERS]
    rows = Assignment.objects.active().filter(theme__in=themes)
    people = {}
    for row in rows.select_related("person", *managers).order_by("starts_on", "pk"):
        people[row.theme_id, row.role_id] = row.person
        if row.role_id == NETWORK_LEADER and (manager := line_manager(row.person)):
            people[row.theme_id, LINE_MANAGER] = manager
    return people


def _found(themes: list[int]) -> Found:
    """How far each two have come, with what they have written."""
    talks = Conversation.objects.filter(theme__in=themes, invited_at__isnull=False)
    sides = ("theme_id", "network_leader_id", "reference_leader_id")
    talks = talks.order_by("created_at", "pk")
    found = _talks(talks.values("pk", *sides, "status", "invited_at", "approved_at"))
    rows = MandatePart.objects.filter(theme__in=themes).order_by("edition")
    for row in rows.select_related("theme", "network_leader", "counterpart", "reopened_by"):
        key = (row.theme_id, row.role, row.network_leader_id, row.counterpart_id)
        found[key] = Part(row.role, begun_at=row.created_at, agreed_at=row.agreed_at, row=row)
    return found


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
        known = found.get(key, Part(REFERENCE_LEADER))
        talk = known.talk if known.agreed_at and not approved_at else row["pk"]
        begun, agreed = known.begun_at or row["invited_at"], approved_at or known.agreed_at
        found[key] = Part(REFERENCE_LEADER, begun_at=begun, agreed_at=agreed, talk=talk)
    return found


@daily
def _editions(_today: date) -> QuerySet:
    """Every part, the newest edition of each at the end."""
    key = ("theme", "role", "network_leader", "counterpart")
    return MandatePart.objects.order_by("edition").values_list("created_at", "agreed_at", *key)


def agreed_hours(people: Iterable[int] | QuerySet) -> dict[tuple[int, int], MandatePart]:
    """The line manager's part as it was last agreed, by person and theme, whatever its period.

    Only with today's line manager, and only while the person leads the theme.
    """
    rows = MandatePart.objects.of_today().agreed().filter(role=LINE_MANAGER)
    rows = rows.filter(network_leader__in=people, theme__in=Theme.objects.running())
    # The newest comes last and stands.
    return {(row.network_leader_id, row.theme_id): row for row in rows.order_by("agreed_at")}
