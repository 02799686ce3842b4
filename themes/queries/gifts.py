"""What others have lately given the themes that a person leads, and the person has not seen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from roles.models import User
from themes.models import Allocation, FreedResources, Idea, IdeaStep, Ownership, Seen, Stage
from themes.models.running import runs

# So long it stands on the start page, unless it is put away before.
STANDS = timedelta(days=14)


def ideas_given(user: User, themes: Iterable[int]) -> QuerySet[Idea]:
    """Another's ideas that nobody has moved yet, or that another has taken up again since.

    Each with ``taken_up_by``, the name of whoever took it up after it was stopped.
    """
    last = IdeaStep.objects.filter(idea=OuterRef("pk")).order_by("-at", "-pk")
    rows = Idea.objects.visible_to(user).filter(theme__in=themes, stage=Stage.IDEA)
    rows = rows.exclude(giver=user).exclude(created_by=user)
    rows = rows.annotate(came_from=_of_last(last, "from_stage"), moved_by=_of_last(last, "by"))
    is_new = Q(came_from=None) | Q(came_from="")
    is_taken_up = Q(came_from=Stage.STOPPED) & ~Q(moved_by=user.pk)
    by = Case(When(is_taken_up, then=_of_last(last, "by__name")), default=Value(""))
    rows = rows.filter(is_new | is_taken_up).annotate(taken_up_by=by)
    return _unseen(rows.filter(created_at__gte=_lately()), "idea", user)


def _of_last(steps: QuerySet[IdeaStep], field: str) -> Subquery:
    return Subquery(steps.values(field)[:1])


def own_words_given(user: User, themes: Iterable[int]) -> QuerySet[Ownership]:
    """What leaders have said for themselves, with nobody between."""
    rows = Ownership.objects.visible_to(user).filter(theme__in=themes, heard_by=F("leader"))
    rows = rows.filter(heard_on__gte=timezone.localdate(_lately())).exclude(leader=user)
    return _unseen(rows, "ownership", user)


def resources_given(user: User, themes: Iterable[int]) -> QuerySet[FreedResources]:
    """What line managers have freed for those who take part."""
    rows = FreedResources.objects.visible_to(user).lasting().filter(theme__in=themes)
    return _unseen(rows.filter(freed_at__gte=_lately()).exclude(manager=user), "freed", user)


def resources_for(user: User) -> QuerySet[FreedResources]:
    """What line managers have freed for the person's own part in networks that run."""
    rows = FreedResources.objects.visible_to(user).lasting().filter(runs(), person=user)
    return _unseen(rows.filter(freed_at__gte=_lately()).exclude(manager=user), "freed", user)


def allocations_given(user: User, themes: Iterable[int]) -> QuerySet[Allocation]:
    """The people and hours that another has set at the themes' disposal."""
    rows = Allocation.objects.visible_to(user).lasting().filter(theme__in=themes)
    rows = rows.filter(created_at__gte=_lately()).exclude(created_by=user)
    return _unseen(rows.exclude(given_by=user), "allocation", user)


def _unseen[R: QuerySet](rows: R, kind: str, user: User) -> R:
    return rows.exclude(Exists(Seen.objects.filter(person=user, **{kind: OuterRef("pk")})))


def _lately() -> datetime:
    return timezone.now() - STANDS
