"""Who may do what with the ten duties of a theme."""

from dialogues.models import Duty, StatusChange
from dialogues.queries.duties import is_between_the_two
from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.rules.rooms import holds

READERS = (*LEADING, RoleKey.CO_DRIVER.value)


@permission("dialogues.see_duties")
def can_see_duties(user: User, theme: Theme) -> bool:
    """The joint statuses: the two leaders, each co-driver and the secretariat."""
    return user.is_secretariat or holds(user, theme, *READERS)


@permission("dialogues.read_plan")
def can_read_plan(user: User, duty: Duty) -> bool:
    """The next step of a duty that lives between the two is theirs alone, as their sparring is.

    That of another is read by all who read the joint status.
    """
    if is_between_the_two(duty.point):
        return holds(user, duty.theme, *LEADING)
    return can_see_duties(user, duty.theme)


@permission("dialogues.track_duty")
def can_track_duty(user: User, duty: Duty) -> bool:
    """The theme's two leaders of today set views, statuses and next steps.

    On a closed theme they read what they wrote.
    """
    return not duty.theme.is_closed and holds(user, duty.theme, *LEADING)


@permission("dialogues.answer_status")
def can_answer_status(user: User, change: StatusChange) -> bool:
    """The leader who did not propose the status: so the duty's bearer has always said yes."""
    return user.pk != change.proposed_by_id and can_track_duty(user, change.duty)


@permission("dialogues.withdraw_status")
def can_withdraw_status(user: User, change: StatusChange) -> bool:
    """The proposer; the service refuses an answered one."""
    return user.pk == change.proposed_by_id
