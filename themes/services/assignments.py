"""Who holds which role on a theme, from when to when."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from referenceledelse.actor import acting
from roles.models import User
from themes.models import Assignment, Theme
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
    return row


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends_on: date | None, by: User | None) -> Assignment:
    """Let the person hold the role to the day, that day included, or until further notice."""
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    row.ends_on = ends_on
    check(row)
    with acting(by):
        row.save(update_fields=["ends_on"])
    return row
