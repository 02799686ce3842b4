"""How one reader takes part in a theme's network, as the theme's page shows it."""

from dataclasses import dataclass

from roles.models import User
from roles.queries.line_managers import MANAGERS, line_manager
from themes.models import ROLES, Member, MemberRequest, NetworkMeeting, Theme
from themes.pages.readers import answering
from themes.queries.network import membership, next_meetings
from themes.rules.rooms import holds


@dataclass(frozen=True)
class TakingPart:
    """The reader's own line or newest request, and whether they may ask; empty for a leader."""

    leader: User | None = None
    manager: User | None = None
    member: Member | None = None
    wish: MemberRequest | None = None
    may_ask: bool = False
    next_meeting: NetworkMeeting | None = None

    @property
    def is_shown(self) -> bool:
        return bool(self.member or self.may_ask)

    @property
    def answers(self) -> str:
        """Who answers, by name."""
        return answering(self.leader)


def taking_part(theme: Theme, user: User, *, may_write: bool) -> TakingPart:
    """What the theme's page says of it; the theme comes with its ``holders``.

    Members may write the theme's news, so without that right no membership is looked up.
    """
    if theme.is_closed:
        return TakingPart()
    meeting = next_meetings([theme.pk]).get(theme.pk)
    if holds(user, theme, *ROLES):
        return TakingPart(next_meeting=meeting)
    rows = MemberRequest.objects.visible_to(user).filter(theme=theme, person=user)
    rows = rows.exclude(state=MemberRequest.State.WITHDRAWN)
    wish = rows.select_related("answered_by", "introduced_by", "person").first()
    if may_write and (member := membership(user, theme)):
        return TakingPart(member=member, wish=wish, next_meeting=meeting)
    person = User.objects.visible_to(user).select_related(*MANAGERS).get(pk=user.pk)
    return TakingPart(theme.network_leader, line_manager(person), None, wish, True, meeting)
