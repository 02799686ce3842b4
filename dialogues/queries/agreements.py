"""What has become of an agreement since one said yes to it."""

from dataclasses import dataclass
from datetime import datetime

from dialogues.models import Agreement, AgreementEdit
from roles.models import User


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
