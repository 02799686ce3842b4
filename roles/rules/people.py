"""Who may do what with people."""

from referenceledelse.core.web.access import permission
from roles.models import AccountChange, User


@permission("roles.administer")
def can_administer(user: User) -> bool:
    """The secretariat, and who runs the site: texts, people, files and copies."""
    return user.is_secretariat or user.is_superuser


@permission("roles.keep_person")
def can_keep_person(user: User, person: User) -> bool:
    """Superusers alone edit a superuser, since whoever sets the e-mail could sign in as them."""
    return can_administer(user) and (user.is_superuser or not person.is_superuser)


@permission("roles.edit_person")
def can_edit_person(user: User, person: User) -> bool:
    """Everyone edits the own page; what the base organisation decides is the secretariat's."""
    return user == person


@permission("roles.let_in")
def can_let_in(user: User) -> bool:
    """Nobody lets another in from a page; only the command ``invite_first`` does, on the server."""
    return False


@permission("roles.see_account_change")
def can_see_account_change(user: User, person: User) -> bool:
    """What is to happen to an account is known to its owner and to those who may ask for it."""
    return user == person or can_keep_person(user, person)


@permission("roles.agree_to_account_change")
def can_agree_to_account_change(user: User, change: AccountChange) -> bool:
    """The owner; or a second one of the secretariat, who has spoken to the owner.

    Whoever asked for the change, or would have the account, is no witness of it.
    """
    if user == change.person:
        return True
    is_second = user.pk not in (change.asked_by_id, change.into_id)
    return is_second and can_keep_person(user, change.person)
