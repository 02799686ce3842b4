"""Who: the people, the units of the base organisation, and the roles with their points."""

from roles.models.accounts import AccountChange
from roles.models.catalogue import (
    CONDITIONAL_DUTIES,
    DUTIES,
    THE_THREE,
    Role,
    RoleKey,
    RolePoint,
)
from roles.models.nominations import Nomination
from roles.models.people import (
    NOWHERE,
    SECRETARIAT_GROUP,
    User,
    UserQuerySet,
    employed,
    manager_key,
    manages,
)
from roles.models.training import Course, CourseSession, SignUp
from roles.models.units import STEP, Unit, UnitQuerySet
from roles.models.uploads import Upload

__all__ = [
    "CONDITIONAL_DUTIES",
    "DUTIES",
    "NOWHERE",
    "SECRETARIAT_GROUP",
    "STEP",
    "THE_THREE",
    "AccountChange",
    "Course",
    "CourseSession",
    "Nomination",
    "Role",
    "RoleKey",
    "RolePoint",
    "SignUp",
    "Unit",
    "UnitQuerySet",
    "Upload",
    "User",
    "UserQuerySet",
    "employed",
    "manager_key",
    "manages",
]
