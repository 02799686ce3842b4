"""Where two views of a duty stand apart, how far it can come, who carries it, and its texts."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils import timezone

from dialogues.models import Duty
from dialogues.models.duties import DutyStatus
from dialogues.queries.pairs import is_set_by_earlier_pair, set_by_earlier_pair
from referenceledelse.core.db.compiled import compiled
from roles.models import RoleKey, RolePoint, User
from themes.models import LEADING, Assessment, Theme

STEPS = tuple(one for one in DutyStatus if one != DutyStatus.NOT_RELEVANT)
DONE = (DutyStatus.IN_PLACE, DutyStatus.NOT_RELEVANT)
# Nobody is ever done with these: the two can only say how they experience them now.
NEVER_DONE = (RolePoint.Kind.RELATION, RolePoint.Kind.STANCE)
# Bearers that mean the reference leader alone, also where that role only helps; for all others
# both leaders are asked.
CARRIED_ALONE = {
    RolePoint.Bearer.REFERENCE_LEADER: (RoleKey.REFERENCE_LEADER,),
    RolePoint.Bearer.REFERENCE_LEADER_HELPS: (RoleKey.REFERENCE_LEADER,),
}


def assessed(assessment: Assessment | None) -> dict[str, Any]:
    """What the assessment makes of the duty of political interplay; nothing where it is
    relevant, or not yet.

    Else empty: the two leaders set the status.
    """
    if assessment is None or not assessment.is_not_relevant:
        return {}
    return {"status": DutyStatus.NOT_RELEVANT, "reason": assessment.reason}


def new_duty(theme: Theme, point: RolePoint) -> Duty:
    """The duty as it begins on the theme, unsaved; one more query for the one that is assessed."""
    duty = Duty(theme=theme, point=point, key=point.key)
    if point.is_conditional:
        current = Assessment.objects.filter(theme=theme, is_current=True).first()
        for name, value in assessed(current).items():
            setattr(duty, name, value)
    return duty


def is_against_assessment(duty: Duty, status: str) -> bool:
    """Whether the status says otherwise than the reference leader's assessment of relevance.

    The joint status follows it, so it is enough to ask the duty.
    """
    left_out = DutyStatus.NOT_RELEVANT
    return bool(status) and (status == left_out) != (duty.status == left_out)


def with_status_today(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Annotate ``status_today``: what an earlier pair set counts as not discussed."""
    is_theirs = set_by_earlier_pair("theme") & ~Q(status=DutyStatus.NOT_RELEVANT)
    begins_anew = When(is_theirs, then=Value(DutyStatus.NOT_DISCUSSED.value))
    today = Case(begins_anew, default=F("status"), output_field=CharField())
    return duties.annotate(status_today=today)


def status_today(duty: Duty) -> DutyStatus:
    """``status_today`` of one duty, with its theme's ``holders``; no query."""
    if is_set_by_earlier_pair(duty):
        return DutyStatus.NOT_DISCUSSED
    return DutyStatus(duty.status)


def statuses_today(user: User, themes: list[int]) -> dict[int, tuple[str, ...]]:
    """The ten of each theme in the duties' order, of those that the person may see; one query."""
    found: dict[int, list[str]] = {}
    for theme, status in _statuses_today(user, themes):
        found.setdefault(theme, []).append(status)
    return {theme: tuple(statuses) for theme, statuses in found.items()}


@compiled
def _statuses_today(user: User, themes: list[int]) -> QuerySet[Duty, tuple[int, str]]:
    rows = with_status_today(Duty.objects.visible_to(user).filter(theme__in=themes))
    return rows.order_by("theme_id", "point__order").values_list("theme_id", "status_today")


def is_between_the_two(point: RolePoint) -> bool:
    """Whether the duty lives in the relation itself: sparring, the co-player, the partnership."""
    return point.kind in NEVER_DONE


def offered_statuses(point: RolePoint) -> list[DutyStatus]:
    """The statuses that the duty can be given: one answer for forms, services and paper.

    A relation or a stance is never in place: nobody is ever done with it. "Not relevant" is for
    the duty that hangs on a condition as a whole alone.
    """
    left_out = set()
    if point.kind in NEVER_DONE:
        left_out.add(DutyStatus.IN_PLACE)
    if not point.is_conditional:
        left_out.add(DutyStatus.NOT_RELEVANT)
    return [one for one in DutyStatus if one not in left_out]


def joint_statuses(point: RolePoint, present: str) -> list[DutyStatus]:
    """What the two can agree on.

    "Not relevant" is the reference leader's assessment alone: nothing else where it stands, and
    elsewhere everything but that.
    """
    left_out = DutyStatus.NOT_RELEVANT
    is_left_out = present == left_out
    return [one for one in offered_statuses(point) if (one == left_out) == is_left_out]


def are_apart(one: str, other: str) -> bool:
    """Whether two views are more than one step apart, so that the duty calls for a talk.

    "Not relevant" is apart from each of the steps.
    """
    if one == other or DutyStatus.NOT_RELEVANT in (one, other):
        return one != other
    return abs(STEPS.index(DutyStatus(one)) - STEPS.index(DutyStatus(other))) > 1


def is_overdue(duty: Duty, today: date | None = None) -> bool:
    """Whether the duty's next step should have been taken, and the duty is not done with."""
    today = today or timezone.localdate()
    return duty.due_on is not None and duty.due_on < today and duty.status not in DONE


def leaders(theme: Theme) -> list[User]:
    """The theme's leaders of today; ``theme`` comes with its ``holders``, here and below."""
    return [person for role in LEADING if (person := theme.holder(role))]


def bearers(duty: Duty) -> list[User]:
    """Who carries the duty today; where nobody holds that role, the leader who is left.

    They are asked first. A joint status needs the word of both leaders, whoever carries the duty:
    so its bearer has always said yes, and never alone.
    """
    roles = CARRIED_ALONE.get(duty.point.bearer, LEADING)
    found = [person for role in roles if (person := duty.theme.holder(role))]
    return found or leaders(duty.theme)


def who_is_asked(duty: Duty) -> list[User]:
    """Who is reminded of the next step: who has taken it and still has a role, else the bearers."""
    is_taken = any(row.person_id == duty.responsible_id for row in duty.theme.holders)
    return [duty.responsible] if is_taken else bearers(duty)


def is_left_behind(duty: Duty) -> bool:
    """Whether who has taken the next step has no role on the theme any more."""
    is_held = any(row.person_id == duty.responsible_id for row in duty.theme.holders)
    return duty.responsible_id is not None and duty.status not in DONE and not is_held


def meant_for(duty: Duty) -> User | None:
    """The next step's default responsible: the planned one, else a sole bearer."""
    is_planned = duty.next_step or duty.responsible_id or duty.due_on
    found = bearers(duty)
    return duty.responsible if is_planned or len(found) > 1 else next(iter(found), None)


def duty_points(theme: Theme) -> list[RolePoint]:
    """The ten duties' texts: the theme's own, or today's before its first invitation.

    A theme gets its ten with the invitation: sooner, others would see that someone prepares.
    """
    return _begun_with(theme) or _points_of_today()


@compiled
def _begun_with(theme: Theme) -> QuerySet[RolePoint]:
    return RolePoint.objects.filter(duties__theme=theme).order_by("order")


@compiled
def _points_of_today() -> QuerySet[RolePoint]:
    return RolePoint.objects.duties().current().order_by("order")
