"""Who brings the network leader together with others, and who says yes to it."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import MemberRequest, Theme
from themes.rules.rooms import NETWORK_LEADER, REFERENCE_LEADER, holds, is_running


@permission("themes.introduce")
def can_introduce(user: User, theme: Theme) -> bool:
    """The reference leader knows the organisation, and helps to find and make contact.

    With the right participants and with leaders at all levels, as long as the theme runs. Who
    then takes part, and who is met, is the network leader's to say.
    """
    return is_running(theme) and holds(user, theme, REFERENCE_LEADER)


@permission("themes.ask_contact")
def can_ask_contact(user: User, theme: Theme) -> bool:
    """The network leader says whom the network needs, as long as the theme runs."""
    return is_running(theme) and holds(user, theme, NETWORK_LEADER)


@permission("themes.withdraw_contact")
def can_withdraw_contact(user: User, theme: Theme) -> bool:
    """Who may ask for a contact takes back what nobody has answered."""
    return can_ask_contact(user, theme)


@permission("themes.answer_introduction")
def can_answer_introduction(user: User, wish: MemberRequest) -> bool:
    """The colleague who is introduced says yes or no for themselves."""
    return wish.introduced_by_id is not None and wish.person_id == user.pk
