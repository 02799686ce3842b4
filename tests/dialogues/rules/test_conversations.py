"""Who may do what with a talk and its agreement: each person, each state of the talk."""

import pytest
from django.utils import timezone

from dialogues.models import Conversation, QuestionSet
from dialogues.models.questions import ConversationKind
from dialogues.rules import conversations as rules
from roles.models import RoleKey
from tests.cast import assign
from tests.dialogues.rules.states import (
    AGREED,
    APPROVED,
    CANCELLED,
    DRAFT,
    ENDED,
    HELD,
    INVITED,
    ON,
    SUMMARISED,
    THROWN,
    UNWRITTEN,
    Status,
    talk,
    talks,
    talks_on_closed,
    talks_with_one_who_left,
)
from tests.town import (
    BOTH,
    CD,
    EMPLOYEE,
    FORMER_NL,
    FORMER_RL,
    MANAGER,
    NL,
    NOBODY,
    OTHER_RL,
    RL,
    RUNNING,
    SECRETARIAT,
    Rule,
    Town,
    day,
    each,
)

pytestmark = pytest.mark.django_db

BEGUN = (ON, HELD, SUMMARISED, APPROVED, ENDED)
SENT = (INVITED, AGREED, *BEGUN, CANCELLED)
WRITTEN = (DRAFT, *SENT, THROWN)

# Who may in which state; in all others nobody.
MAY: dict[Rule, dict[str, set[str]]] = {
    rules.can_take_part: {DRAFT: {NL}, THROWN: {NL}, **each(SENT, BOTH)},
    rules.can_host: each(WRITTEN, {NL}),
    rules.can_answer_host: each(SENT, {RL}),
    rules.can_edit_invitation: each((DRAFT, INVITED, AGREED), {NL}),
    rules.can_answer_invitation: {INVITED: {RL}},
    rules.can_ask_for_other_time: each((INVITED, AGREED), {RL}),
    rules.can_cancel: {DRAFT: {NL}, INVITED: BOTH, AGREED: BOTH},
    rules.can_start: {AGREED: BOTH},
    rules.can_record: {DRAFT: {NL}, INVITED: BOTH, AGREED: BOTH},
    rules.can_write_points: {ON: BOTH},
    rules.can_write_agreement: {HELD: BOTH, SUMMARISED: BOTH},
    rules.can_approve: {SUMMARISED: BOTH},
    rules.can_reopen: {APPROVED: BOTH},
}
# What they do before the talk, which a closed theme asks for no more.
AHEAD: set[Rule] = {
    rules.can_edit_invitation,
    rules.can_answer_invitation,
    rules.can_ask_for_other_time,
    rules.can_start,
    rules.can_record,
}
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
    former = {NL: FORMER_NL, RL: FORMER_RL}
    pair = {"network_leader": town[FORMER_NL], "reference_leader": town[FORMER_RL]}
    found = town.told(rule, {state: _of(one, pair) for state, one in talks(town).items()})
    may = {state: {former[name] for name in names} for state, names in MAY[rule].items()}
    assert found == may


def _of(row: Conversation, pair: dict) -> Conversation:
    row.network_leader, row.reference_leader = pair["network_leader"], pair["reference_leader"]
    row.invited_by = row.invited_by and row.network_leader
    return row


def test_the_reference_leader_who_invites_is_the_host(town: Town) -> None:
    row = talk(town, INVITED, invited_by=town[RL])
    hosts, guests = (rules.can_host, rules.can_edit_invitation), (rules.can_answer_invitation,)
    assert [town.who(rule, row) for rule in hosts] == [{RL}, {RL}]
    assert [town.who(rule, row) for rule in guests] == [{NL}]
    assert town.who(rules.can_take_part, talk(town, DRAFT, invited_by=town[RL])) == {RL}


@pytest.mark.parametrize(
    ("rule", "may"),
    [(rules.can_prepare, BOTH), (rules.can_say_ready, {RL}), (rules.can_invite, {NL})],
    ids=["prepare", "say ready", "invite"],
)
def test_who_may_before_the_first_talk(town: Town, rule: Rule, may: set[str]) -> None:
    assert town.told(rule, town.in_each_state()) == {RUNNING: may}


def kickoff(town: Town, **fields: object) -> None:
    """The first talk of the two has been held."""
    questions = QuestionSet.objects.create(kind="kickoff", number=99, name_da="Spørgsmål")
    row = talk(town, HELD, question_set=questions, held_at=timezone.now())
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize(
    ("told", "may"),
    [
        ({}, BOTH),
        ({"kind": ConversationKind.FOLLOWUP}, {NL}),
        ({"status": Status.IN_PROGRESS, "held_at": None}, {NL}),
    ],
)
def test_both_invite_once_the_first_talk_was_held(town: Town, told: dict, may: set[str]) -> None:
    kickoff(town, **told)
    assert town.told(rules.can_invite, town.in_each_state()) == {RUNNING: may}


@pytest.mark.parametrize("other", [FORMER_NL, OTHER_RL])
def test_a_first_talk_with_another_is_none_of_theirs(town: Town, other: str) -> None:
    side = "network_leader" if other == FORMER_NL else "reference_leader"
    kickoff(town, **{side: town[other]})
    assert town.who(rules.can_invite, town.theme) == {NL}


def test_an_approved_agreement_is_read_by_the_two_and_each_co_driver(town: Town) -> None:
    row = talk(town, APPROVED, network_leader=town[FORMER_NL])
    assert rules.readers_once_approved(row) == [town[FORMER_NL], town[RL], town[CD]]
    assign(town.theme, RoleKey.CO_DRIVER, town[EMPLOYEE], starts_on=day(-1))
    readers = rules.readers_once_approved(row)
    assert readers == [town[FORMER_NL], town[RL], town[EMPLOYEE], town[CD]]


def test_nobody_hosts_what_nobody_has_written(town: Town) -> None:
    row = talk(town, UNWRITTEN)
    assert town.who(rules.can_host, row) == town.who(rules.can_take_part, row) == NOBODY
    assert town.who(rules.can_host, talk(town, ENDED)) == {NL}
