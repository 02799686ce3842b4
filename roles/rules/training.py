"""Who may do what with courses, and who sees which of them a person has taken."""

from referenceledelse.core.web.access import permission
from roles.models import User
from roles.queries.line_managers import line_manager


@permission("roles.take_course")
def can_take_course(user: User) -> bool:
    """Every employee signs up, signs off, and reads what became of it."""
    return True


@permission("roles.manage_courses")
def can_manage_courses(user: User) -> bool:
    """It is the secretariat that trains the network leaders."""
    return user.is_secretariat


@permission("roles.see_training")
def can_see_training(user: User, person: User) -> bool:
    """The person, the secretariat, and the line manager, who sees only what was taken."""
    return user == person or user.is_secretariat or line_manager(person) == user
