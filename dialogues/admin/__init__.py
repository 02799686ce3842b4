"""What the secretariat edits of the conversations, and what it may know of them."""

from dialogues.admin.conversations import ConversationAdmin, ReflectionAdmin
from dialogues.admin.mandate import MandatePartAdmin
from dialogues.admin.questions import QuestionSetAdmin
from dialogues.admin.support import SupportContactAdmin

__all__ = [
    "ConversationAdmin",
    "MandatePartAdmin",
    "QuestionSetAdmin",
    "ReflectionAdmin",
    "SupportContactAdmin",
]
