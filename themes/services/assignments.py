"""Who holds which role on a theme, from when to when."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from referenceledelse.actor import acting
from roles.models import User
from themes.models import Assignment, HolderChange, Theme
from themes.services.themes import check


@transaction.atomic
def assign(
    *,
    theme: Theme,
    role: str,
    person: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: User | None,
) -> Assignment:
    """Give the person the role from a day, today by default, to a day or until further notice."""
    Theme.objects.select_for_update().get(pk=theme.pk)
    starts_on = starts_on or timezone.localdate()
    row = Assignment(theme=theme, role_id=role, person=person, starts_on=starts_on, ends_on=ends_on)
    check(row)
    with acting(by):
        row.save()
        follow_on(row)
    return row


def follow_on(assignment: Assignment) -> None:
    """Name the person as the one who follows, where someone is leaving the same role."""
    rows = HolderChange.objects.select_for_update(of=("self",)).filter(
        following=None,
        leaving__theme=assignment.theme_id,
        leaving__role=assignment.role_id,
        leaving__ends_on__lt=assignment.starts_on,
    )
    rows = rows.exclude(leaving__person=assignment.person_id)
    if change := rows.order_by("-leaving__ends_on").first():
        change.following = assignment
        change.save(update_fields=["following", "updated_at"])


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends_on: date | None, by: User | None) -> Assignment:
    """Let the person hold the role to the day, that day included, or until further notice."""
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    row.ends_on = ends_on
    check(row)
    with acting(by):
        row.save(update_fields=["ends_on"])
    return row
