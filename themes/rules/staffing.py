"""Who proposes, asks, answers and hands over."""

from referenceledelse.core.web.access import permission
from roles.models import User
from roles.rules.people import can_administer
from themes.models import HolderChange, LeaderRequest, Offer, Theme
from themes.rules.rooms import CO_DRIVER, NETWORK_LEADER, REFERENCE_LEADER, holds, is_running


@permission("themes.assign_role")
def can_assign_role(user: User, theme: Theme) -> bool:
    """The secretariat proposes people for the roles of a theme that was taken up."""
    return user.is_secretariat and theme.status == Theme.Status.ACCEPTED


@permission("themes.appoint")
def can_appoint(user: User, theme: Theme) -> bool:
    """Who administers gives a role on a theme that was taken up without asking, and ends it."""
    return can_administer(user) and theme.status == Theme.Status.ACCEPTED


@permission("themes.read_own_reason")
def can_read_own_reason(user: User, theme: Theme) -> bool:
    """Any employee reads why they were appointed, if they were; another's reason is not theirs."""
    return theme.status == Theme.Status.ACCEPTED


@permission("themes.see_load")
def can_see_load(user: User) -> bool:
    """How much each leader carries is the secretariat's to look at."""
    return user.is_secretariat


@permission("themes.answer_offer")
def can_answer_offer(user: User, offer: Offer) -> bool:
    """The person who was proposed says yes or no, and nobody else."""
    return offer.person_id == user.pk


def askable_roles(user: User, theme: Theme) -> list[str]:
    """The vacant roles that the person may ask for; the theme comes with its ``holders``.

    The network leader asks for a reference leader and a co-driver; the reference leader for a
    network leader.
    """
    if not is_running(theme):
        return []
    asked: list[str] = []
    if holds(user, theme, NETWORK_LEADER):
        asked = [REFERENCE_LEADER, CO_DRIVER]
    elif holds(user, theme, REFERENCE_LEADER):
        asked = [NETWORK_LEADER]
    return [role for role in asked if theme.holder(role) is None]


@permission("themes.ask_for_leader")
def can_ask_for_leader(user: User, theme: Theme) -> bool:
    """Who leads the theme asks for those who are missing beside them."""
    return bool(askable_roles(user, theme))


@permission("themes.answer_request")
def can_answer_request(user: User, wish: LeaderRequest) -> bool:
    """The secretariat approves or rejects."""
    return can_assign_role(user, wish.theme)


@permission("themes.withdraw_request")
def can_withdraw_request(user: User, wish: LeaderRequest) -> bool:
    """Who asked may think better of it."""
    return wish.asked_by_id == user.pk


@permission("themes.receive_hand_over_note")
def can_receive_hand_over_note(user: User, change: HolderChange) -> bool:
    """The one who follows; that they have read it is told to who left."""
    return change.following is not None and change.following.person_id == user.pk


@permission("themes.write_hand_over_note")
def can_write_hand_over_note(user: User, change: HolderChange) -> bool:
    """The leaving holder and the secretariat; who follows reads."""
    return user.is_secretariat or change.leaving.person_id == user.pk
