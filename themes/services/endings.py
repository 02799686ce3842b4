"""Ending many assignments with one date, after a look at what it would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.errors import Refused, Stale
from roles.models import User
from themes.models import Assignment, Theme
from themes.services.assignments import end_assignment


@dataclass(frozen=True)
class Ending:
    """One assignment, and why it cannot end that day; empty where it can."""

    assignment: Assignment
    refusal: str = ""


@transaction.atomic
def end_many(
    *,
    assignments: Iterable[Assignment],
    ends_on: date,
    by: User,
    is_try: bool = False,
    seen: str | None = None,
) -> list[Ending]:
    """Let each of the roles be held to the day, as far as it can; a try changes nothing.

    What cannot end that day stays as it was and is told. ``seen`` is the ``print_of`` what a try
    told; raises ``Stale`` where something else would happen now.
    """
    demand(by, "roles.administer")
    with transaction.atomic():
        # All in one order, so that two who end many never wait for each other.
        rows = sorted(assignments, key=lambda row: (row.theme_id, row.pk))
        found = [_end(row, ends_on, by) for row in rows]
        if seen is not None and seen != print_of(found, ends_on):
            said = _(
                "Dagen eller udpegningerne er ændret, siden du så, hvad der sker. Se det igen, "
                "før du afslutter udpegningerne."
            )
            raise Stale(said)
        if is_try:
            transaction.set_rollback(True)
    return found


def print_of(found: Iterable[Ending], ends_on: date) -> str:
    """The fingerprint of what ends, from which days, and what does not: what a yes is said to."""
    rows = [(one.assignment, one.refusal) for one in found]
    told = [f"{row.pk} {row.starts_on} {row.ends_on} {refusal}" for row, refusal in rows]
    return fingerprint([str(ends_on), *told])


def _end(assignment: Assignment, ends_on: date, by: User) -> Ending:
    """End it as it is once nobody else can change it."""
    locked(Theme(pk=assignment.theme_id))
    row = locked(assignment, "theme__phase", "role", "person")
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
