"""How: the conversation between two leaders, what they agree, and how the duties are lived."""

from dialogues.models.agreements import Agreement, AgreementItem, Approval
from dialogues.models.conversations import Conversation, ConversationPoint, ProposedTime
from dialogues.models.duties import Duty, OwnView, StatusChange, Task
from dialogues.models.questions import Question, QuestionSet
from dialogues.models.reflections import Answer, Recognition, Reflection

__all__ = [
    "Agreement",
    "AgreementItem",
    "Answer",
    "Approval",
    "Conversation",
    "ConversationPoint",
    "Duty",
    "OwnView",
    "ProposedTime",
    "Question",
    "QuestionSet",
    "Recognition",
    "Reflection",
    "StatusChange",
    "Task",
]
