"""The agreement: drafted from the talk, approved by both, reopened when needed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import (
    Agreement,
    AgreementEdit,
    AgreementItem,
    Approval,
    Conversation,
    News,
    TakenBack,
)
from dialogues.queries.agreements import Slot
from dialogues.queries.pairs import lead_today
from dialogues.rules.agreements import can_approve, can_reopen, can_write_agreement
from dialogues.services.duties import (
    refuse_unsuited_on,
    refuse_without_reason,
    settle_in_talk,
)
from dialogues.services.news import tell_other
from dialogues.services.transitions import locked, move, not_possible_now, refuse_over
from referenceledelse.core.db.saving import fill
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import User

Status = Conversation.Status


@transaction.atomic
def write_agreement(
    *,
    agreement: Agreement,
    by: User,
    collaboration: str,
    rhythm: str,
    review_on: date | None,
    items: Mapping[int, Mapping[str, str]],
    seen: Mapping[Slot, str] | None = None,
    version: int | None = None,
    edition: int | None = None,
) -> Agreement:
    """Save the agreement's texts; ``items`` maps a point's key to text, status and reason.

    ``seen`` holds the fingerprint of what stood in each field when its writer opened it: then a
    field that the writer left alone keeps what it holds; without it, ``version`` is the one that
    was read. A change after it was sent takes both approvals back, since they were given to other
    words; the same words sent twice are saved once. Raises ``Clash`` with the fields that both
    changed, ``Stale`` for another version or edition, ``Refused`` for a "not relevant" without a
    reason.
    """
    conversation = locked(agreement.conversation, by)
    if not can_write_agreement(by, conversation):
        raise not_possible_now(conversation)
    row = _newest(conversation, agreement)
    rows = {item.point_id: item for item in row.items.select_related("point")}
    common = {"collaboration": collaboration, "rhythm": rhythm, "review_on": review_on}
    typed = _slots(common, {key: values for key, values in items.items() if key in rows})
    if seen is not None and edition != row.edition:
        raise Stale(_("Der er kommet en nyere udgave af aftalen, siden du åbnede siden."))
    changed = _changed(row, rows, typed, seen)
    if not changed:
        return row
    if seen is None:
        row.refuse_stale(version)
    _write(row, rows, changed, by)
    if conversation.status == Status.SUMMARISED:
        _take_back(row, conversation, by)
    return row


def _take_back(row: Agreement, conversation: Conversation, by: User) -> None:
    """Take approvals back, as the words changed; keep remarks for their writers."""
    for one in row.approvals.all():
        kept = {"approved_at": one.approved_at, "disagreement": one.disagreement}
        TakenBack.objects.update_or_create(agreement=row, person=one.person, defaults=kept)
        is_mine = one.person_id == by.pk
        tell_other(conversation, by, News.Kind.WITHDRAWN if is_mine else News.Kind.CHANGED)
    row.approvals.all().delete()
    move(conversation, Status.HELD)


def _slots(common: Mapping[str, Any], items: Mapping[int, Mapping[str, str]]) -> dict[Slot, Any]:
    """All of the agreement's fields in one, each by its slot."""
    slots: dict[Slot, Any] = {(name, None): value for name, value in common.items()}
    for key, values in items.items():
        slots |= {(name, key): value for name, value in values.items()}
    return slots


def _changed(
    row: Agreement,
    rows: Mapping[int, AgreementItem],
    typed: Mapping[Slot, Any],
    seen: Mapping[Slot, str] | None,
) -> dict[Slot, Any]:
    """What of the typed is to be saved."""
    items = {
        key: {name: getattr(item, name) for name in AgreementItem.TEXTS}
        for key, item in rows.items()
    }
    stored = _slots({name: getattr(row, name) for name in Agreement.TEXTS}, items)
    changed = merge(stored=stored, typed=typed, seen=seen)
    for name, key in [*changed]:
        # A "not relevant" brings along its reason, also one that the other has removed meanwhile.
        if name == "status" and not changed.get(("reason", key), stored["reason", key]):
            changed |= {("reason", key): typed.get(("reason", key), "")}
    return {slot: value for slot, value in changed.items() if value != stored[slot]}


def _write(
    row: Agreement, rows: Mapping[int, AgreementItem], changed: Mapping[Slot, Any], by: User
) -> None:
    """Save the changes as the next version, and who made them."""
    touched = {key: rows[key] for _name, key in changed if key is not None}
    for key, item in touched.items():
        fill(item, {name: value for (name, point), value in changed.items() if point == key})
        refuse_without_reason(item.status, item.reason)
        if ("status", key) in changed:
            refuse_unsuited_on(row.conversation.theme, item.point, item.status)
    AgreementItem.objects.bulk_update(touched.values(), AgreementItem.TEXTS)
    common = {name: changed[name, None] for name in Agreement.TEXTS if (name, None) in changed}
    row.save_next(**common, sent_at=None)
    AgreementEdit.objects.bulk_create(
        AgreementEdit(agreement=row, field=name, point_id=key, by=by) for name, key in changed
    )


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
    if not can_write_agreement(by, conversation):
        raise not_possible_now(conversation)
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
    refuse_over(conversation)
    if conversation.status == Status.HELD:
        said = _(
            "Aftalen bliver rettet lige nu. Du kan godkende den, når du eller %(name)s har sendt "
            "den igen."
        )
        raise UnknownMove(said % {"name": conversation.other(by).name})
    if not can_approve(by, conversation):
        raise not_possible_now(conversation)
    _newest(conversation, agreement)
    said = _("Aftalen er ændret, siden du åbnede den. Læs den igen, før du godkender.")
    row.refuse_stale(version, said)
    Approval.objects.create(agreement=row, person=by, disagreement=disagreement)
    row.taken_back.filter(person=by).delete()
    if row.approvals.count() == 2:
        _make_valid(row, conversation)
    return row


def _make_valid(agreement: Agreement, conversation: Conversation) -> None:
    """Approve the agreement; set joint statuses if the two still lead the theme."""
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
    if row.status == Status.HELD and current.reopened_by:
        if current.reopened_by_id == by.pk:
            return current
        said = _("%(name)s har allerede genåbnet aftalen.")
        raise Refused(said % {"name": current.reopened_by.name})
    if not can_reopen(by, row):
        raise (
            UnknownMove(row.why_not_on) if row.status == Status.APPROVED else not_possible_now(row)
        )
    _refuse_while_another_runs(row, by)
    move(row, Status.HELD, approved_at=None)
    edition = _next_edition(current, by, reason)
    tell_other(row, by, News.Kind.REOPENED)
    return edition


def _next_edition(current: Agreement, by: User, reason: str) -> Agreement:
    edition = Agreement.objects.create(
        conversation=current.conversation,
        edition=current.edition + 1,
        # Continue the version, so that a form of the edition before is always stale.
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


def _refuse_while_another_runs(row: Conversation, by: User) -> None:
    """Raise ``Refused`` for a newer talk of the two; the other's draft is ignored."""
    under_way = Conversation.objects.open().exclude(status=Status.APPROVED)
    under_way = under_way.filter(~Q(status=Status.DRAFT) | Q(invited_by=by))
    pair = {"network_leader": row.network_leader_id, "reference_leader": row.reference_leader_id}
    if under_way.filter(theme=row.theme_id, **pair).exists():
        raise Refused(
            _("I er i gang med en nyere samtale. Skriv ændringen i den, så I kun har én aftale.")
        )
