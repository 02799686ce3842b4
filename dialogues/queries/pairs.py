"""Whether the two of a talk, a pulse or a sitting are the two who lead its theme today."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q

from dialogues.models import Conversation, Sitting
from themes.models import LEADING, Assignment


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


def of_today(talks: Iterable[dict], leaders: Mapping[tuple[int, str], int]) -> list[dict]:
    """The same of talks as ``progress`` gives them; ``leaders`` are by theme and role; no query."""
    return [
        talk
        for talk in talks
        if all(leaders.get((talk["theme_id"], role)) == talk[f"{role}_id"] for role in LEADING)
    ]
