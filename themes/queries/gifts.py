"""What others have lately given the themes that a person leads, and the person has not seen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from roles.models import User
from themes.models import Allocation, FreedResources, Idea, Ownership, Seen, Stage
from themes.models.running import runs

# So long it stands on the start page, unless it is put away before.
STANDS = timedelta(days=14)


def ideas_given(user: User, themes: Iterable[int]) -> QuerySet[Idea]:
    """Another's ideas that nobody has moved yet."""
    rows = Idea.objects.visible_to(user).filter(theme__in=themes, stage=Stage.IDEA)
    rows = rows.exclude(giver=user).exclude(created_by=user)
    return _unseen(rows.filter(created_at__gte=_lately()), "idea", user)


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
