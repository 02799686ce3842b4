"""What is proposed for a theme, as the theme's page tells it to who answers and to its author."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import Contribution, Theme

# So long the theme's page tells an author what became of a proposal.
TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Proposed:
    """Those that wait for the reader's answer, and the reader's own, the newest first."""

    waiting: list[Contribution] = field(default_factory=list)
    own: list[Contribution] = field(default_factory=list)


def proposed_for(theme: Theme, user: User, *, may_answer: bool) -> Proposed:
    """What is proposed for the theme that concerns the reader, in one query."""
    proposed = Proposed()
    for row in _rows(user, theme, timezone.now() - TOLD_FOR, may_answer):
        row.theme = theme
        is_asked = may_answer and row.is_waiting
        (proposed.waiting if is_asked else proposed.own).append(row)
    return proposed


@compiled
def _rows(user: User, theme: Theme, since: datetime, may_answer: bool) -> QuerySet[Contribution]:
    states = Contribution.State
    shown = Q(author=user) & (Q(state=states.WAITING) | Q(answered_at__gte=since))
    if may_answer:
        shown |= Q(state=states.WAITING)
    rows = Contribution.objects.visible_to(user).filter(shown, theme=theme)
    return rows.select_related("author", "answered_by")
