"""What the two have between them, saved."""

from typing import Any

from django.utils import timezone

from dialogues.models import Conversation, QuestionSet
from dialogues.models.questions import ConversationKind
from tests.dialogues.rules.states import HELD, talk
from tests.town import NL, RL, Town

KICKOFF = ConversationKind.KICKOFF


def sides(town: Town, pair: tuple[str, str]) -> dict[str, Any]:
    return {"network_leader": town[pair[0]], "reference_leader": town[pair[1]]}


def held(town: Town, pair: tuple[str, str] = (NL, RL), **fields: Any) -> Conversation:
    """A talk that these two have held, the first one unless said otherwise."""
    number = QuestionSet.objects.filter(number__gt=90).count() + 91
    questions = QuestionSet.objects.create(kind=KICKOFF, number=number, name_da="Spørgsmål")
    told = {"question_set": questions, "held_at": timezone.now()} | sides(town, pair)
    row = talk(town, HELD, **told | fields)
    row.save()
    return row
