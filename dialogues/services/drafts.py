"""The first draft of an agreement, from what the two decided on the way through the talk."""

from datetime import timedelta

from django.utils import timezone

from dialogues.models import Agreement, AgreementItem, Conversation
from dialogues.models.guide import AGREEMENTS, NEXT_TIME

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

    rhythm = (AGREEMENTS, NEXT_TIME)
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
