"""Who may do what between a theme's two leaders: each person, each state, each pair."""

from typing import Any

import pytest
from django.utils import timezone

from dialogues.models import (
    Acknowledgement,
    FirstStep,
    Pulse,
    QuestionSet,
    Sitting,
    Sparring,
    Succession,
)
from dialogues.rules import partnership as rules
from tests.town import (
    BOTH,
    CD,
    EMPLOYEE,
    FORMER_NL,
    FORMER_RL,
    FUTURE_RL,
    LEFT,
    NL,
    NOBODY,
    OTHER_NL,
    RL,
    RUNNING,
    STATES,
    Rule,
    Town,
    each,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db

MAY: dict[Rule, dict[str, set[str]]] = {
    rules.can_see_shared: each(STATES, BOTH),
    rules.can_share: {RUNNING: BOTH},
    rules.can_acknowledge: each(STATES, {RL}),
    rules.can_read_thanks: each(STATES, BOTH),
}
# The two that it is about, and who of them may while the theme runs.
PAIRS = {
    (NL, RL): BOTH,
    (NL, FORMER_RL): {NL},
    (FORMER_NL, RL): {RL},
    (FORMER_NL, FORMER_RL): NOBODY,
    (NL, FUTURE_RL): {NL},
    (OTHER_NL, EMPLOYEE): NOBODY,
}


def of(town: Town, pair: tuple[str, str], theme: Theme | None = None) -> dict[str, Any]:
    leaders = {"network_leader": town[pair[0]], "reference_leader": town[pair[1]]}
    return {"theme": theme or town.theme, **leaders}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_may_beside_the_talks(town: Town, rule: Rule) -> None:
    assert town.told(rule, town.in_each_state()) == MAY[rule]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_who_leads_today_writes_what_the_two_share(town: Town, pair: tuple[str, str]) -> None:
    for rule, kind in ((rules.can_edit_sparring, Sparring), (rules.can_sit, Sitting)):
        rows = town.in_each_state(lambda theme, kind=kind: kind(**of(town, pair, theme)))
        assert town.told(rule, rows) == ({RUNNING: PAIRS[pair]} if PAIRS[pair] else {})


def test_who_sent_or_got_thanks_reads_them_ever_after(town: Town) -> None:
    Acknowledgement.objects.create(**of(town, (FORMER_NL, FORMER_RL)), text="Tak")
    assert town.who(rules.can_read_thanks, town.theme) == {*BOTH, FORMER_NL, FORMER_RL}
    assert town.who(rules.can_read_thanks, town.other_theme) == {
        OTHER_NL,
        "the reference leader of another theme",
    }


@pytest.mark.parametrize(
    ("author", "may"), [(NL, {NL}), (RL, {RL}), (FORMER_RL, NOBODY), (CD, NOBODY)]
)
def test_a_step_is_taken_away_by_who_noted_it_and_leads(
    town: Town, author: str, may: set[str]
) -> None:
    def noted(theme: Theme) -> FirstStep:
        return FirstStep(**of(town, (NL, RL), theme), author=town[author])

    found = town.told(rules.can_remove_step, town.in_each_state(noted))
    assert found == ({RUNNING: may} if may else {})


def pulse(town: Town, pair: tuple[str, str]) -> Pulse:
    questions = QuestionSet.objects.create(kind="pulse", number=99, name_da="Spørgsmål")
    told = of(town, pair)
    return Pulse.objects.create(**told, question_set=questions, opened_by=told["network_leader"])


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_a_pulse_is_answered_as_long_as_both_lead(town: Town, pair: tuple[str, str]) -> None:
    row = pulse(town, pair)
    rows = {state: Pulse(pk=row.pk, **of(town, pair, town.in_state(state))) for state in STATES}
    found = town.told(rules.can_answer_pulse, rows)
    assert found == ({RUNNING: BOTH} if pair == (NL, RL) else {})
    assert town.told(rules.can_take_back_pulse, rows) == each(STATES, set(pair))


def test_a_pulse_that_both_have_answered_is_answered_by_neither(town: Town) -> None:
    row = pulse(town, (NL, RL))
    assert town.who(rules.can_answer_pulse, row) == BOTH
    row.revealed_at = timezone.now()
    assert town.who(rules.can_answer_pulse, row) == NOBODY


# Who left, who follows, and who may give on.
GIVEN: tuple[tuple[str, str, set[str]], ...] = (
    (FORMER_RL, RL, {FORMER_RL}),
    (FORMER_NL, NL, {FORMER_NL}),
    (FORMER_RL, FUTURE_RL, NOBODY),
    (FORMER_RL, EMPLOYEE, NOBODY),
    (FORMER_RL, CD, NOBODY),
    (LEFT, RL, BOTH),
    (LEFT, FORMER_RL, NOBODY),
)


@pytest.mark.parametrize(("predecessor", "successor", "may"), GIVEN)
def test_who_gives_tasks_on_to_whom(
    town: Town, predecessor: str, successor: str, may: set[str]
) -> None:
    people = {"predecessor": town[predecessor], "successor": town[successor]}
    rows = town.in_each_state(lambda theme: Succession(theme=theme, **people))
    assert town.told(rules.can_hand_over, rows) == ({RUNNING: may} if may else {})
