"""Who holds which role on a theme, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import LEADING, Assignment, HolderChange, Theme
from themes.services.settling import settle_filled


@transaction.atomic
def assign(
    *,
    theme: Theme,
    role: str,
    person: User,
    why: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: User | None,
) -> Assignment:
    """Give the person the role from a day, today by default, to a day or until further notice.

    The person was not asked, so ``why`` is required; raises ``Refused`` beside it. Holders who have
    left give way, and an open change of holder gets this successor.
    """
    demand(by, "themes.appoint", locked(theme))
    if not why.strip():
        said = _("Skriv, hvorfor %(name)s bliver udpeget uden at være spurgt her.")
        raise Refused.beside("why", said % {"name": person.name})
    row = Assignment(theme=theme, role_id=role, person=person, ends_on=ends_on, why=why.strip())
    row.starts_on = starts_on or timezone.localdate()
    return give_role(row, by=by)


def give_role(row: Assignment, *, by: User | None) -> Assignment:
    """Save the assignment, new or corrected, with all that follows from it.

    The verb around it has locked the theme and asked its own rule.
    """
    check(row)
    with acting(by):
        _make_room(row)
        row.save()
        _follow_on(row)
    settle_filled(row, by)
    return row


def _make_room(new: Assignment) -> None:
    """End the appointments of those who have left, and delete what would end before it began."""
    lasts = Q(ends_on=None) | Q(ends_on__gte=new.starts_on)
    rows = new.theme.assignments.filter(lasts, role=new.role_id, role__in=LEADING)
    rows = rows.filter(starts_on__lte=new.ends_on or date.max).exclude(person=new.person)
    for row in rows.select_related("person").select_for_update(of=("self",)):
        if row.gives_way_to(new):
            day_before = new.starts_on - timedelta(days=1)
            row.ends_on = min(row.person.active_to or day_before, day_before)
            if row.ends_on < row.starts_on:
                HolderChange.objects.filter(leaving=row).delete()
                row.delete()
            else:
                row.save(update_fields=["ends_on"])


def _follow_on(assignment: Assignment) -> None:
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
def end_assignment(
    *,
    assignment: Assignment,
    ends_on: date | None,
    by: User | None,
    starts_on: date | None = None,
) -> Assignment:
    """Let the person hold the role to the day, that day included, or until further notice.

    ``starts_on`` corrects the first day.
    """
    Theme.objects.select_for_update().get(pk=assignment.theme_id)
    row = locked(assignment, "theme", "person")
    demand(by, "themes.appoint", row.theme)
    row.starts_on, row.ends_on = starts_on or row.starts_on, ends_on
    return give_role(row, by=by)


def mark_why_read(*, theme: Theme, by: User) -> None:
    """Note that the person has seen the reasons for their appointments."""
    demand(by, "themes.read_own_reason", theme)
    rows = Assignment.objects.filter(theme=theme, person=by, why_read_at=None).exclude(why="")
    if rows.exists():
        update_unless_busy(rows, why_read_at=timezone.now())


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

    What cannot end that day stays as it was and is told. ``seen`` is the ``fingerprint_of`` what
    a try told; raises ``Stale`` where something else would happen now.
    """
    demand(by, "roles.administer")
    with transaction.atomic():
        # All in one order, so that two who end many never wait for each other.
        rows = sorted(assignments, key=lambda row: (row.theme_id, row.pk))
        found = [_end(row, ends_on, by) for row in rows]
        if seen is not None and seen != fingerprint_of(found, ends_on):
            said = _(
                "Dagen eller udpegningerne er ændret i mellemtiden. Se igen, hvad der sker, før "
                "du afslutter udpegningerne."
            )
            raise Stale(said)
        if is_try:
            transaction.set_rollback(True)
    return found


def fingerprint_of(found: Iterable[Ending], ends_on: date) -> str:
    """The fingerprint of what would end and what would not, which the user confirms."""
    rows = [(one.assignment, one.refusal) for one in found]
    told = [f"{row.pk} {row.starts_on} {row.ends_on} {refusal}" for row, refusal in rows]
    return fingerprint([str(ends_on), *told])


def _end(assignment: Assignment, ends_on: date, by: User) -> Ending:
    """Lock it first, and return a refusal."""
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
