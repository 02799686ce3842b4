"""Who may do what with a talk: each person, each state of the talk."""

import pytest

from dialogues.models.questions import ConversationKind
from dialogues.rules import conversations as rules
from tests.dialogues.rules.states import (
    AGREED,
    DRAFT,
    ENDED,
    FORMER,
    INVITED,
    ON,
    SENT,
    THROWN,
    UNWRITTEN,
    talk,
    talks,
    talks_of_the_former,
    talks_on_closed,
    talks_with_one_who_left,
)
from tests.town import (
    BOTH,
    CD,
    EMPLOYEE,
    FORMER_NL,
    MANAGER,
    NL,
    NOBODY,
    RL,
    RUNNING,
    SECRETARIAT,
    Rule,
    Town,
    each,
)

pytestmark = pytest.mark.django_db

WRITTEN = (DRAFT, *SENT, THROWN)

# Who may in which state; in all others nobody.
MAY: dict[Rule, dict[str, set[str]]] = {
    rules.can_take_part: {DRAFT: {NL}, THROWN: {NL}, **each(SENT, BOTH)},
    rules.can_host: each(WRITTEN, {NL}),
    rules.can_cancel: {DRAFT: {NL}, INVITED: BOTH, AGREED: BOTH},
    rules.can_start: {AGREED: BOTH},
    rules.can_record: {DRAFT: {NL}, INVITED: BOTH, AGREED: BOTH},
    rules.can_write_points: {ON: BOTH},
}
# What they do before the talk, which a closed theme asks for no more.
AHEAD: set[Rule] = {rules.can_start, rules.can_record}
# What one may alone, once the other works here no more.
ALONE: dict[Rule, dict[str, set[str]]] = {
    rules.can_take_part: each(WRITTEN, {NL}),
    rules.can_host: each(WRITTEN, {NL}),
    rules.can_cancel: each((DRAFT, INVITED, AGREED), {NL}),
}


def test_who_has_or_had_a_role_finds_the_talks_in_the_menu(town: Town) -> None:
    found = town.who(rules.can_see_own_talks)
    assert {NL, RL, CD, FORMER_NL, *SECRETARIAT} <= found
    assert not {EMPLOYEE, MANAGER} & found


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_may_in_each_state_of_a_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks(town)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_on_a_closed_theme_the_two_finish_what_they_have_begun(town: Town, rule: Rule) -> None:
    may = {} if rule in AHEAD else MAY[rule]
    assert town.told(rule, talks_on_closed(town)) == may


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_on_a_closed_theme_the_two_hold_the_closing_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_on_closed(town, ConversationKind.CLOSING)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_with_one_who_left_there_is_nothing_to_agree_on(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_with_one_who_left(town)) == ALONE.get(rule, {})


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_a_talk_is_its_twos_also_once_they_have_left_the_role(town: Town, rule: Rule) -> None:
    may = {state: {FORMER[name] for name in names} for state, names in MAY[rule].items()}
    assert town.told(rule, talks_of_the_former(town)) == may


def test_the_reference_leader_who_invites_is_the_host(town: Town) -> None:
    assert town.who(rules.can_host, talk(town, INVITED, invited_by=town[RL])) == {RL}
    assert town.who(rules.can_take_part, talk(town, DRAFT, invited_by=town[RL])) == {RL}


def test_either_leader_prepares_before_anyone_is_invited(town: Town) -> None:
    assert town.told(rules.can_prepare, town.in_each_state()) == {RUNNING: BOTH}


def test_nobody_hosts_what_nobody_has_written(town: Town) -> None:
    row = talk(town, UNWRITTEN)
    assert town.who(rules.can_host, row) == town.who(rules.can_take_part, row) == NOBODY
    assert town.who(rules.can_host, talk(town, ENDED)) == {NL}
