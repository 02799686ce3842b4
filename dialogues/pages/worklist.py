"""The secretariat's work list: what is found today, and who has it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from dialogues.models import FindingKind, WorkItem, WorkStep
from dialogues.pages import findings as pages
from dialogues.queries.findings import findings
from dialogues.queries.matters import Matter
from roles.models import User
from themes.models import Thresholds


@dataclass
class Entry(Matter):
    """A matter as the list shows it, with where it is mended."""

    @property
    def way(self) -> tuple[str, str]:
        return pages.way(self.finding)


def entries(user: User) -> list[Entry]:
    """Every finding of today with what became of it, what has waited longest first."""
    today, found = timezone.localdate(), findings(user)
    rows = WorkItem.objects.visible_to(user).select_related("claimed_by", "cleared_by")
    items = {row.key: row for row in rows}
    days = Thresholds.now().reopen_days
    return [Entry(one, items.get(one.key), today, days) for one in found]


def open_counts(user: User) -> dict[FindingKind, int]:
    """How many of each kind stand on the list, in the order of the kinds.

    A role whose leader has left counts as left and as vacant.
    """
    shown = [entry.finding for entry in entries(user) if entry.is_open]
    counts = Counter(kind for one in shown for kind in one.kinds)
    return {kind: counts[kind] for kind in FindingKind if counts[kind]}


@dataclass
class Cleared:
    """Something that was cleared; ``entry`` where it is found still, so that it can be reopened."""

    item: WorkItem
    entry: Entry | None
    steps: list[WorkStep] = field(default_factory=list)


def cleared(user: User, found: list[Entry]) -> QuerySet[WorkItem]:
    """What was cleared and stays off the list, the latest first."""
    back = [entry.item.pk for entry in found if entry.is_back]
    rows = WorkItem.objects.visible_to(user).exclude(cleared_at=None).exclude(pk__in=back)
    return rows.select_related("theme", "person", "cleared_by").order_by("-cleared_at", "-pk")


def with_entries(rows: Iterable[WorkItem], found: list[Entry]) -> list[Cleared]:
    """The rows with what is still found of them."""
    known = {entry.key: entry for entry in found}
    return [Cleared(row, known.get(row.key)) for row in rows]


def add_steps(shown: Iterable[Entry | Cleared]) -> None:
    """Give each what was done with it, the latest first; in one query."""
    with_item = {one.item.pk: one for one in shown if one.item}
    for step in WorkStep.objects.filter(item__in=with_item).select_related("by"):
        with_item[step.item_id].steps.append(step)
