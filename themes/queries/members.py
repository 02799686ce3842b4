"""Who takes part in a network, and when it meets next."""

from collections.abc import Iterable

from django.utils import timezone

from referenceledelse.order import alphabetical
from roles.models import User
from themes.models import Member, NetworkMeeting, Theme


def membership(user: User, theme: Theme) -> Member | None:
    """The person's own line in the network, as long as they take part."""
    return Member.objects.present().filter(theme=theme, person=user).first()


def networks_of(user: User) -> list[Member]:
    """The running networks that the person takes part in, by title; two queries.

    Each with the theme's ``next_meeting``, if one is planned.
    """
    rows = Member.objects.visible_to(user).present().filter(person=user)
    rows = rows.filter(theme__in=Theme.objects.running()).select_related("theme")
    found = list(rows.order_by(alphabetical("theme__title"), "pk"))
    meetings = next_meetings([row.theme_id for row in found])
    for row in found:
        row.theme.next_meeting = meetings.get(row.theme_id)
    return found


def next_meetings(themes: Iterable[int]) -> dict[int, NetworkMeeting]:
    """The next meeting of each theme's network, today's among them; one query."""
    rows = NetworkMeeting.objects.filter(theme__in=themes, held_on__gte=timezone.localdate())
    found: dict[int, NetworkMeeting] = {}
    for row in rows.select_related("theme").order_by("held_on", "begins_at", "pk"):
        found.setdefault(row.theme_id, row)
    return found
