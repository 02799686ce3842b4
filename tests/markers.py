"""Words planted in every private text, each findable by itself wherever it should not be."""

import re

from django.db.models import CharField, Model, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from dialogues.models import (
    Acknowledgement,
    Addition,
    AgendaPoint,
    Agreement,
    AgreementItem,
    Answer,
    Approval,
    Conversation,
    ConversationPoint,
    OwnView,
    PrivateNote,
    Pulse,
    PulseAnswer,
    Recognition,
    Reflection,
    Sparring,
    Task,
)
from dialogues.models.duties import DutyStatus
from themes.models import Example

WORD = "MARKØR"
MARK = re.compile(rf"{WORD}-(\w+)-(\w+)-(\d+)")

# Every text that is the two parties' alone, or one's own. Agreements count until they are approved.
PRIVATE: dict[type[Model], tuple[str, ...]] = {
    Conversation: ("message", "reply", "place", "end_reason"),
    Answer: ("text",),
    Recognition: ("offer", "need"),
    Addition: ("text",),
    PrivateNote: ("text",),
    AgendaPoint: ("text",),
    ConversationPoint: ("note", "decision", "reason"),
    Agreement: ("collaboration", "rhythm", "reopen_reason"),
    AgreementItem: ("text", "reason"),
    Approval: ("disagreement",),
    OwnView: ("note",),
    Task: ("text",),
    Sparring: ("subject", "network_leader_takeaway", "reference_leader_takeaway"),
    Acknowledgement: ("text",),
    PulseAnswer: ("text",),
    Example: ("title", "happened", "useful"),
}
# Of these the other party reads nothing either, the way they are planted here.
OWN = (Answer, Recognition, PrivateNote, AgendaPoint, PulseAnswer, Example)


def plant() -> int:
    """Fill every private text of the conversations that exist; how many markers there are.

    The reflections are not open, the points not raised, the pulse not answered by both.
    """
    for talk in Conversation.objects.select_related("question_set", "theme"):
        _fill(talk)
    planted = 0
    for model, names in PRIVATE.items():
        for name in names:
            rows = model.objects.all()
            if model is Agreement:
                rows = rows.filter(approved_at=None)
            elif model is Example:
                rows = rows.filter(status=Example.Status.DRAFT)
            elif model is AgendaPoint:
                rows = rows.filter(raised_at=None)
            elif model in (AgreementItem, Approval):
                rows = rows.filter(agreement__approved_at=None)
            label = Value(f"{WORD}-{model._meta.model_name}-{name}-")
            text = Concat(label, Cast("pk", CharField()), output_field=CharField())
            planted += rows.update(**{name: text})
    return planted


def _fill(talk: Conversation) -> None:
    leader, reader = talk.network_leader, talk.reference_leader
    pair = {"theme": talk.theme, "network_leader": leader, "reference_leader": reader}
    mine = Reflection.objects.filter(conversation=talk, author=leader).first()
    if mine and mine.is_editable:
        for question in talk.question_set.questions.all():
            Answer.objects.get_or_create(reflection=mine, question=question)
        for duty in talk.theme.duties.all():
            Recognition.objects.get_or_create(reflection=mine, point=duty.point)
    PrivateNote.objects.get_or_create(conversation=talk, author=leader)
    AgendaPoint.objects.get_or_create(conversation=talk, author=leader, raised_at=None)
    Task.objects.get_or_create(conversation=talk, owner=reader, created_by=leader)
    for duty in talk.theme.duties.all():
        values = {"status": DutyStatus.AGREED}
        OwnView.objects.get_or_create(duty=duty, person=leader, defaults=values)
    today = timezone.localdate()
    Sparring.objects.get_or_create(**pair, takes_place_on=today, created_by=leader)
    Acknowledgement.objects.get_or_create(**pair)
    Example.objects.get_or_create(author=leader, duty="capital", status=Example.Status.DRAFT)
    values = {"question_set": talk.question_set, "opened_by": leader}
    pulse = Pulse.objects.get_or_create(**pair, revealed_at=None, defaults=values)[0]
    for question in talk.question_set.questions.all():
        PulseAnswer.objects.get_or_create(pulse=pulse, person=leader, question=question)


def found(page: str) -> set[tuple[str, ...]]:
    """The markers that stand on a page: model, field and key."""
    return set(MARK.findall(page))
