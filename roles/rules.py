"""Who may do what with people, units and roles."""

import rules

from roles.models import User


@rules.predicate
def can_edit_person(user: User, person: User) -> bool:
    """Everyone edits the own page; what the base organisation decides is the secretariat's."""
    return user == person


rules.add_perm("roles.edit_person", can_edit_person)
