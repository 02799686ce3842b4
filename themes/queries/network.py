"""Who takes part in a network, and when it meets next."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical
from roles.models import Unit, User
from themes.models import (
    Assignment,
    FreedResources,
    Member,
    MemberRequest,
    NetworkMeeting,
    Theme,
)

# So many themes are suggested to a person on the start page.
NEAR = 3
# So long one is new to the site, unless one has taken part for so long already.
NEW_FOR = timedelta(days=60)
KNOWN_AFTER = timedelta(days=30)


def membership(user: User, theme: Theme) -> Member | None:
    """The person's own line in the network, as long as they take part."""
    return next(iter(_present(user, theme)), None)


@compiled
def _present(user: User, theme: Theme) -> QuerySet[Member]:
    return Member.objects.present().filter(theme=theme, person=user)[:1]


def standing_wish(user: User, theme: Theme) -> MemberRequest | None:
    """The person's own request to take part that has no yes or no yet."""
    return theme.member_requests.filter(person=user, state__in=MemberRequest.OPEN).first()


def words_of_wish(member: Member) -> str:
    """What the member wrote when asking to take part, in one line."""
    rows = MemberRequest.objects.filter(theme=member.theme_id, person=member.person_id)
    rows = rows.filter(state=MemberRequest.State.WELCOMED, introduced_by=None)
    wish = rows.first()
    return " ".join(wish.words.split()) if wish else ""


def promises(wishes: Iterable[MemberRequest]) -> dict[int, FreedResources]:
    """What line managers would free for each of the open requests, by its key; one query."""
    wishes = list(wishes)
    people = [wish.person_id for wish in wishes if wish.person_id]
    rows = _freed([wish.theme_id for wish in wishes], people)
    freed = {(row.theme_id, row.person_id): row for row in rows}
    found = {wish.pk: freed.get((wish.theme_id, wish.person_id)) for wish in wishes}
    asked = {wish.pk: wish.asked_at for wish in wishes}
    return {pk: row for pk, row in found.items() if row and row.freed_at >= asked[pk]}


@compiled
def _freed(themes: Collection[int], people: Collection[int]) -> QuerySet[FreedResources]:
    rows = FreedResources.objects.filter(theme__in=themes, person__in=people)
    return rows.select_related("manager")


def is_new_here(user: User) -> bool:
    """Whether the person came lately and has taken part in nothing for more than a month."""
    if user.date_joined < timezone.now() - NEW_FOR:
        return False
    since = timezone.localdate() - KNOWN_AFTER
    held = Assignment.objects.filter(person=user, starts_on__lt=since)
    return not (held.exists() or Member.objects.filter(person=user, joined_on__lt=since).exists())


def networks_of(user: User) -> list[Member]:
    """The running networks that the person takes part in, by title; two queries.

    Each with the theme's ``next_meeting``, if one is planned.
    """
    found = _memberships(user)
    meetings = next_meetings([row.theme_id for row in found])
    for row in found:
        row.theme.next_meeting = meetings.get(row.theme_id)
    return found


@compiled
def _memberships(user: User) -> QuerySet[Member]:
    rows = Member.objects.visible_to(user).present().filter(person=user)
    rows = rows.filter(theme__in=Theme.objects.running()).select_related("theme")
    return rows.order_by(alphabetical("theme__title"), "pk")


def themes_to_join(user: User) -> list[Theme]:
    """A few running themes that touch the person's unit or the one above, and are not joined yet.

    Nothing for those who hold a role: they have a network of their own.
    """
    return [] if user.unit_id is None or _roles_today(user) else _to_join(user)


@compiled
def _roles_today(user: User) -> QuerySet[Assignment, int]:
    return Assignment.objects.active().filter(person=user).values_list("pk", flat=True)


@compiled
def _to_join(user: User) -> QuerySet[Theme]:
    asked = MemberRequest.objects.filter(person=user, state__in=MemberRequest.OPEN)
    joined = Member.objects.present().filter(person=user)
    above = Unit.objects.filter(pk=user.unit_id).values("parent")
    near = Q(units=user.unit_id) | Q(units__in=above)
    rows = Theme.objects.visible_to(user).running().filter(near)
    rows = rows.exclude(pk__in=asked.values("theme")).exclude(pk__in=joined.values("theme"))
    rows = rows.select_related("type").distinct()
    return rows.order_by(alphabetical("title"), "pk")[:NEAR]


def next_meetings(themes: Iterable[int]) -> dict[int, NetworkMeeting]:
    """The next meeting of each theme's network, today's among them; one query."""
    found: dict[int, NetworkMeeting] = {}
    for row in _meetings_ahead(list(themes)):
        found.setdefault(row.theme_id, row)
    return found


@compiled
def _meetings_ahead(themes: list[int]) -> QuerySet[NetworkMeeting]:
    rows = NetworkMeeting.objects.filter(theme__in=themes, held_on__gte=timezone.localdate())
    return rows.select_related("theme").order_by("held_on", "begins_at", "pk")
