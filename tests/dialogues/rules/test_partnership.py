"""Who may do what between a theme's two leaders: each person, each state, each pair."""

import pytest
from django.utils import timezone

from dialogues.models import (
    Acknowledgement,
    Pulse,
    QuestionSet,
    Sparring,
)
from dialogues.rules import partnership as rules
from tests.dialogues.rules.pairs import PAIRS, of
from tests.town import (
    BOTH,
    FORMER_NL,
    FORMER_RL,
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

pytestmark = pytest.mark.django_db

MAY: dict[Rule, dict[str, set[str]]] = {
    rules.can_see_shared: each(STATES, BOTH),
    rules.can_share: {RUNNING: BOTH},
    rules.can_acknowledge: each(STATES, {RL}),
    rules.can_read_thanks: each(STATES, BOTH),
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_may_beside_the_talks(town: Town, rule: Rule) -> None:
    assert town.told(rule, town.in_each_state()) == MAY[rule]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_who_leads_today_edits_the_sparring_of_the_two(town: Town, pair: tuple[str, str]) -> None:
    rows = town.in_each_state(lambda theme: Sparring(**of(town, pair, theme)))
    assert town.told(rules.can_edit_sparring, rows) == (
        {RUNNING: PAIRS[pair]} if PAIRS[pair] else {}
    )


def test_who_sent_or_got_thanks_reads_them_ever_after(town: Town) -> None:
    Acknowledgement.objects.create(**of(town, (FORMER_NL, FORMER_RL)), text="Tak")
    assert town.who(rules.can_read_thanks, town.theme) == {*BOTH, FORMER_NL, FORMER_RL}
    assert town.who(rules.can_read_thanks, town.other_theme) == {
        OTHER_NL,
        "the reference leader of another theme",
    }


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
