"""What others have lately given the themes that a person leads, and the person has not seen."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import Allocation, FreedResources, Idea, IdeaStep, Ownership, Seen, Stage
from themes.models.running import runs

# So long it stands on the start page, unless it is put away before.
STANDS = timedelta(days=14)
# So many of each kind stand at a time; the next one follows when one is put away.
MOST = 3


def ideas_given(user: User, themes: Collection[int]) -> list[Idea]:
    """Another's ideas that nobody has moved yet, or that another has taken up again since.

    Each with ``taken_up_by``, the name of whoever took it up after it was stopped.
    """
    return _ideas(user, themes, _lately())


@compiled
def _ideas(user: User, themes: Collection[int], since: datetime) -> QuerySet[Idea]:
    last = IdeaStep.objects.filter(idea=OuterRef("pk")).order_by("-at", "-pk")
    rows = Idea.objects.visible_to(user).filter(theme__in=themes, stage=Stage.IDEA)
    rows = rows.exclude(giver=user).exclude(created_by=user)
    rows = rows.annotate(came_from=_of_last(last, "from_stage"), moved_by=_of_last(last, "by"))
    is_new = Q(came_from=None) | Q(came_from="")
    is_taken_up = Q(came_from=Stage.STOPPED) & ~Q(moved_by=user.pk)
    by = Case(When(is_taken_up, then=_of_last(last, "by__name")), default=Value(""))
    rows = rows.filter(is_new | is_taken_up).annotate(taken_up_by=by)
    rows = _unseen(rows.filter(created_at__gte=since), "idea", user)
    return rows.select_related("theme", "giver", "created_by").order_by("created_at", "pk")[:MOST]


def _of_last(steps: QuerySet[IdeaStep], field: str) -> Subquery:
    return Subquery(steps.values(field)[:1])


def own_words_given(user: User, themes: Collection[int]) -> list[Ownership]:
    """What leaders have said for themselves, with nobody between."""
    return _own_words(user, themes, timezone.localdate(_lately()))


@compiled
def _own_words(user: User, themes: Collection[int], since: date) -> QuerySet[Ownership]:
    rows = Ownership.objects.visible_to(user).filter(theme__in=themes, heard_by=F("leader"))
    rows = rows.filter(heard_on__gte=since).exclude(leader=user)
    rows = _unseen(rows, "ownership", user)
    return rows.select_related("theme", "leader").order_by("heard_on", "pk")[:MOST]


def resources_given(
    user: User, themes: Collection[int]
) -> tuple[list[FreedResources], list[FreedResources]]:
    """What line managers have freed for those who take part in the themes, all running.

    And what they have freed for the person's own part in networks that run; one query in all.
    """
    rows = _freed(user, themes, _lately())
    for_themes = [row for row in rows if row.theme_id in themes]
    return for_themes[:MOST], [row for row in rows if row.person_id == user.pk][:MOST]


@compiled
def _freed(user: User, themes: Collection[int], since: datetime) -> QuerySet[FreedResources]:
    given = Q(theme__in=themes) | Q(runs(), person=user)
    rows = FreedResources.objects.visible_to(user).lasting().filter(given, freed_at__gte=since)
    rows = _unseen(rows.exclude(manager=user), "freed", user)
    return rows.select_related("theme", "person", "manager").order_by("freed_at", "pk")


def allocations_given(user: User, themes: Collection[int]) -> list[Allocation]:
    """The people and hours that another has set at the themes' disposal."""
    return _allocations(user, themes, _lately())


@compiled
def _allocations(user: User, themes: Collection[int], since: datetime) -> QuerySet[Allocation]:
    rows = Allocation.objects.visible_to(user).lasting().filter(theme__in=themes)
    rows = rows.filter(created_at__gte=since).exclude(created_by=user)
    rows = _unseen(rows.exclude(given_by=user), "allocation", user)
    rows = rows.select_related("theme", "given_by", "created_by")
    return rows.order_by("created_at", "pk")[:MOST]


def _unseen[R: QuerySet](rows: R, kind: str, user: User) -> R:
    return rows.exclude(Exists(Seen.objects.filter(person=user, **{kind: OuterRef("pk")})))


def _lately() -> datetime:
    return timezone.now() - STANDS
