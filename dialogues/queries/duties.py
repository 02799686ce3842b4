"""Where two views of a duty stand apart, how far a duty can come, and who carries it today."""

from datetime import date

from django.utils import timezone

from dialogues.models import Duty
from dialogues.models.duties import DutyStatus
from roles.models import RolePoint

STEPS = tuple(one for one in DutyStatus if one != DutyStatus.NOT_RELEVANT)
DONE = (DutyStatus.IN_PLACE, DutyStatus.NOT_RELEVANT)
# Nobody is ever done with these: the two can only say how they experience them now.
NEVER_DONE = (RolePoint.Kind.RELATION, RolePoint.Kind.STANCE)


def offered_statuses(point: RolePoint) -> list[DutyStatus]:
    """The statuses that a duty of the point's kind can be given."""
    return [one for one in DutyStatus if one != DutyStatus.IN_PLACE or point.kind not in NEVER_DONE]


def steps_between(one: str, other: str) -> int:
    """How far two views lie from each other; "not relevant" is farther from each step than any.

    The number puts duties in order and is never shown: nobody is measured here.
    """
    if one == other:
        return 0
    if DutyStatus.NOT_RELEVANT in (one, other):
        return len(STEPS)
    return abs(STEPS.index(DutyStatus(one)) - STEPS.index(DutyStatus(other)))


def are_apart(one: str, other: str) -> bool:
    """Whether two views are more than one step apart, so that the duty calls for a talk."""
    return steps_between(one, other) > 1


def is_overdue(duty: Duty, today: date | None = None) -> bool:
    """Whether the duty's next step should have been taken, and the duty is not done with."""
    today = today or timezone.localdate()
    return duty.due_on is not None and duty.due_on < today and duty.status not in DONE
