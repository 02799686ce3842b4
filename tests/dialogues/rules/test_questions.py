"""Who keeps the questions that the two prepare from."""

import pytest
from django.contrib.auth.models import Permission

from dialogues.models import QuestionSet
from dialogues.rules.questions import can_keep_questions, can_order_questions
from roles.models import User
from tests.town import CHIEF, NOBODY, ROOT, Town

pytestmark = pytest.mark.django_db


def test_who_runs_the_site_keeps_them(town: Town) -> None:
    assert town.who(can_keep_questions) == {ROOT}


def test_who_may_edit_them_in_the_administration_keeps_them_too(town: Town) -> None:
    town[CHIEF].user_permissions.add(Permission.objects.get(codename="change_questionset"))
    assert can_keep_questions(User.objects.get(pk=town[CHIEF].pk))
    town[CHIEF].user_permissions.set([Permission.objects.get(codename="view_questionset")])
    assert not can_keep_questions(User.objects.get(pk=town[CHIEF].pk))


def test_a_published_set_is_locked(town: Town) -> None:
    assert town.who(can_order_questions, QuestionSet(is_published=False)) == {ROOT}
    assert town.who(can_order_questions, QuestionSet(is_published=True)) == NOBODY
