"""Who writes in which of a theme's rooms.

Every rule is asked with the record, saved or about to be. All that is written about a theme can
be read by every employee, except where a queryset says otherwise.
"""

from referenceledelse.core.web.access import permission
from roles.models import RoleKey, User
from themes.models import Assignment, Member, NoNewAgenda, Record, Theme
from themes.queries.ownership import may_have_line

NETWORK_LEADER = RoleKey.NETWORK_LEADER.value
REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value
CO_DRIVER = RoleKey.CO_DRIVER.value


def is_running(theme: Theme) -> bool:
    """Whether the theme is taken up and not closed, as ``ThemeQuerySet.running`` asks rows."""
    return theme.status == Theme.Status.ACCEPTED and not theme.is_closed


def holds(user: User, theme: Theme, *roles: str) -> bool:
    """Whether the person holds one of the roles on the theme today.

    Asks nobody where the theme came with its ``holders``.
    """
    holders = getattr(theme, "holders", None)
    if holders is not None:
        return any(row.person_id == user.pk and row.role_id in roles for row in holders)
    return Assignment.objects.active().filter(theme=theme, person=user, role__in=roles).exists()


def holds_or_secretariat(user: User, theme: Theme, *roles: str) -> bool:
    """Whether the person holds one of the roles on an accepted theme, or is the secretariat."""
    if theme.status != Theme.Status.ACCEPTED:
        return False
    return user.is_secretariat or holds(user, theme, *roles)


@permission("themes.follow")
def can_follow(user: User, theme: Theme) -> bool:
    """Any employee hears what is new on a theme that was taken up."""
    return theme.status == Theme.Status.ACCEPTED


@permission("themes.write_network")
def can_write_network(user: User, record: Record) -> bool:
    """The network leader, the co-driver and the secretariat keep members and meetings.

    The reference leader introduces people to them, and corrects those that one wrote in oneself.
    """
    if holds_or_secretariat(user, record.theme, NETWORK_LEADER, CO_DRIVER):
        return True
    is_own = record.pk is not None and record.created_by_id == user.pk
    is_member = isinstance(record, Member) and is_own
    return is_member and holds_or_secretariat(user, record.theme, REFERENCE_LEADER)


@permission("themes.read_met_how")
def can_read_met_how(user: User, theme: Theme) -> bool:
    """How a member was met is for those who hold a role on the theme, and the secretariat."""
    return holds_or_secretariat(user, theme, NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.write_own_line")
def can_write_own_line(user: User, member: Member) -> bool:
    """A member says what one brings, and may leave, as long as one takes part."""
    return member.person_id == user.pk and member.left_on is None and is_running(member.theme)


@permission("themes.write_strategy")
def can_write_strategy(user: User, record: Record) -> bool:
    """The reference leader helps and both act; the secretariat may too.

    That no new agenda is needed is said by whoever sets one, the reference leader alone.

    "Rollen som referenceleder", duty 1.
    """
    if isinstance(record, NoNewAgenda):
        return can_set_agenda(user, record)
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.set_agenda")
def can_set_agenda(user: User, record: Record) -> bool:
    """Where a new agenda is needed, the reference leader sets it; others only propose one."""
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, REFERENCE_LEADER)


@permission("themes.recognise_link")
def can_recognise_link(user: User, record: Record) -> bool:
    """That an agenda recognises the theme is the reference leader's or the secretariat's word."""
    return holds_or_secretariat(user, record.theme, REFERENCE_LEADER)


@permission("themes.write_capital")
def can_write_capital(user: User, record: Record) -> bool:
    """The two leaders and the secretariat; the responsibility stays the reference leader's."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.write_ownership")
def can_write_ownership(user: User, record: Record) -> bool:
    """The two leaders win the leaders at levels 4 and 5 together.

    "Rollen som referenceleder", duty 5.
    """
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


OWNERSHIP_READERS = (NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.read_ownership")
def can_read_ownership(user: User, theme: Theme) -> bool:
    """Who holds a role on the theme, and the secretariat."""
    return holds_or_secretariat(user, theme, *OWNERSHIP_READERS)


@permission("themes.read_leader_line")
def can_read_leader_line(user: User, theme: Theme) -> bool:
    """A leader on the theme's list, or at levels 4 and 5 in a unit that it touches; no other's."""
    return theme.status == Theme.Status.ACCEPTED and may_have_line(user, theme)


@permission("themes.write_leader_line")
def can_write_leader_line(user: User, theme: Theme) -> bool:
    """The same leader while the theme runs, asked or not; nobody else for them."""
    return is_running(theme) and may_have_line(user, theme)


@permission("themes.write_value")
def can_write_value(user: User, record: Record) -> bool:
    """The network leader and the secretariat; the others on the theme each their own stories."""
    if holds_or_secretariat(user, record.theme, NETWORK_LEADER):
        return True
    is_own = record.pk is None or record.created_by_id == user.pk
    return is_own and holds_or_secretariat(user, record.theme, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.show_story")
def can_show_story(user: User, record: Record) -> bool:
    """The network leader shows any story, and the reference leader helps and shows it at home.

    To the organisation, the politicians and the city ("Rollen som referenceleder", duty 7).
    """
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.publish_story")
def can_publish_story(user: User, record: Record) -> bool:
    """Only the network leader lets the city read a story."""
    is_accepted = record.theme.status == Theme.Status.ACCEPTED
    return is_accepted and holds(user, record.theme, NETWORK_LEADER)


@permission("themes.write_review")
def can_write_review(user: User, record: Record) -> bool:
    """Evaluation and plan are prepared by the two leaders and the secretariat."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER, REFERENCE_LEADER)


@permission("themes.write_phases")
def can_write_phases(user: User, record: Record) -> bool:
    """Who edits the theme moves it from phase to phase."""
    return holds_or_secretariat(user, record.theme, NETWORK_LEADER)
