"""What the demo's secretariat has on its work list, who has it, and what is cleared."""

from typing import Any

from dialogues.findings import Finding, findings
from dialogues.models import WorkItem, WorkStep
from dialogues.services import worklist
from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Theme, Thresholds
from themes.models.record import Record

type Row = dict[str, Any]


def fill_worklist(clock: Clock, people: dict[str, User], texts: Row) -> None:
    """Let a few things go wrong, and the secretariat take one and clear another."""
    Thresholds.objects.update(mandate_days=texts["mandate_days"])
    moved, ended, quiet = texts["moved"], texts["ended"], texts["quiet"]
    User.objects.filter(pk=people[moved["person"]].pk).update(moved_on=clock.day(moved["days_ago"]))
    Theme.objects.filter(slug=ended["theme"]).update(ends_on=clock.day(ended["days_ago"]))
    for model in Record.__subclasses__():
        rows = model.objects.filter(theme__slug=quiet["theme"])
        rows.update(updated_at=clock.at(quiet["days_ago"]))
    found = findings(next(p for p in people.values() if p.is_secretariat), clock.today)
    for row in texts["claim"]:
        worklist.claim(finding=_named(found, row), by=people[row["by"]], version=0)
    for row in texts["clear"]:
        one = _named(found, row)
        worklist.clear(finding=one, by=people[row["by"]], version=0, note=row["note"])
    for row in (*texts["claim"], *texts["clear"]):
        _move_back(clock, row)


def _named(found: list[Finding], row: Row) -> Finding:
    return next(one for one in found if (one.kind, one.theme.slug) == (row["kind"], row["theme"]))


def _move_back(clock: Clock, row: Row) -> None:
    moment = clock.at(row["days_ago"], 13, 5)
    items = WorkItem.objects.filter(kind=row["kind"], theme__slug=row["theme"])
    items.exclude(claimed_at=None).update(claimed_at=moment)
    items.exclude(cleared_at=None).update(cleared_at=moment)
    WorkStep.objects.filter(item__in=items).update(at=moment)
