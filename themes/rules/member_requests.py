"""Who asks to take part in a network, and who answers."""

from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import ROLES, MemberRequest, Theme
from themes.queries.assignments import those_with
from themes.queries.network import membership
from themes.rules.rooms import NETWORK_LEADER, holds, is_running


@permission("themes.ask_to_take_part")
def can_ask_to_take_part(user: User, theme: Theme) -> bool:
    """Any employee who has no role on the running theme, and is not in its network yet."""
    return is_running(theme) and not holds(user, theme, *ROLES) and membership(user, theme) is None


@permission("themes.answer_member_request")
def can_answer_member_request(user: User, wish: MemberRequest) -> bool:
    """The network leader; the secretariat where nobody leads the network. Never who asked."""
    if wish.person_id == user.pk:
        return False
    if holds(user, wish.theme, NETWORK_LEADER):
        return True
    return user.is_secretariat and not those_with(wish.theme, RoleKey.NETWORK_LEADER.value)


@permission("themes.withdraw_member_request")
def can_withdraw_member_request(user: User, wish: MemberRequest) -> bool:
    """Who asked, or who introduced, may think better of it."""
    return (wish.introduced_by_id or wish.person_id) == user.pk


@permission("themes.read_request_answer")
def can_read_request_answer(user: User, wish: MemberRequest) -> bool:
    """To whom the answer is given: who asked, or who is introduced and who introduced."""
    return user.pk in (wish.person_id, wish.introduced_by_id)


@permission("themes.reply_to_member_request")
def can_reply_to_member_request(user: User, wish: MemberRequest) -> bool:
    """Who asked writes back to whoever would like to talk first."""
    return wish.person_id == user.pk


@permission("themes.manage_member_request")
def can_manage_member_request(user: User, wish: MemberRequest) -> bool:
    """The line manager of who asks sees it from the first day, and how it is answered."""
    return User.objects.managed_by(user.pk).filter(pk=wish.person_id).exists()
