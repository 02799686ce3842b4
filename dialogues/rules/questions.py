"""Who keeps the questions that the two prepare from."""

from dialogues.models import QuestionSet
from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.keep_questions")
def can_keep_questions(user: User) -> bool:
    """Whoever edits question sets in the administration."""
    return user.has_perm("dialogues.change_questionset")


@permission("dialogues.order_questions")
def can_order_questions(user: User, question_set: QuestionSet) -> bool:
    """A published set is locked, since conversations have begun with it."""
    return can_keep_questions(user) and not question_set.is_published
