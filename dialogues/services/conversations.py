"""The talk itself: the guide's steps, from begun to held and closed.

A changed or reopened agreement moves a talk back to held (``services.agreements``).
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Conversation, ConversationPoint
from dialogues.models.guide import WELCOME
from dialogues.rules.conversations import can_record, can_write_points
from dialogues.services.agenda import plan_points
from dialogues.services.drafts import draft_agreement
from dialogues.services.duties import ensure_duties, refuse_unsuited_on, refuse_without_reason
from dialogues.services.transitions import (
    lock_reflections,
    locked,
    move,
    not_possible_now,
    refuse_over,
    refuse_second,
    refuse_without_the_pair,
)
from referenceledelse.core.db.saving import fill
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import Refused
from roles.models import User

Status = Conversation.Status


@transaction.atomic
def start(*, conversation: Conversation, by: User) -> Conversation:
    """Open the guide: from here both write the same points, and ``by`` leads."""
    row = locked(conversation, by)
    if row.status == Status.IN_PROGRESS:
        return row
    refuse_without_the_pair(row)
    move(
        row,
        Status.IN_PROGRESS,
        started_at=timezone.now(),
        current_step=WELCOME,
        led_by=by,
    )
    ensure_duties(theme=row.theme)
    plan_points(row)
    _be_at(row)
    return row


@transaction.atomic
def go_to_step(*, conversation: Conversation, by: User, step: str) -> Conversation:
    """Take the lead and open a step; the other's screen offers to follow."""
    row = locked(conversation, by)
    if not can_write_points(by, row):
        raise not_possible_now(row)
    if not row.points.filter(step=step).exists():
        raise Refused(_("Det trin findes ikke i samtalen."))
    if (row.current_step, row.led_by_id) != (step, by.pk):
        row.current_step, row.led_by = step, by
        row.save(update_fields=["current_step", "led_by"])
        _be_at(row)
    return row


def _be_at(row: Conversation) -> None:
    """Note that the talk has been at its step; the first time counts."""
    here = row.points.filter(step=row.current_step, been_at=None)
    here.update(been_at=timezone.now())


@transaction.atomic
def write_point(
    *,
    point: ConversationPoint,
    by: User,
    texts: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
) -> ConversationPoint:
    """Save what the two wrote at a step; ``texts`` holds some of ``ConversationPoint.TEXTS``.

    ``seen`` holds the fingerprint of what stood in each when its writer opened it; the same words
    sent twice are saved once. Raises ``Clash`` where the other changed the same text meanwhile,
    ``Refused`` for a "not relevant" without a reason.
    """
    conversation = locked(point.conversation, by)
    if not can_write_points(by, conversation):
        raise not_possible_now(conversation)
    row = ConversationPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    stored = {name: getattr(row, name) for name in ConversationPoint.TEXTS}
    changed = merge(stored=stored, typed=texts, seen=seen)
    if not changed:
        return row
    fill(row, changed)
    refuse_without_reason(row.status, row.reason)
    if point.point and "status" in changed:
        refuse_unsuited_on(conversation.theme, point.point, row.status)
    row.save_next(*changed, changed_by=by, changed_at=timezone.now())
    return row


@transaction.atomic
def hold(*, conversation: Conversation, by: User) -> Conversation:
    """End the talk: lock what was written before it, and draft the agreement from the points."""
    row = locked(conversation, by)
    if row.held_at:
        return row  # Also once it was sent for approval or approved: it is held only once.
    refuse_over(row)
    _end(row, timezone.now())
    return row


def _end(row: Conversation, held_at: datetime) -> None:
    """A duty counts as discussed once the talk has been there, or the two have written of it."""
    move(row, Status.HELD, held_at=held_at)
    lock_reflections(row)
    untouched = Q(note="", decision="", status="", been_at=None)
    discussed = row.points.exclude(point=None).exclude(untouched)
    row.theme.duties.filter(point__in=discussed.values("point")).update(
        discussed_on=timezone.localdate(held_at)
    )
    draft_agreement(row)


@transaction.atomic
def record(*, conversation: Conversation, by: User, held_on: date, note: str = "") -> Conversation:
    """Write down a talk that was held without the guide, over coffee say.

    It passes every status at once, so later code needs no special case. A second click does
    nothing. Raises ``Refused`` for a day to come, or one before the theme.
    """
    row = locked(conversation, by)
    if row.recorded_at:
        if row.led_by_id in (None, by.pk):
            return row
        said = _("%(name)s har allerede registreret samtalen. Din note er ikke gemt.")
        raise Refused(said % {"name": row.led_by.name})
    if not can_record(by, row):
        raise not_possible_now(row)
    refuse_without_the_pair(row)
    _refuse_day(row, held_on)
    noon = datetime.combine(held_on, time(12), timezone.get_current_timezone())
    held_at = min(noon, timezone.now())
    if row.status == Status.DRAFT:
        refuse_second(row, by)
        move(row, Status.INVITED, invited_at=timezone.now())
    if row.status == Status.INVITED:
        move(row, Status.TIME_AGREED, scheduled_at=held_at, wants_other_time=False)
    values = {"started_at": held_at, "current_step": WELCOME, "led_by": by}
    move(row, Status.IN_PROGRESS, recorded_at=timezone.now(), **values)
    ensure_duties(theme=row.theme)
    plan_points(row)
    row.points.filter(step=WELCOME).update(note=note, changed_by=by, changed_at=held_at)
    _end(row, held_at)
    return row


def _refuse_day(row: Conversation, day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("Dagen ligger i fremtiden. Registrér samtalen, når den er holdt."))
    if row.theme.starts_on and day < row.theme.starts_on:
        raise Refused(_("Temaet var ikke begyndt den dag."))


@transaction.atomic
def close(*, conversation: Conversation, by: User) -> Conversation:
    """End an approved conversation; its agreement and tasks stay."""
    row = locked(conversation, by)
    if row.status == Status.CLOSED:
        return row
    return move(row, Status.CLOSED, ended_at=timezone.now())
