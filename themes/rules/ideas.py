"""Who gives, moves, receives and confirms an idea ("Rollen som referenceleder", duty 8)."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Handover, Idea, IdeaPlace, Stage, Theme
from themes.rules.rooms import (
    CO_DRIVER,
    NETWORK_LEADER,
    REFERENCE_LEADER,
    holds,
    holds_or_secretariat,
    is_running,
)

# Who takes an idea on its way through the laboratory.
MOVERS = (NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER)


@permission("themes.give_idea")
def can_give_idea(user: User, theme: Theme) -> bool:
    """Any employee may give a theme that runs an idea."""
    return is_running(theme)


@permission("themes.write_idea")
def can_write_idea(user: User, idea: Idea) -> bool:
    """The two leaders, the co-driver and the secretariat; its author until it is tested."""
    if idea.pk is None:
        return can_give_idea(user, idea.theme)
    if holds_or_secretariat(user, idea.theme, *MOVERS):
        return True
    is_fresh = idea.stage == Stage.IDEA and idea.theme.status == Theme.Status.ACCEPTED
    return is_fresh and idea.created_by_id == user.pk


@permission("themes.move_idea")
def can_move_idea(user: User, idea: Idea) -> bool:
    """The two leaders, the co-driver and the secretariat move and test ideas.

    The reference leader shares the responsibility for testing, hand-over and scaling, so confirming
    alone is not enough.
    """
    return holds_or_secretariat(user, idea.theme, *MOVERS)


@permission("themes.stop_idea")
def can_stop_idea(user: User, idea: Idea) -> bool:
    """Who steers the network ends an idea, takes it back, or takes it up again.

    These are the network leader, the co-driver and the secretariat. The reference leader shares
    the responsibility for its way on, and supports instead of steering.
    """
    return holds_or_secretariat(user, idea.theme, NETWORK_LEADER, CO_DRIVER)


@permission("themes.write_idea_place")
def can_write_idea_place(user: User, place: IdeaPlace) -> bool:
    """Whoever moves the idea also tells where it is scaled to (duty 8)."""
    return can_move_idea(user, place.idea)


@permission("themes.offer_handover")
def can_offer_handover(user: User, idea: Idea) -> bool:
    """The network leader, the co-driver and the secretariat find a receiver for it.

    Not the reference leader, who confirms at the gate: one asks, one takes, one confirms.
    """
    return holds_or_secretariat(user, idea.theme, NETWORK_LEADER, CO_DRIVER)


@permission("themes.receive_handover")
def can_receive_handover(user: User, handover: Handover) -> bool:
    """The named receiver says yes or no, and nobody else."""
    return handover.receiver_id == user.pk


@permission("themes.confirm_handover")
def can_confirm_handover(user: User, handover: Handover) -> bool:
    """The theme's reference leader confirms, and not as the receiver of the same idea."""
    is_other = handover.receiver_id != user.pk
    return is_other and holds(user, handover.idea.theme, REFERENCE_LEADER)
