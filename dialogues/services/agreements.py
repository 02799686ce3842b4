"""The agreement: drafted from the talk, approved by both, reopened when needed (FEATURES F6.8)."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues import guide
from dialogues.models import Agreement, AgreementItem, Approval, Conversation
from dialogues.queries.pairs import lead_today
from dialogues.rules.conversations import can_write_agreement
from dialogues.services.duties import (
    refuse_in_place,
    refuse_without_reason,
    settle_in_talk,
)
from dialogues.services.moves import locked, move, no_way
from referenceledelse.errors import Refused, Stale, UnknownMove
from referenceledelse.saving import fill, is_already
from roles.models import User

Status = Conversation.Status
REVIEW_AFTER = timedelta(weeks=26)


def draft_agreement(conversation: Conversation) -> Agreement:
    """The first edition, filled with what the two decided at each step; call when held.

    It goes on from the two's approved agreement, so that nothing has to be written again.
    """
    points = {point.step: point for point in conversation.points.select_related("point")}

    def decided(*steps: str) -> str:
        """What was decided at the steps, so that no decision is left behind."""
        texts = (points[step].decision.strip() for step in steps if step in points)
        return "\n\n".join(filter(None, texts))

    rhythm = (guide.AGREEMENTS, guide.NEXT_TIME)
    before = _approved_before(conversation)
    others = [step for step, point in points.items() if not point.point and step not in rhythm]
    agreement = Agreement.objects.create(
        conversation=conversation,
        continues=before,
        collaboration=_after(before and before.collaboration, decided(*others)),
        rhythm=_after(before and before.rhythm, decided(*rhythm)),
        review_on=timezone.localdate() + REVIEW_AFTER,
    )
    texts = dict(before.items.values_list("point__key", "text")) if before else {}
    AgreementItem.objects.bulk_create(
        AgreementItem(
            agreement=agreement,
            point=point.point,
            text=_after(texts.get(point.point.key), point.decision.strip()),
            status=point.status,
            reason=point.reason,
        )
        for point in points.values()
        if point.point
    )
    return agreement


def _approved_before(conversation: Conversation) -> Agreement | None:
    """The newest agreement that the same two have approved on the theme."""
    return (
        Agreement.objects.filter(
            conversation__theme=conversation.theme_id,
            conversation__network_leader=conversation.network_leader_id,
            conversation__reference_leader=conversation.reference_leader_id,
            approved_at__isnull=False,
        )
        .order_by("-approved_at")
        .first()
    )


def _after(before: str | None, now: str) -> str:
    return "\n\n".join(filter(None, (before, now)))


@transaction.atomic
def write_agreement(
    *,
    agreement: Agreement,
    version: int,
    by: User,
    collaboration: str,
    rhythm: str,
    review_on: date | None,
    items: Mapping[int, Mapping[str, str]],
) -> Agreement:
    """Save the agreement's texts; ``items`` maps a point's key to text, status and reason.

    A change after it was sent takes both approvals back, since they were given to other words;
    the same words sent twice are saved once. Raises ``Stale`` where the other saved meanwhile,
    ``Refused`` for a "not relevant" without a reason.
    """
    conversation = locked(agreement.conversation, by)
    if not can_write_agreement(by, conversation):
        raise no_way(conversation)
    row = _newest(conversation, agreement)
    for item in row.items.select_related("point"):
        values = items.get(item.point_id, {})
        refuse_without_reason(values.get("status", ""), values.get("reason", ""))
        refuse_in_place(item.point, values.get("status", ""))
    texts = {"collaboration": collaboration, "rhythm": rhythm, "review_on": review_on}
    changed = [
        item for item in row.items.all() if not is_already(item, items.get(item.point_id, {}))
    ]
    if not changed and is_already(row, texts):
        return row
    row = Agreement.locked(row.pk, version)
    row.save_next(**texts, sent_at=None)
    for item in changed:
        fill(item, items[item.point_id])
    AgreementItem.objects.bulk_update(changed, ["text", "status", "reason"])
    if conversation.status == Status.SUMMARISED:
        row.approvals.all().delete()
        move(conversation, Status.HELD)
    return row


def _newest(conversation: Conversation, agreement: Agreement) -> Agreement:
    """The edition, if it is the one the two are at; an approved edition never changes again."""
    row = conversation.agreements.first()
    if row is None or row.pk != agreement.pk:
        raise Refused(_("Der er kommet en nyere udgave af aftalen. Åbn den, og prøv igen."))
    return row


@transaction.atomic
def send_for_approval(*, agreement: Agreement, version: int, by: User) -> Agreement:
    """Ask both to approve the agreement as it stands."""
    conversation = locked(agreement.conversation, by)
    if conversation.status == Status.SUMMARISED:
        return agreement
    if conversation.status != Status.HELD:
        raise no_way(conversation)
    row = Agreement.locked(_newest(conversation, agreement).pk, version)
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at"])
    move(conversation, Status.SUMMARISED)
    return row


@transaction.atomic
def approve(*, agreement: Agreement, version: int, by: User, disagreement: str = "") -> Agreement:
    """One party's approval of exactly the version that was read; the second makes it valid.

    With the second approval each duty gets the joint status the two agreed on. A second click
    does nothing.
    """
    conversation = locked(agreement.conversation, by)
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if row.approvals.filter(person=by).exists():
        return row
    if conversation.status == Status.HELD:
        raise UnknownMove(
            _("Aftalen er taget tilbage til redigering. Den kan godkendes, når den er sendt igen.")
        )
    if conversation.status != Status.SUMMARISED:
        raise no_way(conversation)
    _newest(conversation, agreement)
    if row.version != version:
        raise Stale(_("Aftalen er ændret, siden du åbnede den. Læs den igen, før du godkender."))
    Approval.objects.create(agreement=row, person=by, disagreement=disagreement)
    if row.approvals.count() == 2:
        _make_valid(row, conversation)
    return row


def _make_valid(agreement: Agreement, conversation: Conversation) -> None:
    """The paper holds; a joint status only where the two still lead the theme (DESIGN 4.6)."""
    agreement.approved_at = timezone.now()
    agreement.save(update_fields=["approved_at"])
    move(conversation, Status.APPROVED, approved_at=agreement.approved_at)
    if not lead_today(conversation):
        return
    for item in agreement.items.exclude(status="").select_related("point"):
        settle_in_talk(
            conversation=conversation, key=item.point.key, status=item.status, reason=item.reason
        )


@transaction.atomic
def reopen(*, conversation: Conversation, by: User, reason: str) -> Agreement:
    """Begin the next edition from the approved one, which stays as it was approved.

    Who reopened and why stands on the new edition, for both to read.
    """
    row = locked(conversation, by)
    current = row.agreements.first()
    if row.status == Status.HELD and current.reopened_by_id == by.pk:
        return current
    if row.status != Status.APPROVED:
        raise no_way(row)
    _refuse_while_another_runs(row)
    move(row, Status.HELD, approved_at=None)
    edition = Agreement.objects.create(
        conversation=row,
        edition=current.edition + 1,
        # The count goes on, so that a page of the edition before is never taken for this one.
        version=current.version + 1,
        collaboration=current.collaboration,
        rhythm=current.rhythm,
        review_on=current.review_on,
        reopened_by=by,
        reopen_reason=reason,
    )
    AgreementItem.objects.bulk_create(
        AgreementItem(
            agreement=edition,
            point=item.point,
            text=item.text,
            status=item.status,
            reason=item.reason,
        )
        for item in current.items.select_related("point")
    )
    return edition


def _refuse_while_another_runs(row: Conversation) -> None:
    under_way = Conversation.objects.open().exclude(status=Status.APPROVED)
    pair = {"network_leader": row.network_leader_id, "reference_leader": row.reference_leader_id}
    if under_way.filter(theme=row.theme_id, **pair).exists():
        raise Refused(
            _("I er i gang med en nyere samtale. Tag ændringen med der, så I har én aftale.")
        )
