"""When something last happened on each theme: days only, never what was said or done.

What only the two know of (drafts, sparring, the pulse, own views and notes) does not count, so that
the list tells nobody of it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F, Max, QuerySet
from django.utils import timezone

from dialogues.models import Agreement, Conversation, MandatePart, Sitting, StatusChange, Task
from themes.models import Assignment, Gate, IdeaStep, Theme, ThemeUpdate
from themes.models.records import Record

MOMENTS = (
    (ThemeUpdate, "theme", "created_at"),
    (IdeaStep, "idea__theme", "at"),
    (StatusChange, "duty__theme", "proposed_at"),
    (StatusChange, "duty__theme", "answered_at"),
    (Task, "conversation__theme", "done_at"),
    (Agreement, "conversation__theme", "approved_at"),
    (MandatePart, "theme", "agreed_at"),
    (Sitting, "theme", "confirmed_at"),
    (Theme, "pk", "updated_at"),
    *((Conversation, "theme", name) for name in ("invited_at", "scheduled_at", "held_at")),
    *((model, "theme", "updated_at") for model in Record.kinds()),
)
DAYS = (
    (Gate, "theme", "passed_on"),
    (Theme, "pk", "phase_since"),
    (Theme, "pk", "decided_on"),
    (Theme, "pk", "starts_on"),
    (Assignment, "theme", "starts_on"),
)


def last_activity() -> dict[int, date]:
    """The newest day of each theme, in two queries; a talk that is booked lies ahead."""
    found: dict[int, date] = {}
    for theme, newest in (*_newest(MOMENTS), *_newest(DAYS)):
        day = timezone.localdate(newest) if isinstance(newest, datetime) else newest
        found[theme] = max(day, found.get(theme, day))
    return found


def _newest(sources: Iterable[tuple]) -> QuerySet:
    one, *others = (_of(*source) for source in sources)
    return one.union(*others, all=True).order_by()


def _of(model: type, theme: str, name: str) -> QuerySet:
    rows = model.objects.filter(**{f"{name}__isnull": False}).order_by()
    if model is Conversation:
        # Only its author knows of a draft; a cancelled talk is not ahead.
        rows = rows.filter(invited_at__isnull=False)
        rows = rows.exclude(status=Conversation.Status.CANCELLED, scheduled_at__gt=timezone.now())
    if model is Assignment:
        rows = rows.filter(starts_on__lte=timezone.localdate())
    if model is Theme:
        return rows.values_list("pk", F(name))
    return rows.values_list(theme).annotate(newest=Max(name))
