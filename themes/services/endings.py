"""Ending many assignments with one date, after a look at what it would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referenceledelse.access import demand
from referenceledelse.errors import Refused
from roles.models import User
from themes.models import Assignment
from themes.services.assignments import end_assignment


@dataclass(frozen=True)
class Ending:
    """One assignment, and why it cannot end that day; empty where it can."""

    assignment: Assignment
    refusal: str = ""


@transaction.atomic
def end_many(
    *, assignments: Iterable[Assignment], ends_on: date, by: User, is_try: bool = False
) -> list[Ending]:
    """Let each of the roles be held to the day, as far as it can; a try changes nothing.

    Each comes with its theme and person. What cannot end that day stays as it was and is told.
    """
    demand(by, "roles.administer")
    with transaction.atomic():
        found = [_end(row, ends_on, by) for row in assignments]
        if is_try:
            transaction.set_rollback(True)
    return found


def _end(row: Assignment, ends_on: date, by: User) -> Ending:
    try:
        with transaction.atomic():
            _refuse_pointless(row, ends_on)
            end_assignment(assignment=row, ends_on=ends_on, by=by)
    except Refused as refusal:
        return Ending(row, refusal.message)
    return Ending(row)


def _refuse_pointless(row: Assignment, ends_on: date) -> None:
    """Raise ``Refused`` where the day comes before the role, or would only lengthen it."""
    if ends_on < row.starts_on:
        day = {"day": date_format(row.starts_on, "DATE_FORMAT")}
        raise Refused(_("Rollen begynder først den %(day)s.") % day)
    if row.held_until and row.held_until <= ends_on:
        day = {"day": date_format(row.held_until, "DATE_FORMAT")}
        raise Refused(_("Rollen slutter allerede den %(day)s.") % day)
