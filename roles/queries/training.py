"""Which course comes first for whoever holds a role, and where one has a place."""

from collections.abc import Collection, Iterable

from roles.models import Course, RoleKey, SignUp, User


def course_of(role: str) -> Course | None:
    """The course that is most the role's own; two queries."""
    rows = list(Course.objects.for_role(role).prefetch_related("roles"))
    return _most_own(rows, role)


def courses_now(held: Collection[str], rows: Iterable[Course], over: Collection[int]) -> set[int]:
    """The keys of the courses that fit the roles held today, one for each role.

    ``rows`` have their roles along; ``over`` are the keys of those taken or booked. A network
    leader who is a co-driver too needs no course for co-drivers.
    """
    left = [row for row in rows if row.pk not in over]
    found = (_most_own(left, role) for role in own_roles(held))
    return {row.pk for row in found if row}


def own_roles(held: Collection[str]) -> set[str]:
    """The roles that courses are looked for: a network leader has passed the co-driver's."""
    has_passed = RoleKey.NETWORK_LEADER in held
    return {role for role in held if not (has_passed and role == RoleKey.CO_DRIVER)}


def roles_of(course: Course) -> set[str]:
    return {role.key for role in course.roles.all()}


def _most_own(rows: Iterable[Course], role: str) -> Course | None:
    """The one for the fewest roles beside; of several the first."""
    fitting = [row for row in rows if role in roles_of(row)]
    return min(fitting, key=lambda row: len(roles_of(row)), default=None)


def has_place(person: User, course: Course) -> bool:
    """Whether the person has taken the course, or has a seat or waits for one; one query."""
    rows = SignUp.objects.filter(person=person, session__course=course)
    return any(row.attended or row.is_ahead for row in rows.select_related("session"))
