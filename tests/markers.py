"""Words planted in every private text, each findable by itself wherever it should not be."""

import re

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from dialogues.models import (
    Acknowledgement,
    Addition,
    AgendaPoint,
    Agreement,
    AgreementEdit,
    AgreementItem,
    Answer,
    Approval,
    Conversation,
    ConversationPoint,
    FirstStep,
    MandatePart,
    News,
    OwnView,
    PrivateNote,
    Pulse,
    PulseAnswer,
    Recognition,
    Reflection,
    Sitting,
    Sparring,
    Stance,
    Stone,
    StoneStep,
    Succession,
    SupportMessage,
    SupportRequest,
    TakenBack,
    Task,
)
from dialogues.models.duties import DutyStatus
from roles.models import Nomination, SignUp, User
from themes.models import (
    Assignment,
    ContactRequest,
    Contribution,
    Encouragement,
    Example,
    FreedResources,
    HolderChange,
    LeaderRequest,
    MemberRequest,
    Offer,
    Seen,
)

WORD = "MARKØR"
MARK = re.compile(rf"{WORD}-(\w+)-(\w+)-(\d+)")

# Every text that is the two parties' alone, or one's own. Agreements count until they are approved,
# parts of a mandate until both have said yes.
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
    TakenBack: ("disagreement",),
    OwnView: ("note",),
    Task: ("text",),
    Succession: ("note",),
    Stance: ("text",),
    FirstStep: ("text",),
    Stone: ("text",),
    StoneStep: ("words",),
    Sparring: ("subject", "network_leader_takeaway", "reference_leader_takeaway"),
    Acknowledgement: ("text",),
    PulseAnswer: ("text",),
    MandatePart: (
        "message",
        "place",
        "time_balance",
        "substitute",
        "secretariat_days",
        "competence",
        "sharing",
        "contact",
        "absence",
        "reopen_reason",
    ),
    Example: ("title", "happened", "useful"),
}
# What the secretariat reads with those who are named in the row, and nobody else.
NAMED: dict[type[Model], tuple[str, ...]] = {
    Offer: ("reason",),
    LeaderRequest: ("why", "name", "reason"),
    HolderChange: ("note",),
    Assignment: ("why",),
}
# Of these the other party reads nothing either, the way they are planted here.
OWN = (Answer, Recognition, PrivateNote, AgendaPoint, PulseAnswer, Example, TakenBack)
# What one asks the secretariat is the author's and the secretariat's alone.
ASKED: dict[type[Model], tuple[str, ...]] = {
    SupportRequest: ("subject", "meeting_place"),
    SupportMessage: ("text",),
}
# Rows that are called by their number alone and stand in none of these tables: some have no words,
# and the words of the others are asked for by a test of their own.
WORDLESS: tuple[type[Model], ...] = (Pulse, Reflection, Sitting, News, SignUp, Seen)
ELSEWHERE: dict[type[Model], str] = {
    AgreementEdit: "the name of a field, not what it says",
    Contribution: "tests/themes/test_contributions.py: author, network leader, secretariat",
    MemberRequest: "tests/themes/test_taking_part.py: who asks, network leader, line manager",
    ContactRequest: "tests/themes/test_introductions.py: who asks and the reference leader",
    Encouragement: "tests/themes/test_encouragements.py: the two alone",
    FreedResources: "tests/themes/test_encouragements.py: those of the network",
}


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
            if model is MandatePart:
                rows = rows.filter(agreed_at=None)
            elif model is Agreement:
                rows = rows.filter(approved_at=None)
            elif model is Example:
                rows = rows.filter(status=Example.Status.DRAFT)
            elif model is AgendaPoint:
                rows = rows.filter(raised_at=None)
            elif model in (AgreementItem, Approval, TakenBack):
                rows = rows.filter(agreement__approved_at=None)
            planted += _mark(rows, name)
    return planted


# Read by who nominates and by the secretariat, so planted apart from what two share.
CONFIDENTIAL: dict[type[Model], tuple[str, ...]] = {Nomination: ("strengths", "potential", "note")}


def plant_confidential() -> int:
    """Fill the texts of all nominations that stand; how many markers there are."""
    return sum(
        _mark(model.objects.filter(withdrawn_at=None), name)
        for model, names in CONFIDENTIAL.items()
        for name in names
    )


def plant_named() -> int:
    """Fill what is between a few and the secretariat, in the rows that exist."""
    return sum(_mark(model.objects.all(), name) for model, names in NAMED.items() for name in names)


def plant_asked() -> int:
    """Fill all that was asked the secretariat, and what it wrote to itself."""
    marked = [_mark(model.objects.all(), n) for model, names in ASKED.items() for n in names]
    return sum(marked)


def _mark(rows: QuerySet, name: str) -> int:
    label = Value(f"{WORD}-{rows.model._meta.model_name}-{name}-")
    text = Concat(label, Cast("pk", CharField()), output_field=CharField())
    return rows.update(**{name: text})


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
    change = {"theme": talk.theme, "predecessor": leader, "successor": reader}
    task = {"conversation": talk, "owner": reader, "created_by": leader}
    given = Succession.objects.get_or_create(**change)[0]
    Task.objects.get_or_create(**task, defaults={"succession": given})
    for duty in talk.theme.duties.all():
        values = {"status": DutyStatus.AGREED}
        OwnView.objects.get_or_create(duty=duty, person=leader, defaults=values)
    for row in talk.agreements.filter(approved_at=None):
        values = {"approved_at": timezone.now()}
        TakenBack.objects.get_or_create(agreement=row, person=leader, defaults=values)
    Stance.objects.get_or_create(**pair, author=leader, part=Stance.Part.DEPENDS)
    FirstStep.objects.get_or_create(**pair, author=reader, taken_on=timezone.localdate())
    stone = Stone.objects.get_or_create(**pair)[0]
    StoneStep.objects.get_or_create(stone=stone, by=reader, state=Stone.State.DECLINED)
    today = timezone.localdate()
    Sparring.objects.get_or_create(**pair, takes_place_on=today, created_by=leader)
    Acknowledgement.objects.get_or_create(**pair)
    Example.objects.get_or_create(author=leader, duty="capital", status=Example.Status.DRAFT)
    values = {"question_set": talk.question_set, "opened_by": leader}
    part = {"theme": talk.theme, "network_leader": leader, "counterpart": reader}
    for role in MandatePart.Counterpart.values:
        MandatePart.objects.get_or_create(**part, role=role)
    pulse = Pulse.objects.get_or_create(**pair, revealed_at=None, defaults=values)[0]
    for question in talk.question_set.questions.all():
        PulseAnswer.objects.get_or_create(pulse=pulse, person=leader, question=question)


def of_own_parts(person: User) -> set[tuple[str, ...]]:
    """The markers of what the person is asked by a network leader: parts of a mandate, stones."""
    keys = map(str, MandatePart.objects.filter(counterpart=person).values_list("pk", flat=True))
    given = StoneStep.objects.filter(whom=person).values_list("pk", "stone_id")
    stones = {("stonestep", "words", str(step)) for step, _stone in given}
    stones |= {("stone", "text", str(stone)) for _step, stone in given}
    return {("mandatepart", name, key) for key in keys for name in PRIVATE[MandatePart]} | stones


def found(page: str) -> set[tuple[str, ...]]:
    """The markers that stand on a page: model, field and key."""
    return set(MARK.findall(page))
