"""What a filled role settles: the wish for it, and the proposal of someone else."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from referenceledelse.core.db.saving import save_by
from roles.models import User
from themes.models import LEADING, Assignment, Follow, LeaderRequest, MemberRequest, Offer, Theme


def settle_filled(row: Assignment, by: User | None) -> None:
    """Answer the wish for the role, and take back a proposal of another for the same days.

    The person's own wish to take part in the network is void.

    Offers of another role to the same person in those days are withdrawn too.

    Ended assignments settle nothing, and a co-driver excludes no other. Call inside ``atomic`` with
    the theme locked.
    """
    if row.ends_on and row.ends_on < timezone.localdate():
        return
    asked = {"theme": row.theme_id, "role": row.role_id, "state": "waiting"}
    for wish in LeaderRequest.objects.select_for_update().filter(**asked):
        close_waiting(wish, by, LeaderRequest.State.APPROVED, answered_by=by)
    settle_joined(row.theme, row.person, by, is_member=False)
    same_days = Q(ends_on=None) | Q(ends_on__gte=row.starts_on)
    if row.ends_on:
        same_days &= Q(starts_on__lte=row.ends_on)
    waiting = Offer.objects.select_for_update().filter(theme=row.theme_id, state="waiting")
    another = Q(role=row.role_id, role__in=LEADING)
    own = Q(person=row.person_id) & ~Q(role=row.role_id)
    for offer in waiting.filter(same_days, another | own):
        close_waiting(offer, by, Offer.State.WITHDRAWN)


def settle_joined(theme: Theme, person: User | None, by: User | None, *, is_member: bool) -> None:
    """End the wish to take part of a person who is in the network now, whoever asked for it.

    If somebody else added the person, the wish is welcomed; else (a role too) it is withdrawn. Call
    inside ``atomic`` with the theme locked.
    """
    if person is None:
        return
    states = MemberRequest.State
    rows = MemberRequest.objects.select_for_update().filter(
        theme=theme, person=person, state__in=MemberRequest.OPEN
    )
    for wish in rows:
        if is_member and by and by != person:
            told = {"answered_by": by, "answered_at": timezone.now(), "message": ""}
            unread = {"read_at": None, "introducer_read_at": None, "manager_seen_at": None}
            save_by(by, wish, state=states.WELCOMED, **told, **unread)
        else:
            save_by(by, wish, state=states.WITHDRAWN)
        if is_member:
            Follow.objects.get_or_create(theme=theme, person=person)


def close_waiting[Asked: (LeaderRequest, Offer)](
    row: Asked, by: User | None, state: str, **changes: Any
) -> Asked:
    """Save the end state and time."""
    save_by(by, row, **changes, state=state, answered_at=timezone.now())
    return row
