"""Who lays a stone, and who may do something about it: each person, each state, each two."""

from typing import Any

import pytest

from dialogues.models import Stone, StoneStep
from dialogues.rules import stones as rules
from tests.town import (
    CD,
    EMPLOYEE,
    FORMER_NL,
    FORMER_RL,
    LEFT,
    MANAGER,
    NL,
    NOBODY,
    OTHER_RL,
    RL,
    RUNNING,
    STATES,
    Rule,
    Town,
    each,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db


def stone(town: Town, pair: tuple[str, str] = (NL, RL), **fields: Any) -> Stone:
    leaders = {"network_leader": town[pair[0]], "reference_leader": town[pair[1]]}
    return Stone(**{"theme": town.theme, **leaders} | fields)


# By whose stone it is, what each of the rules says while the theme runs.
PAIRS: dict[tuple[str, str], dict[Rule, set[str]]] = {
    (NL, RL): {
        rules.can_hand_on: {RL},
        rules.can_answer: {RL, MANAGER},
        rules.can_withdraw: {NL},
        rules.can_carry_on: {NL, RL},
    },
    (NL, FORMER_RL): {
        rules.can_hand_on: NOBODY,
        rules.can_answer: {MANAGER},
        rules.can_withdraw: {NL},
        rules.can_carry_on: {NL},
    },
    (FORMER_NL, RL): {
        rules.can_hand_on: {RL},
        rules.can_answer: {RL, MANAGER},
        rules.can_withdraw: NOBODY,
        rules.can_carry_on: {RL},
    },
    # The network leader of today was the reference leader of the two.
    (FORMER_NL, NL): {
        rules.can_hand_on: NOBODY,
        rules.can_answer: {MANAGER},
        rules.can_withdraw: NOBODY,
        rules.can_carry_on: {NL},
    },
    # The co-driver of today was.
    (FORMER_NL, CD): {
        rules.can_hand_on: NOBODY,
        rules.can_answer: {MANAGER},
        rules.can_withdraw: NOBODY,
        rules.can_carry_on: NOBODY,
    },
    (FORMER_NL, FORMER_RL): {
        rules.can_hand_on: NOBODY,
        rules.can_answer: {MANAGER},
        rules.can_withdraw: NOBODY,
        rules.can_carry_on: NOBODY,
    },
}


def test_the_network_leader_lays_stones_as_long_as_the_theme_runs(town: Town) -> None:
    assert town.told(rules.can_lay, town.in_each_state()) == {RUNNING: {NL}}


def test_the_reference_leader_notes_stones_and_takes_the_own_back(town: Town) -> None:
    assert town.told(rules.can_note, town.in_each_state()) == {RUNNING: {RL}}
    assert town.who(rules.can_withdraw, stone(town, is_noted=True)) == {RL}
    assert town.who(rules.can_withdraw, stone(town, (NL, FORMER_RL), is_noted=True)) == NOBODY


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_who_does_what_about_it(town: Town, pair: tuple[str, str]) -> None:
    def held(theme: Theme) -> Stone:
        return stone(town, pair, theme=theme, holder=town[MANAGER])

    for rule, may in PAIRS[pair].items():
        assert town.told(rule, town.in_each_state(held)) == ({RUNNING: may} if may else {})


@pytest.mark.parametrize("holder", [None, EMPLOYEE, OTHER_RL, LEFT])
def test_the_colleague_who_has_it_answers(town: Town, holder: str | None) -> None:
    row = stone(town, holder=town[holder] if holder else None)
    assert town.who(rules.can_answer, row) == {RL} | ({holder} & town.working)


def test_the_two_read_it_and_each_colleague_who_was_given_it(town: Town) -> None:
    row, other = (stone(town, (FORMER_NL, RL), text=text) for text in ("Lokaler", "Tid"))
    assert town.who(rules.can_read, row) == {FORMER_NL, RL}
    for one, colleague in ((row, EMPLOYEE), (other, MANAGER)):
        one.save()
        assert town.who(rules.can_read, one) == {FORMER_NL, RL}
        told = {"stone": one, "state": Stone.State.HANDED}
        StoneStep.objects.create(by=town[RL], whom=town[colleague], **told)
    assert town.who(rules.can_read, row) == {FORMER_NL, RL, EMPLOYEE}
    rows = town.in_each_state(lambda theme: stone(town, (FORMER_NL, RL), pk=row.pk, theme=theme))
    assert town.told(rules.can_read, rows) == each(STATES, {FORMER_NL, RL, EMPLOYEE})
