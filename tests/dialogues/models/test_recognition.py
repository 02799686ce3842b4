"""What a reflection holds, text by text."""

import pytest

from dialogues.models import Question, Reflection
from dialogues.models.recognition import texts_of
from roles.models import RolePoint
from tests.dialogues.queries.rows import held
from tests.town import NL, RL, Town

pytestmark = pytest.mark.django_db


def test_each_text_by_the_question_or_the_duty(town: Town) -> None:
    talk = held(town)
    question = Question.objects.create(question_set=talk.question_set, key="q", order=1)
    duty = RolePoint.objects.duties().current().first()
    for name in (NL, RL):
        row = Reflection.objects.create(conversation=talk, author=town[name])
        row.answers.create(question=question, text=f"Svar: {name}")
        row.recognitions.create(point=duty, level="talk", offer=name)
    mine = talk.reflections.get(author=town[NL])
    assert texts_of(mine) == {
        ("answer", question.pk): f"Svar: {NL}",
        ("level", duty.pk): "talk",
        ("offer", duty.pk): NL,
        ("need", duty.pk): "",
    }
