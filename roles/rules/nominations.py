"""Who nominates whom, and who reads and answers it.

Whether someone may know of a nomination at all is the queryset's to say.
"""

from referenceledelse.core.web.access import permission
from roles.models import Nomination, User
from roles.queries.line_managers import employees


@permission("roles.begin_nomination")
def can_begin_nomination(user: User) -> bool:
    """Whoever is somebody's line manager today."""
    return user.is_line_manager


@permission("roles.nominate")
def can_nominate(user: User, person: User) -> bool:
    """An employee of a unit that one manages, or of one below it, who works here today."""
    return employees(user).filter(pk=person.pk).exists()


@permission("roles.see_own_nominations")
def can_see_own_nominations(user: User) -> bool:
    """Line managers, and whoever has nominated someone before."""
    return user.is_line_manager or Nomination.objects.filter(author=user).exists()


@permission("roles.write_nomination")
def can_write_nomination(user: User, nomination: Nomination) -> bool:
    """Its author edits it while it is open and withdraws it at will, manager still or not."""
    return nomination.author_id == user.pk


@permission("roles.answer_nomination")
def can_answer_nomination(user: User, nomination: Nomination) -> bool:
    """The secretariat except the nominee; the service checks the status."""
    return user.is_secretariat and user.pk != nomination.nominee_id


@permission("roles.see_nominations")
def can_see_nominations(user: User) -> bool:
    """All nominations are listed for the secretariat alone."""
    return user.is_secretariat
