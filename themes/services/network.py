"""Following a theme, and a member's own line in its network."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import save_checked
from roles.models import User
from themes.models import Follow, FreedResources, Member, Theme
from themes.rules.rooms import CO_DRIVER, holds


@transaction.atomic
def follow(*, theme: Theme, by: User) -> None:
    """Hear what is new on the theme from now on."""
    _demand(theme, by)
    Follow.objects.get_or_create(theme=theme, person=by)


@transaction.atomic
def unfollow(*, theme: Theme, by: User) -> None:
    """Hear no more."""
    _demand(theme, by)
    Follow.objects.filter(theme=theme, person=by).delete()


def _demand(theme: Theme, by: User) -> None:
    demand(by, "themes.follow", Theme.objects.select_for_update().get(pk=theme.pk))


@transaction.atomic
def write_own_line(*, member: Member, version: int, by: User, part: str) -> Member:
    """Say in one's own words what one brings to the network."""
    row = locked(member, "theme__phase")
    demand(by, "themes.write_own_line", row)
    if row.part != part:
        row.refuse_stale(version)
        save_checked(row, by, {"part": part})
    return row


@transaction.atomic
def leave_network(*, member: Member, by: User) -> Member:
    """Take part no longer from today; the line stays among the earlier members.

    What a line manager has freed for it ends with it, and is not taken up by coming back.
    """
    row = locked(member, "theme__phase")
    if row.person_id == by.pk and row.left_on is not None:
        return row
    demand(by, "themes.write_own_line", row)
    left_on = max(timezone.localdate(), row.joined_on)
    save_checked(row, by, {"left_on": left_on})
    if not holds(by, row.theme, CO_DRIVER):
        _end_freed(row, left_on, by)
    return row


def _end_freed(member: Member, left_on: date, by: User) -> None:
    """Let what is freed end; what was to begin later is no more."""
    rows = FreedResources.objects.select_for_update().filter(
        theme=member.theme_id, person=member.person_id
    )
    for row in rows.filter(Q(ends_on=None) | Q(ends_on__gt=left_on)):
        if row.starts_on > left_on:
            row.delete()
        else:
            save_checked(row, by, {"ends_on": left_on})
