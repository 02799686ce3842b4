"""Who writes, approves, reopens and reads the agreement of the two: each state of the talk."""

import pytest

from dialogues.models.questions import ConversationKind
from dialogues.rules import agreements
from roles.models import RoleKey
from tests.cast import assign
from tests.dialogues.rules.states import (
    APPROVED,
    FORMER,
    HELD,
    SUMMARISED,
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
    RL,
    Rule,
    Town,
    day,
)

pytestmark = pytest.mark.django_db

# Who may in which state; in all others nobody.
MAY: dict[Rule, dict[str, set[str]]] = {
    agreements.can_write_agreement: {HELD: BOTH, SUMMARISED: BOTH},
    agreements.can_approve: {SUMMARISED: BOTH},
    agreements.can_reopen: {APPROVED: BOTH},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_may_in_each_state_of_a_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks(town)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_on_a_closed_theme_the_two_finish_what_they_have_begun(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_on_closed(town)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_on_a_closed_theme_the_two_hold_the_closing_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_on_closed(town, ConversationKind.CLOSING)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_with_one_who_left_there_is_nothing_to_agree_on(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_with_one_who_left(town)) == {}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_a_talk_is_its_twos_also_once_they_have_left_the_role(town: Town, rule: Rule) -> None:
    may = {state: {FORMER[name] for name in names} for state, names in MAY[rule].items()}
    assert town.told(rule, talks_of_the_former(town)) == may


def test_an_approved_agreement_is_read_by_the_two_and_each_co_driver(town: Town) -> None:
    row = talk(town, APPROVED, network_leader=town[FORMER_NL])
    assert agreements.readers_once_approved(row) == [town[FORMER_NL], town[RL], town[CD]]
    assign(town.theme, RoleKey.CO_DRIVER, town[EMPLOYEE], starts_on=day(-1))
    readers = agreements.readers_once_approved(row)
    assert readers == [town[FORMER_NL], town[RL], town[EMPLOYEE], town[CD]]
