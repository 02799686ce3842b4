"""What calls for a talk, read out of what both may see (FEATURES F6.4, 21.1)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dialogues.models import AgendaPoint, Conversation, OwnView, Recognition, Task
from dialogues.queries.duties import are_apart, steps_between
from dialogues.queries.recognition import answers_apart
from referenceledelse.access import is_allowed
from roles.models import User

Level = Recognition.Level


@dataclass
class Call:
    """Why a duty calls for a talk: how far the two are apart, and who asks for what.

    The distances put duties in order and are never shown: nobody is measured here.
    """

    views: int = 0
    recognitions: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, int]:
        """Views that stand apart come first of all."""
        return -self.views, -self.recognitions


def calls(conversation: Conversation, user: User) -> dict[int, Call]:
    """What calls for a talk by the duty's point, from no more than the person may read."""
    found: dict[int, Call] = {}
    for point, sides in _recognised(conversation, user).items():
        call = found.setdefault(point, Call())
        if len(sides) == 2 and (distance := answers_apart(sides[0].level, sides[1].level)):
            call.recognitions = distance
            call.reasons.append(_("I forventer ikke det samme"))
        for one in sides:
            name = {"name": one.reflection.author.name}
            if one.need:
                call.reasons.append(_("%(name)s har brug for hjælp") % name)
            if one.level == Level.TALK:
                call.reasons.append(_("%(name)s vil gerne tale om opgaven") % name)
    for point, distance in _views_apart(conversation, user).items():
        call = found.setdefault(point, Call())
        call.views = distance
        call.reasons.append(_("I vurderer forskelligt, hvor langt I er"))
    return {point: call for point, call in found.items() if call.reasons}


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
    """Open tasks from the two's earlier talks on the theme (FEATURES F6.10)."""
    earlier = (
        Task.objects.visible_to(user)
        .open()
        .filter(
            conversation__theme=conversation.theme_id,
            conversation__network_leader=conversation.network_leader_id,
            conversation__reference_leader=conversation.reference_leader_id,
        )
    )
    return list(earlier.exclude(conversation=conversation).select_related("owner", "point"))
