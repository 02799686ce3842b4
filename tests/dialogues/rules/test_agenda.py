"""Who plans a talk, and whose the points of its agenda are."""

import pytest
from django.utils import timezone

from dialogues.models import AgendaPoint
from dialogues.models.questions import ConversationKind
from dialogues.rules.agenda import can_plan_talk, can_rewrite_point, can_take_up_point
from tests.dialogues.rules.states import (
    AGREED,
    INVITED,
    ON,
    talk,
    talks,
    talks_on_closed,
    talks_with_one_who_left,
)
from tests.town import BOTH, NL, RL, Town, each

pytestmark = pytest.mark.django_db


def test_both_plan_from_the_invitation_until_it_has_been_held(town: Town) -> None:
    assert town.told(can_plan_talk, talks(town)) == each((INVITED, AGREED, ON), BOTH)


def test_nothing_is_planned_that_cannot_be_held(town: Town) -> None:
    assert town.told(can_plan_talk, talks_on_closed(town)) == {ON: BOTH}
    closing = talks_on_closed(town, ConversationKind.CLOSING)
    assert town.told(can_plan_talk, closing) == each((INVITED, AGREED, ON), BOTH)
    assert town.told(can_plan_talk, talks_with_one_who_left(town)) == {}


def test_a_point_is_its_authors_until_it_is_raised(town: Town) -> None:
    point = AgendaPoint(conversation=talk(town, INVITED), author=town[RL])
    assert town.who(can_take_up_point, point) == town.who(can_rewrite_point, point) == {RL}


def test_words_of_a_raised_point_stay_its_authors(town: Town) -> None:
    """Who reads it at all is the queryset's to say: any of those may take it up."""
    told = {"author": town[NL], "raised_at": timezone.now()}
    point = AgendaPoint(conversation=talk(town, INVITED), **told)
    assert town.who(can_take_up_point, point) == town.working
    assert town.who(can_rewrite_point, point) == {NL}
