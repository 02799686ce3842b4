"""The talk itself: the guide's steps, from begun to held and closed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues import guide
from dialogues.models import Conversation, ConversationPoint
from dialogues.rules import can_write_points
from dialogues.services.agreements import draft_agreement
from dialogues.services.duties import ensure_duties, refuse_in_place, refuse_without_reason
from dialogues.services.moves import lock_reflections, locked, move, no_way, refuse_without_the_pair
from referenceledelse.edits import merge
from referenceledelse.errors import Refused
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
        current_step=guide.WELCOME,
        led_by=by,
    )
    ensure_duties(theme=row.theme)
    ConversationPoint.objects.bulk_create(guide.planned_points(row))
    return row


@transaction.atomic
def go_to_step(*, conversation: Conversation, by: User, step: str) -> Conversation:
    """Take the lead and open a step; the other's screen offers to follow."""
    row = locked(conversation, by)
    if row.status != Status.IN_PROGRESS:
        raise no_way(row)
    if not row.points.filter(step=step).exists():
        raise Refused(_("Det trin findes ikke i samtalen."))
    if (row.current_step, row.led_by_id) != (step, by.pk):
        row.current_step, row.led_by = step, by
        row.save(update_fields=["current_step", "led_by"])
    return row


POINT_TEXTS = ("note", "decision", "status", "reason")


@transaction.atomic
def write_point(
    *,
    point: ConversationPoint,
    by: User,
    texts: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
) -> ConversationPoint:
    """Save what the two wrote at a step; ``texts`` holds some of ``POINT_TEXTS``.

    ``seen`` holds the fingerprint of what stood in each when its writer opened it; the same words
    sent twice are saved once. Raises ``Clash`` where the other changed the same text meanwhile,
    ``Refused`` for a "not relevant" without a reason.
    """
    conversation = locked(point.conversation, by)
    if not can_write_points(by, conversation):
        raise no_way(conversation)
    row = ConversationPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    stored = {name: getattr(row, name) for name in POINT_TEXTS}
    changed = merge(stored=stored, typed=texts, seen=seen)
    if not changed:
        return row
    for name, text in changed.items():
        setattr(row, name, text)
    refuse_without_reason(row.status, row.reason)
    if point.point:
        refuse_in_place(point.point, row.status)
    row.changed_by, row.changed_at = by, timezone.now()
    row.save_next(*changed, "changed_by", "changed_at")
    return row


@transaction.atomic
def hold(*, conversation: Conversation, by: User) -> Conversation:
    """End the talk: lock what was written before it, and draft the agreement from the points."""
    row = locked(conversation, by)
    if row.held_at:
        return row  # Also once it was sent for approval or approved: it is held only once.
    move(row, Status.HELD, held_at=timezone.now())
    lock_reflections(row)
    discussed = row.points.exclude(point=None).exclude(note="", decision="", status="")
    row.theme.duties.filter(point__in=discussed.values("point")).update(
        discussed_on=timezone.localdate()
    )
    draft_agreement(row)
    return row


@transaction.atomic
def close(*, conversation: Conversation, by: User) -> Conversation:
    """End an approved conversation; its agreement and tasks stay."""
    row = locked(conversation, by)
    if row.status == Status.CLOSED:
        return row
    return move(row, Status.CLOSED, ended_at=timezone.now())
