"""The verbs of training: sign up, sign off, hold, cancel, and mark who came.

Each locks the session, so that a seat is never given twice.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import Course, CourseSession, SignUp, User


@transaction.atomic
def sign_up(*, session: CourseSession, by: User) -> SignUp:
    """Take a seat, or a place on the waiting list where there is none; twice is once.

    Raises ``Refused`` after the deadline, where the session is cancelled or has begun, and where
    the course is taken off.
    """
    demand(by, "roles.take_course")
    row = locked(session)
    if found := row.sign_ups.filter(person=by).first():
        return found
    if row.is_cancelled:
        raise Refused(_("Holdet er aflyst."))
    if not row.course.is_active:
        raise Refused(_("Kurset udbydes ikke længere."))
    if not row.is_open:
        raise Refused(
            _("Fristen for tilmelding er udløbet. Skriv til sekretariatet, hvis du gerne vil med.")
        )
    # Serve the waiting list first, so that a seat still free is free for anyone.
    _fill(row)
    is_free = row.sign_ups.seated().count() < row.seats
    now = timezone.now()
    return SignUp.objects.create(
        session=row, person=by, asked_at=now, seated_at=now if is_free else None
    )


@transaction.atomic
def sign_off(*, session: CourseSession, by: User) -> None:
    """Give the seat up to the next who waits; who is not signed up gives nothing up."""
    demand(by, "roles.take_course")
    row = locked(session)
    found = row.sign_ups.filter(person=by)
    if not found.exists():
        return
    if row.has_begun:
        raise Refused(_("Holdet er begyndt, så du kan ikke længere melde fra."))
    found.delete()
    _fill(row)


@transaction.atomic
def save_session(*, session: CourseSession, by: User) -> CourseSession:
    """Keep what the secretariat wrote about a session; more seats go to those who wait.

    Raises ``Refused`` for fewer seats than people who have one.
    """
    demand(by, "roles.manage_courses")
    if session.pk:
        stored = locked(session)
        session.version = stored.version + 1
        session.cancelled_at, session.cancel_reason = stored.cancelled_at, stored.cancel_reason
        refuse_too_few(session)
    with acting(by):
        session.save()
    _fill(session)
    return session


def refuse_too_few(session: CourseSession) -> None:
    """Raise ``Refused`` where more people have a seat than there would be."""
    taken = session.sign_ups.seated().count()
    if session.seats < taken:
        said = _("%(n)s er allerede tilmeldt, så du kan ikke vælge færre pladser.") % {"n": taken}
        raise Refused.beside("seats", said)


@transaction.atomic
def cancel_session(*, session: CourseSession, by: User, reason: str) -> CourseSession:
    """Call the session off; all who signed up or wait are told. A second click does nothing."""
    demand(by, "roles.manage_courses")
    row = locked(session)
    if row.is_cancelled:
        if row.cancel_reason == reason:
            return row
        said = _("En kollega har allerede aflyst holdet: “%(reason)s”")
        raise Refused.beside("reason", said % {"reason": row.cancel_reason})
    if row.has_begun:
        raise Refused(_("Holdet er begyndt og kan ikke aflyses."))
    with acting(by):
        row.save_next(cancelled_at=timezone.now(), cancel_reason=reason)
    row.sign_ups.update(has_news=True)
    return row


@transaction.atomic
def mark_attendance(
    *, session: CourseSession, by: User, came: Iterable[SignUp], version: int
) -> CourseSession:
    """Say who of those with a seat came; the others did not. Raises ``Stale``."""
    demand(by, "roles.manage_courses")
    keys = {row.pk for row in came}
    # Two who mark at once wait for each other here.
    row = locked(session)
    seated = row.sign_ups.seated()
    marks = dict(seated.values_list("pk", "attended"))
    if marks and all(
        update_unless_busy is (key in keys) for key, update_unless_busy in marks.items()
    ):
        return row
    row.refuse_stale(version)
    if not row.has_begun or row.is_cancelled:
        raise Refused(_("Du kan først registrere fremmøde, når holdet er begyndt."))
    seated.update(attended=False)
    seated.filter(pk__in=keys).update(attended=True)
    row.save_next()
    return row


def mark_seen(*, by: User, course: Course) -> None:
    """The person has read what is new about the own places on the course."""
    demand(by, "roles.take_course")
    mine = SignUp.objects.filter(person=by, session__course=course, has_news=True)
    update_unless_busy(mine, has_news=False)


def _fill(session: CourseSession) -> None:
    """Give every free seat to the one who has waited longest, and let them know."""
    if session.is_cancelled or session.has_begun:
        return
    free = session.seats - session.sign_ups.seated().count()
    keys = list(session.sign_ups.waiting().values_list("pk", flat=True)[: max(free, 0)])
    SignUp.objects.filter(pk__in=keys).update(seated_at=timezone.now(), has_news=True)
