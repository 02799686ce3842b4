"""Who may do what with people."""

from referenceledelse.access import permission
from roles.models import User


@permission("roles.edit_person")
def can_edit_person(user: User, person: User) -> bool:
    """Everyone edits the own page; what the base organisation decides is the secretariat's."""
    return user == person
