"""The course that the secretariat offers whoever has just become a network leader."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from roles.models import Course, CourseSession, RoleKey, User
from roles.queries.training import course_of, has_place
from themes.models import Assignment, Theme

# So long one is new in the role.
NEW_FOR = timedelta(days=100)


@dataclass(frozen=True)
class LeadersCourse:
    """The network leader's course, and the next session that one can sign up for."""

    course: Course
    session: CourseSession | None


def course_of_new_leader(user: User) -> LeadersCourse | None:
    """The course, for who is new as a network leader and has neither taken nor booked it.

    One query where the person is not new, and five at the most.
    """
    if not _is_new(user):
        return None
    course = course_of(RoleKey.NETWORK_LEADER)
    if course is None or has_place(user, course):
        return None
    sessions = CourseSession.objects.visible_to(user).open().filter(course=course)
    return LeadersCourse(course, sessions.order_by("starts_at", "pk").first())


def _is_new(user: User) -> bool:
    """Whether the person leads a running network today, and led none before the first days."""
    since = timezone.localdate() - NEW_FOR
    ever = Assignment.objects.filter(person=user, role=RoleKey.NETWORK_LEADER)
    held = ever.active().filter(theme__in=Theme.objects.running())
    return held.exclude(person__in=ever.filter(starts_on__lt=since).values("person")).exists()
