"""How: the conversation between two leaders, what they agree, and how the duties are lived."""

from dialogues.models.agenda import AgendaPoint
from dialogues.models.agreements import (
    Agreement,
    AgreementEdit,
    AgreementItem,
    Approval,
    TakenBack,
)
from dialogues.models.conversations import Conversation, ProposedTime
from dialogues.models.duties import Duty, OwnView, StatusChange
from dialogues.models.first_steps import FirstStep
from dialogues.models.guide import ConversationPoint
from dialogues.models.mandate import MandatePart
from dialogues.models.news import News
from dialogues.models.notes import PrivateNote
from dialogues.models.partnership import Acknowledgement, Pulse, PulseAnswer, Sparring
from dialogues.models.questions import Question, QuestionSet
from dialogues.models.recognition import Recognition
from dialogues.models.reflections import Addition, Answer, Reflection
from dialogues.models.sittings import Sitting, SittingDuty
from dialogues.models.stances import Stance
from dialogues.models.stones import Stone, StoneStep
from dialogues.models.succession import Succession
from dialogues.models.support import SupportContact, SupportMessage, SupportRequest, SupportTime
from dialogues.models.tasks import Task
from dialogues.models.worklist import FindingKind, WorkItem, WorkStep

__all__ = [
    "Acknowledgement",
    "Addition",
    "AgendaPoint",
    "Agreement",
    "AgreementEdit",
    "AgreementItem",
    "Answer",
    "Approval",
    "Conversation",
    "ConversationPoint",
    "Duty",
    "FindingKind",
    "FirstStep",
    "MandatePart",
    "News",
    "OwnView",
    "PrivateNote",
    "ProposedTime",
    "Pulse",
    "PulseAnswer",
    "Question",
    "QuestionSet",
    "Recognition",
    "Reflection",
    "Sitting",
    "SittingDuty",
    "Sparring",
    "Stance",
    "StatusChange",
    "Stone",
    "StoneStep",
    "Succession",
    "SupportContact",
    "SupportMessage",
    "SupportRequest",
    "SupportTime",
    "TakenBack",
    "Task",
    "WorkItem",
    "WorkStep",
]
