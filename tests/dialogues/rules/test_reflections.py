"""Who writes a reflection, and when: each person, each state of the talk."""

import pytest
from django.utils import timezone

from dialogues.models import Conversation, Reflection
from dialogues.models.questions import ConversationKind
from dialogues.rules.reflections import (
    can_add_to_reflection,
    can_hand_in_reflection,
    can_keep_reflection,
    can_write_reflection,
)
from tests.dialogues.rules.states import (
    AGREED,
    DRAFT,
    INVITED,
    ON,
    STATUS,
    UNWRITTEN,
    talk,
    talks,
    talks_on_closed,
    talks_with_one_who_left,
)
from tests.town import FORMER_RL, NL, RL, Rule, Town, each

pytestmark = pytest.mark.django_db

SENT = (INVITED, AGREED, ON)
MAY: dict[Rule, dict[str, set[str]]] = {
    can_keep_reflection: each(STATUS, {RL}),
    can_write_reflection: each((UNWRITTEN, DRAFT, *SENT), {RL}),
    can_hand_in_reflection: each(SENT, {RL}),
    can_add_to_reflection: {},
}


def written(town: Town, rows: dict[str, Conversation], author: str = RL) -> dict[str, Reflection]:
    return {state: Reflection(conversation=row, author=town[author]) for state, row in rows.items()}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_its_author_alone_in_each_state_of_the_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, written(town, talks(town))) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_has_left_the_role_keeps_the_own(town: Town, rule: Rule) -> None:
    rows = written(town, talks(town, reference_leader=town[FORMER_RL]), FORMER_RL)
    may = {state: {FORMER_RL} for state in MAY[rule]}
    assert town.told(rule, rows) == may


@pytest.mark.parametrize(
    "rule", [can_write_reflection, can_hand_in_reflection], ids=["write", "hand in"]
)
def test_nobody_prepares_for_what_cannot_be_held(town: Town, rule: Rule) -> None:
    assert town.told(rule, written(town, talks_on_closed(town))) == {ON: {RL}}
    closing = written(town, talks_on_closed(town, ConversationKind.CLOSING))
    assert town.told(rule, closing) == MAY[rule]
    left = written(town, talks_with_one_who_left(town), NL)
    assert town.told(rule, left) == {}
    assert town.told(can_keep_reflection, left) == each(STATUS, {NL})


def revealed(town: Town, rows: dict[str, Conversation]) -> dict[str, Reflection]:
    found = written(town, rows)
    for row in found.values():
        row.revealed_at = timezone.now()
    return found


def test_what_is_open_for_both_its_author_adds_to(town: Town) -> None:
    found = town.told(can_add_to_reflection, revealed(town, talks(town)))
    assert found == each(STATUS, {RL})
    closed = town.told(can_add_to_reflection, revealed(town, talks_on_closed(town)))
    assert closed == each(STATUS.keys() - {UNWRITTEN, DRAFT, INVITED, AGREED}, {RL})


def test_nobody_adds_to_what_the_two_cannot_go_on_with(town: Town) -> None:
    author = {"author": town[NL], "revealed_at": timezone.now()}
    rows = talks_with_one_who_left(town)
    found = {state: Reflection(conversation=row, **author) for state, row in rows.items()}
    over = ("once both have approved", "once it is closed", "once it is called off")
    may = each((*over, "once its draft is thrown away"), {NL})
    assert town.told(can_add_to_reflection, found) == may
    fresh = Reflection(conversation=talk(town, INVITED), author=town[NL])
    assert town.who(can_add_to_reflection, fresh) == set()
