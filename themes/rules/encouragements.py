"""Who encourages whom."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Encouragement


@permission("themes.begin_encouragement")
def can_begin_encouragement(user: User) -> bool:
    """Whoever is somebody's line manager."""
    return user.is_line_manager


@permission("themes.encourage")
def can_encourage(user: User, person: User) -> bool:
    """The line manager spots talents, and encourages the own employees to take part."""
    return User.objects.managed_by(user.pk).filter(pk=person.pk).exists()


@permission("themes.hide_encouragement")
def can_hide_encouragement(user: User, encouragement: Encouragement) -> bool:
    """Whom it is for puts it away."""
    return encouragement.person_id == user.pk
