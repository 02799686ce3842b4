"""What calls for a talk, read out of what both may see, and the plan that comes of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

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
from dialogues.models.guide import FEWEST, MOST, PLANS, USUAL
from dialogues.models.questions import ConversationKind
from dialogues.queries import guide
from dialogues.queries.duties import DONE, are_apart, duty_points, steps_between
from dialogues.queries.recognition import answers_apart
from referenceledelse.core.web.access import is_allowed
from roles.models import RolePoint, User


class Weight(IntEnum):
    """What puts a duty before another in a talk."""

    APART, HELP, DIFFER, TALK, UNDER_WAY = range(5)


@dataclass
class Call:
    """Why a duty calls for a talk: how far the two are apart, and who asks for what.

    The distance puts duties in order and is never shown: nobody is measured here.
    """

    weight: Weight
    distance: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: Weight, reason: str, distance: int = 0) -> None:
        """One more reason; the weightiest decides the place."""
        self.reasons.append(reason)
        if weight < self.weight or (weight == self.weight and distance > self.distance):
            self.weight, self.distance = weight, distance

    @property
    def place(self) -> tuple[int, int]:
        return self.weight, -self.distance


def plan(
    conversation: Conversation, kept: Sequence[RolePoint] | None = None
) -> list[ConversationPoint]:
    """The talk's steps as they are proposed, not saved: with the three to five duties that matter.

    From what both may read alone, so that a proposal never tells what one of them has written.
    ``kept`` are the duties that the two have chosen by hand.
    """
    duties = duty_points(conversation.theme)
    chosen = _calling(conversation, duties) if kept is None else kept
    return guide.planned_points(conversation, duties, chosen)


def _calling(conversation: Conversation, duties: Sequence[RolePoint]) -> list[RolePoint]:
    """The duties that call for a talk, the weightiest first, filled up with the usual ones."""
    kind = ConversationKind(conversation.kind)
    open_ones = [point for point in duties if point.key != PLANS[kind].duty]
    found = calls(conversation, conversation.network_leader)
    calling = [point for point in open_ones if point.pk in found]
    calling.sort(key=lambda point: (found[point.pk].place, point.order))
    chosen = calling[:MOST]
    by_key = {point.key: point for point in open_ones if point not in chosen}
    usual = [by_key[key] for key in USUAL[kind] if key in by_key]
    return chosen + usual[: max(0, FEWEST - len(chosen))]


def calls(conversation: Conversation, user: User) -> dict[int, Call]:
    """What calls for a talk by the duty's point, from no more than the person may read."""
    found: dict[int, Call] = defaultdict(lambda: Call(Weight.UNDER_WAY))
    for point, distance in _views_apart(conversation, user).items():
        found[point].add(Weight.APART, _("I vurderer forskelligt, hvor langt I er"), distance)
    for point, sides in _recognised(conversation, user).items():
        for one in sides:
            name = {"name": one.reflection.author.name}
            if one.need:
                found[point].add(Weight.HELP, _("%(name)s har brug for hjælp") % name)
            if one.level == Recognition.Level.TALK:
                found[point].add(Weight.TALK, _("%(name)s vil gerne tale om opgaven") % name)
        if len(sides) == 2 and (distance := answers_apart(sides[0].level, sides[1].level)):
            found[point].add(Weight.DIFFER, _("I forventer ikke det samme"), distance)
    for point, reason in _under_way(conversation):
        found[point].add(Weight.UNDER_WAY, reason)
    return dict(found)


def _under_way(conversation: Conversation) -> Iterator[tuple[int, str]]:
    """Duties with a next step that is planned and not taken, as both may read."""
    if conversation.kind == ConversationKind.KICKOFF:
        return
    rows = Duty.objects.filter(theme=conversation.theme_id).exclude(next_step="")
    for duty in rows.exclude(status__in=DONE).select_related("point"):
        yield duty.point_id, _("Opgaven har et næste skridt")


def _recognised(conversation: Conversation, user: User) -> dict[int, list[Recognition]]:
    found: dict[int, list[Recognition]] = {}
    opened = Recognition.objects.opened(conversation, user)
    for row in opened.select_related("reflection__author"):
        found.setdefault(row.point_id, []).append(row)
    return found


def _views_apart(conversation: Conversation, user: User) -> dict[int, int]:
    """How many steps the two views lie apart, where both may be read and they do."""
    pair = (conversation.network_leader_id, conversation.reference_leader_id)
    rows = OwnView.objects.visible_to(user).filter(
        duty__theme=conversation.theme_id, person__in=pair
    )
    views: dict[int, list[str]] = {}
    for point, status in rows.values_list("duty__point", "status"):
        views.setdefault(point, []).append(status)
    both = {point: (found[0], found[-1]) for point, found in views.items()}
    return {point: steps_between(*two) for point, two in both.items() if are_apart(*two)}


def points(conversation: Conversation, user: User) -> dict[str, Any]:
    """The points that the person may see, by what became of them, and the tasks left open."""
    seen = list(AgendaPoint.objects.visible_to(user).filter(conversation=conversation))
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
    earlier = (
        Task.objects.visible_to(user)
        .open()
        .filter(
            conversation__theme=conversation.theme_id,
            network_leader=conversation.network_leader_id,
            reference_leader=conversation.reference_leader_id,
        )
    )
    return list(earlier.exclude(conversation=conversation).select_related("owner", "point"))
