"""The duty of political interplay follows the reference leader's assessment."""

from typing import Any

from django.utils import timezone

from dialogues.models import Duty, StatusChange
from dialogues.models.duties import DutyStatus
from dialogues.queries.duties import assessed
from dialogues.services.duties import set_status, take_back_open
from roles.models import CONDITIONAL_DUTIES
from themes.models import Assessment

Outcome = StatusChange.Outcome


def follow_assessment(assessment: Assessment) -> None:
    """Let the joint status say what the assessment says, without a second act by anyone.

    "Not relevant" is the assessment's word alone: once it is taken back, the duty stands as it did
    before. Call inside ``atomic`` with the theme locked.
    """
    rows = Duty.objects.select_for_update(of=("self",)).select_related("theme")
    duty = rows.filter(theme=assessment.theme, key__in=CONDITIONAL_DUTIES).first()
    if duty is None:
        return
    # Whoever proposed that the duty is not relevant has the answer now.
    take_back_open(duty, to_status=DutyStatus.NOT_RELEVANT)
    told = assessed(assessment) or _before(duty)
    if (duty.status, duty.reason) == (told["status"], told["reason"]):
        return
    take_back_open(duty)
    StatusChange.objects.create(
        duty=duty,
        from_status=duty.status,
        to_status=told["status"],
        reason=assessment.reason,
        proposed_by=assessment.created_by,
        outcome=Outcome.FOLLOWED,
        answered_at=timezone.now(),
    )
    set_status(duty, **told)


def _before(duty: Duty) -> dict[str, Any]:
    """Where the duty stood before it was said not to be relevant; else where it stands."""
    if duty.status != DutyStatus.NOT_RELEVANT:
        return {"status": duty.status, "reason": duty.reason}
    changes = duty.status_changes.filter(outcome__in=(Outcome.CONFIRMED, Outcome.FOLLOWED))
    changes = changes.filter(to_status=DutyStatus.NOT_RELEVANT)
    changes = changes.exclude(from_status=DutyStatus.NOT_RELEVANT)
    before = changes.order_by("-answered_at").values_list("from_status", flat=True).first()
    return {"status": before or DutyStatus.NOT_DISCUSSED, "reason": ""}
