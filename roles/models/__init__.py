"""Who: the people, the units of the base organisation, and the roles with their points."""

from roles.models.catalogue import Role, RoleKey, RolePoint
from roles.models.people import (
    SECRETARIAT_GROUP,
    Unit,
    UnitQuerySet,
    User,
    UserQuerySet,
    employed,
)
from roles.models.training import Course, CourseSession, SignUp

__all__ = [
    "SECRETARIAT_GROUP",
    "Course",
    "CourseSession",
    "Role",
    "RoleKey",
    "RolePoint",
    "SignUp",
    "Unit",
    "UnitQuerySet",
    "User",
    "UserQuerySet",
    "employed",
]
