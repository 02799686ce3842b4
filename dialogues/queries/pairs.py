"""Whether the two of a talk, a pulse or a sitting are the two who lead its theme today."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q

from dialogues.models import Conversation, Sitting
from dialogues.models.questions import ConversationKind
from themes.models import LEADING, Assignment, Theme


def both_lead() -> Q:
    """Rows whose network leader and reference leader both lead their theme today."""
    found = Q()
    for role in LEADING:
        held = Assignment.objects.active().filter(role=role)
        found &= Q(Exists(held.filter(theme=OuterRef("theme"), person=OuterRef(role))))
    return found


def lead_today(row: Conversation | Sitting) -> bool:
    """The same of one row; one query."""
    return type(row).objects.filter(both_lead(), pk=row.pk).exists()


def have_met(theme: Theme) -> bool:
    """Whether the theme's two leaders of today have held their first talk; one query."""
    held = Conversation.objects.held().filter(both_lead(), kind=ConversationKind.KICKOFF)
    return held.filter(theme=theme).exists()


def of_today(talks: Iterable[dict], leaders: Mapping[tuple[int, str], int]) -> list[dict]:
    """The same of talks as ``progress`` gives them; ``leaders`` are by theme and role; no query."""
    return [
        talk
        for talk in talks
        if all(leaders.get((talk["theme_id"], role)) == talk[f"{role}_id"] for role in LEADING)
    ]
