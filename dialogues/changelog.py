"""What the change log keeps of conversations and duties: never a word of what was written.

Answers, recognitions, notes and own views are not registered at all.
"""

from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from auditlog.signals import pre_log

from dialogues.models import (
    Agreement,
    Approval,
    Conversation,
    Duty,
    MandatePart,
    QuestionSet,
    Reflection,
    SupportContact,
    WorkItem,
)

METADATA = (
    "theme",
    "kind",
    "network_leader",
    "reference_leader",
    "invited_by",
    "question_set",
    "status",
    "wants_other_time",
    "scheduled_at",
    "invited_at",
    "started_at",
    "held_at",
    "approved_at",
    "ended_at",
)

# Of a part of the mandate: with whom, and how far; neither its words nor its hours.
PART = (
    "theme",
    "role",
    "network_leader",
    "counterpart",
    "edition",
    "talk_at",
    "leader_agreed_at",
    "counterpart_agreed_at",
    "agreed_at",
    "reopened_by",
)


# Of a reflection that it was handed in, taken back, opened or left to the talk; not that its
# author has begun.
REFLECTION = ("submitted_at", "revealed_at", "is_oral")
# A change of an agreement's words is logged as a new version only.
AGREEMENT = ("conversation", "edition", "version", "sent_at", "approved_at", "reopened_by")


def is_logged(instance: Conversation, **kwargs: Any) -> bool:
    """A conversation that nobody was invited to is its author's alone."""
    return instance.invited_at is not None


def is_change(action: int, **kwargs: Any) -> bool:
    """The invitation makes both reflections; that is no act of their authors."""
    return action == LogEntry.Action.UPDATE


def register() -> None:
    auditlog.register(QuestionSet)
    auditlog.register(SupportContact)
    auditlog.register(
        Duty,
        exclude_fields=["version"],
        mask_fields=["next_step", "reason"],
        mask_callable="roles.changelog.hidden",
    )
    # The notes stand in the steps, which are not registered.
    auditlog.register(WorkItem, exclude_fields=["version"])
    auditlog.register(Conversation, include_fields=list(METADATA))
    auditlog.register(MandatePart, include_fields=list(PART))
    auditlog.register(Reflection, include_fields=list(REFLECTION))
    auditlog.register(Agreement, include_fields=list(AGREEMENT))
    auditlog.register(Approval, include_fields=["agreement", "person", "approved_at"])
    pre_log.connect(is_change, sender=Reflection, dispatch_uid="reflections that were made")
    pre_log.connect(is_logged, sender=Conversation, dispatch_uid="draft conversations")
