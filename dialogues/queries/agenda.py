"""What calls for a talk, read out of what both may see, and the plan that comes of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.models import (
    AgendaPoint,
    Conversation,
    ConversationPoint,
    Duty,
    OwnView,
    Recognition,
    Task,
)
from dialogues.models.guide import MOST, PLANS
from dialogues.models.questions import ConversationKind
from dialogues.queries import guide
from dialogues.queries.duties import DONE, are_apart, duty_points
from dialogues.queries.pairs import set_by_earlier_pair
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web.access import is_allowed
from roles.models import RolePoint, User


def plan(
    conversation: Conversation, kept: Sequence[RolePoint] = (), *, is_asked: bool = True
) -> list[ConversationPoint]:
    """The talk's steps as they are proposed, not saved.

    Its duties are ``kept``, those that the two have chosen by hand, and where ``is_asked`` those
    that someone asked for: from what both may read alone, so that a proposal never tells what one
    of them has written.
    """
    duties = duty_points(conversation.theme)
    fixed = PLANS[ConversationKind(conversation.kind)].duty
    asked = _asked_for(conversation, duties) if is_asked else []
    chosen = [*kept, *(one for one in asked if one not in kept)]
    chosen = [one for one in chosen if one.key != fixed][:MOST]
    return guide.planned_points(conversation, duties, chosen)


def _asked_for(conversation: Conversation, duties: Sequence[RolePoint]) -> list[RolePoint]:
    """The duties that one of the two said before the talk to want to talk about; no other.

    A talk is about the collaboration: what else calls for a duty is told, and left to the two.
    """
    opened = Recognition.objects.opened(conversation, conversation.network_leader)
    asked = set(opened.filter(level=Recognition.Level.TALK).values_list("point", flat=True))
    return [one for one in duties if one.pk in asked]


def calls(conversation: Conversation, user: User) -> dict[int, list[str]]:
    """Why a duty may be worth a word, by its point, from no more than the person may read."""
    found: dict[int, list[str]] = defaultdict(list)
    for point in _views_apart(conversation, user):
        found[point].append(_("I vurderer forskelligt, hvor langt I er"))
    for point, sides in _recognised(conversation, user).items():
        for one in sides:
            name = {"name": one.reflection.author.name}
            if one.need:
                found[point].append(_("%(name)s har brug for hjælp") % name)
            if one.level == Recognition.Level.TALK:
                found[point].append(_("%(name)s vil gerne tale om opgaven") % name)
    for point, reason in _under_way(conversation):
        found[point].append(reason)
    return dict(found)


def _under_way(conversation: Conversation) -> Iterator[tuple[int, str]]:
    """Duties with a next step of today's two that is planned and not taken, as both may read."""
    if conversation.kind == ConversationKind.KICKOFF:
        return
    rows = Duty.objects.filter(theme=conversation.theme_id).exclude(next_step="")
    rows = rows.exclude(set_by_earlier_pair("theme"))
    for duty in rows.exclude(status__in=DONE).select_related("point"):
        yield duty.point_id, _("Opgaven har et næste skridt")


def _recognised(conversation: Conversation, user: User) -> dict[int, list[Recognition]]:
    found: dict[int, list[Recognition]] = {}
    opened = Recognition.objects.opened(conversation, user)
    for row in opened.select_related("reflection__author"):
        found.setdefault(row.point_id, []).append(row)
    return found


def _views_apart(conversation: Conversation, user: User) -> list[int]:
    """The duties where both views may be read and lie apart."""
    pair = (conversation.network_leader_id, conversation.reference_leader_id)
    rows = OwnView.objects.visible_to(user).filter(
        duty__theme=conversation.theme_id, person__in=pair
    )
    views: dict[int, list[str]] = {}
    for point, status in rows.values_list("duty__point", "status"):
        views.setdefault(point, []).append(status)
    return [point for point, found in views.items() if are_apart(found[0], found[-1])]


def points(conversation: Conversation, user: User) -> dict[str, Any]:
    """The points that the person may see, by what became of them, and the tasks left open."""
    seen = _agenda_points(user, conversation)
    raised = [one for one in seen if one.raised_at]
    return {
        "own_points": [one for one in seen if not one.raised_at],
        "open_points": [one for one in raised if not one.parked_at and not one.done_at],
        "parked_points": [one for one in raised if one.parked_at and not one.done_at],
        "done_points": [one for one in raised if one.done_at],
        "left_tasks": left_tasks(conversation, user),
        "may_plan": is_allowed(user, "dialogues.plan_talk", conversation),
        "partner": conversation.other(user),
    }


def left_tasks(conversation: Conversation, user: User) -> list[Task]:
    """The two's open tasks on the theme from other talks, also those they took over."""
    return _open_tasks(user, conversation)


@compiled
def _open_tasks(user: User, conversation: Conversation) -> QuerySet[Task]:
    rows = Task.objects.visible_to(user).open().exclude(conversation=conversation)
    rows = rows.filter(
        conversation__theme=conversation.theme_id,
        network_leader=conversation.network_leader_id,
        reference_leader=conversation.reference_leader_id,
    )
    return rows.select_related("owner", "point")


@compiled
def _agenda_points(user: User, conversation: Conversation) -> QuerySet[AgendaPoint]:
    rows = AgendaPoint.objects.visible_to(user).filter(conversation=conversation)
    return rows.select_related("author")
