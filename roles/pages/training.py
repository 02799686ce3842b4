"""The way from co-driver to network leader, as far as a reader may see where a person stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from roles.models import Course, CourseSession, RoleKey, SignUp, User
from roles.queries.people import roles_today
from roles.queries.training import courses_now, own_roles, roles_of


class Stand(StrEnum):
    """Where a person stands with a course of the path.

    Who holds a role has the course of that role now; what stands before it is for others, and all
    of the path is for others where one's role is none of the path's.
    """

    DONE = "done"
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    NOW = "now"
    OTHERS = "others"
    NEXT = "next"
    LATER = "later"


# Where a person stands with a course, and the session that says so.
type Place = tuple[Stand, CourseSession]


@dataclass(frozen=True)
class PathStep:
    """A course on the path, where the person stands, and the session that says so."""

    course: Course
    stand: Stand
    session: CourseSession | None = None


def _places(rows: Iterable[SignUp]) -> dict[int, Place]:
    """Where the person stands with each course that was taken or is booked."""
    found: dict[int, Place] = {}
    for row in rows:
        stand = _stand(row)
        if stand and found.get(row.session.course_id, ("",))[0] != Stand.DONE:
            found[row.session.course_id] = (stand, row.session)
    return found


def path_of(
    courses: Iterable[Course],
    found: Mapping[int, Place],
    held: Collection[str] = (),
    now: Collection[int] = (),
) -> list[PathStep]:
    """The steps of the path in order, each with where the person stands.

    The first that is not taken or booked is the next; for who holds a role that ``held`` names,
    the courses ``now`` are, and those before the role's own are for others.
    """
    path = [row for row in courses if row.step is not None]
    steps, has_next = [], any(row.pk in now for row in path)
    passed = len(path) if is_beside(held) else _passed(path, held, now)
    for place, course in enumerate(path):
        if course.pk in found:
            steps.append(PathStep(course, *found[course.pk]))
        elif course.pk in now:
            steps.append(PathStep(course, Stand.NOW))
        elif place < passed and own_roles(held).isdisjoint(roles_of(course)):
            steps.append(PathStep(course, Stand.OTHERS))
        else:
            steps.append(PathStep(course, Stand.LATER if has_next else Stand.NEXT))
            has_next = True
    return steps


def is_beside(held: Collection[str]) -> bool:
    """Whether the roles held lie beside the path: a reference leader becomes no network leader."""
    return set(held) == {RoleKey.REFERENCE_LEADER}


def _passed(path: list[Course], held: Collection[str], now: Collection[int]) -> int:
    """How many courses come before what the roles held ask for now, or asked for last."""
    roles = own_roles(held)
    mine = [place for place, row in enumerate(path) if not roles.isdisjoint(roles_of(row))]
    return next((place for place in mine if path[place].pk in now), max(mine, default=0))


def _stand(row: SignUp) -> Stand | None:
    """What a sign-up says about its course; of a session missed or called off nothing."""
    if row.attended:
        return Stand.DONE
    if not row.is_ahead:
        return None
    return Stand.WAITING if row.is_waiting else Stand.SIGNED_UP


@dataclass(frozen=True)
class Training:
    """What a reader may see of a person's courses: those taken, those to come, and the path.

    ``now`` holds the keys of the courses that fit the person's present roles.
    """

    taken: list[SignUp]
    coming: list[SignUp]
    path: list[PathStep]
    now: set[int]
    # What the path is called on the person's own page.
    way: str = ""


def _way(held: Collection[str]) -> str:
    """The path's name: a network leader is at its end, a reference leader goes another way."""
    if RoleKey.NETWORK_LEADER in held:
        return _("Dine kurser som netværksleder")
    if is_beside(held):
        return _("Vejen fra co-driver til netværksleder")
    return _("Din vej fra co-driver til netværksleder")


def training_of(person: User, reader: User) -> Training:
    """For the person and the secretariat all of it; for the line manager what was taken."""
    rows = SignUp.objects.visible_to(reader).filter(person=person)
    rows = list(rows.select_related("session__course").order_by("session__starts_at", "pk"))
    now = timezone.now()
    taken = [row for row in rows if row.attended]
    coming = [r for r in rows if r.session.starts_at > now and not r.session.is_cancelled]
    sees_all = reader == person or reader.is_secretariat
    if not sees_all:
        return Training(taken, coming, [], set())
    places, held = _places(rows), roles_today(person)
    courses = list(Course.objects.filter(is_active=True).prefetch_related("roles"))
    now = courses_now(held, courses, places)
    return Training(taken, coming, path_of(courses, places, held, now), now, _way(held))


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
