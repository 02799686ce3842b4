"""Who invites whom to a talk, and who answers: each person, each state of the talk."""

import pytest
from django.utils import timezone

from dialogues.models import QuestionSet
from dialogues.models.questions import ConversationKind
from dialogues.rules import invitations
from tests.dialogues.rules.states import (
    AGREED,
    DRAFT,
    FORMER,
    HELD,
    INVITED,
    SENT,
    Status,
    talk,
    talks,
    talks_of_the_former,
    talks_on_closed,
    talks_with_one_who_left,
)
from tests.town import (
    BOTH,
    FORMER_NL,
    NL,
    OTHER_RL,
    RL,
    RUNNING,
    Rule,
    Town,
    each,
)

pytestmark = pytest.mark.django_db

# Who may in which state; in all others nobody.
MAY: dict[Rule, dict[str, set[str]]] = {
    invitations.can_answer_host: each(SENT, {RL}),
    invitations.can_edit_invitation: each((DRAFT, INVITED, AGREED), {NL}),
    invitations.can_answer_invitation: {INVITED: {RL}},
    invitations.can_ask_for_other_time: each((INVITED, AGREED), {RL}),
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_may_in_each_state_of_a_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks(town)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_a_closed_theme_asks_for_no_more_invitations(town: Town, rule: Rule) -> None:
    may = MAY[rule] if rule == invitations.can_answer_host else {}
    assert town.told(rule, talks_on_closed(town)) == may


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_on_a_closed_theme_the_two_are_invited_to_the_closing_talk(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_on_closed(town, ConversationKind.CLOSING)) == MAY[rule]


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_with_one_who_left_there_is_nothing_to_agree_on(town: Town, rule: Rule) -> None:
    assert town.told(rule, talks_with_one_who_left(town)) == {}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_a_talk_is_its_twos_also_once_they_have_left_the_role(town: Town, rule: Rule) -> None:
    may = {state: {FORMER[name] for name in names} for state, names in MAY[rule].items()}
    assert town.told(rule, talks_of_the_former(town)) == may


def test_the_reference_leader_who_invites_is_answered_by_the_network_leader(town: Town) -> None:
    row = talk(town, INVITED, invited_by=town[RL])
    assert town.who(invitations.can_edit_invitation, row) == {RL}
    assert town.who(invitations.can_answer_invitation, row) == {NL}


@pytest.mark.parametrize(
    ("rule", "may"),
    [(invitations.can_say_ready, {RL}), (invitations.can_invite, {NL})],
    ids=["say ready", "invite"],
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
    assert town.told(invitations.can_invite, town.in_each_state()) == {RUNNING: may}


@pytest.mark.parametrize("other", [FORMER_NL, OTHER_RL])
def test_a_first_talk_with_another_is_none_of_theirs(town: Town, other: str) -> None:
    side = "network_leader" if other == FORMER_NL else "reference_leader"
    kickoff(town, **{side: town[other]})
    assert town.who(invitations.can_invite, town.theme) == {NL}
