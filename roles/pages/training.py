"""The way from co-driver to network leader, as far as a reader may see where a person stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from roles.models import Course, CourseSession, SignUp, User


class Stand(StrEnum):
    """Where a person stands with a course of the path."""

    DONE = "done"
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True)
class PathStep:
    """A course on the path, where the person stands, and the session that says so."""

    course: Course
    stand: Stand
    session: CourseSession | None = None


def path_of(rows: Iterable[SignUp]) -> list[PathStep]:
    """The steps of the path in order; the first that is not taken or booked is the next."""
    found: dict[int, tuple[Stand, CourseSession]] = {}
    for row in rows:
        stand = _stand(row)
        if stand and found.get(row.session.course_id, ("",))[0] != Stand.DONE:
            found[row.session.course_id] = (stand, row.session)
    steps, has_next = [], False
    for course in Course.objects.on_the_path():
        if course.pk in found:
            steps.append(PathStep(course, *found[course.pk]))
        else:
            steps.append(PathStep(course, Stand.LATER if has_next else Stand.NEXT))
            has_next = True
    return steps


def _stand(row: SignUp) -> Stand | None:
    """What a sign-up says about its course; of a session missed or called off nothing."""
    if row.attended:
        return Stand.DONE
    if row.session.is_cancelled or row.session.has_begun:
        return None
    return Stand.WAITING if row.is_waiting else Stand.SIGNED_UP


@dataclass(frozen=True)
class Training:
    """What a reader may see of a person's courses: those taken, those to come, and the path."""

    taken: list[SignUp]
    coming: list[SignUp]
    path: list[PathStep]


def training_of(person: User, reader: User) -> Training:
    """For the person and the secretariat all of it; for the line manager what was taken."""
    rows = SignUp.objects.visible_to(reader).filter(person=person)
    rows = list(rows.select_related("session__course").order_by("session__starts_at", "pk"))
    now = timezone.now()
    taken = [row for row in rows if row.attended]
    coming = [r for r in rows if r.session.starts_at > now and not r.session.is_cancelled]
    sees_all = reader == person or reader.is_secretariat
    return Training(taken, coming, path_of(rows) if sees_all else [])


def numbers_in_line(person: User, sessions: Iterable[CourseSession]) -> dict[int, int]:
    """Which number the person has on the waiting list of each session, by the session's key."""
    rows = SignUp.objects.waiting().filter(session__in=[row.pk for row in sessions])
    count: dict[int, int] = {}
    found: dict[int, int] = {}
    for session, waits in rows.values_list("session", "person"):
        count[session] = count.get(session, 0) + 1
        if waits == person.pk:
            found[session] = count[session]
    return found
