"""What the change log keeps of themes; a draft is its author's alone and leaves no trace."""

from typing import Any

from auditlog.registry import auditlog
from auditlog.signals import pre_log

from themes.models import (
    AgendaLink,
    Allocation,
    Arena,
    ArenaUse,
    Assessment,
    AssessmentRequest,
    Assignment,
    Committee,
    CommitteeMeeting,
    ExampleEdition,
    Funding,
    Gate,
    HandbookPage,
    Handover,
    HolderChange,
    Idea,
    IdeaPlace,
    IdeaTest,
    Initiative,
    LeaderRequest,
    Member,
    NetworkMeeting,
    NoNewAgenda,
    NoOutsideMoney,
    Offer,
    Ownership,
    Phase,
    Review,
    Round,
    StrategicAgenda,
    Theme,
    ThemeQuestion,
    ThemeType,
    Thresholds,
    ValueStory,
)

DATA = (
    ThemeType,
    Phase,
    Committee,
    Round,
    ThemeQuestion,
    StrategicAgenda,
    Handover,
    Thresholds,
)
LIBRARY = (HandbookPage,)
RECORDS = (
    AgendaLink,
    Allocation,
    ArenaUse,
    Assessment,
    AssessmentRequest,
    CommitteeMeeting,
    Funding,
    Gate,
    Idea,
    IdeaPlace,
    Initiative,
    NetworkMeeting,
    NoNewAgenda,
    NoOutsideMoney,
    Review,
    ValueStory,
)
COUNTED = ["version", "updated_at"]
# What is between a few named people and the secretariat; the log tells only that it was written.
NAMED = {
    Assignment: ["why"],
    HolderChange: ["note"],
    LeaderRequest: ["why", "name", "reason"],
    Offer: ["why", "reason"],
    Ownership: ["said", "words", "introduction"],
}


def is_logged(instance: Theme, **kwargs: Any) -> bool:
    return instance.status != Theme.Status.DRAFT


def register() -> None:
    for model in DATA:
        auditlog.register(model, exclude_fields=["version"])
    for model in (*RECORDS, *LIBRARY):
        auditlog.register(model, exclude_fields=COUNTED)
    # Log the approval without the text, which its author may withdraw.
    auditlog.register(
        ExampleEdition,
        mask_fields=["happened", "useful"],
        mask_callable="roles.changelog.hidden",
    )
    for model in (Arena, IdeaTest):
        auditlog.register(model, exclude_fields=["version"])
    # Not everyone who takes part agreed to be listed, so the log names nobody.
    auditlog.register(
        Member,
        exclude_fields=COUNTED,
        mask_fields=["name", "organisation", "part", "met_how"],
        mask_callable="roles.changelog.hidden",
    )
    for model, private in NAMED.items():
        auditlog.register(
            model,
            exclude_fields=[*COUNTED, "read_at", "why_read_at", "introduction_seen_at"],
            mask_fields=private,
            mask_callable="roles.changelog.hidden",
        )
    auditlog.register(Theme, exclude_fields=COUNTED)
    pre_log.connect(is_logged, sender=Theme, dispatch_uid="draft themes")
