"""What has become of an agreement since one said yes to it."""

from dataclasses import dataclass
from datetime import datetime

from dialogues.models import Agreement, AgreementEdit, Conversation
from roles.models import User

# A field of an agreement, and the key of the duty that it is about, if it is about one.
type Slot = tuple[str, int | None]


@dataclass(frozen=True)
class Since:
    """When one approved, with which remark, and the newest change of each field after it."""

    approved_at: datetime
    remark: str
    edits: list[AgreementEdit]


def changed_since(agreement: Agreement, person: User) -> Since | None:
    """What was changed after the person's yes, where a change took it back; two queries."""
    if agreement.approved_at:
        return None
    row = agreement.taken_back.filter(person=person).first()
    if row is None:
        return None
    edits = agreement.edits.filter(changed_at__gte=row.approved_at).select_related("by", "point")
    newest: dict[tuple[str, int | None], AgreementEdit] = {}
    for one in edits:
        newest.setdefault((one.field, one.point_id), one)
    return Since(row.approved_at, row.disagreement, list(newest.values()))


@dataclass(frozen=True)
class Rewriting:
    """Who reopened an approved agreement and when; why, for the two alone."""

    by: str
    begun_at: datetime
    reason: str


def rewriting_of(agreement: Agreement, person: User) -> Rewriting | None:
    """What is told where an approved edition is being written anew; one query."""
    conversation = agreement.conversation
    is_open = conversation.status in (Conversation.Status.HELD, Conversation.Status.SUMMARISED)
    if agreement.approved_at is None or not is_open:
        return None
    rows = conversation.agreements.filter(approved_at=None, edition=agreement.edition + 1)
    row = rows.select_related("reopened_by").first()
    if row is None or row.reopened_by is None:
        return None
    reason = row.reopen_reason if conversation.is_party(person) else ""
    return Rewriting(row.reopened_by.name, row.created_at, reason)
