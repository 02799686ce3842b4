"""Who introduces, and who answers: each person, each state."""

import pytest

from tests.town import EMPLOYEE, NL, NOBODY, RL, RUNNING, Town
from themes.models import MemberRequest
from themes.rules.introductions import (
    can_answer_introduction,
    can_ask_contact,
    can_introduce,
    can_withdraw_contact,
)
from themes.rules.member_requests import (
    can_answer_member_request,
    can_withdraw_member_request,
)

pytestmark = pytest.mark.django_db


def introduction(town: Town) -> MemberRequest:
    return MemberRequest(theme=town.theme, person=town[EMPLOYEE], introduced_by=town[RL])


def test_the_reference_leader_introduces_as_long_as_the_theme_runs(town: Town) -> None:
    assert town.told(can_introduce, town.in_each_state()) == {RUNNING: {RL}}


def test_the_network_leader_asks_for_a_contact_as_long_as_the_theme_runs(town: Town) -> None:
    assert town.told(can_ask_contact, town.in_each_state()) == {RUNNING: {NL}}


def test_who_asks_for_a_contact_takes_it_back(town: Town) -> None:
    assert town.told(can_withdraw_contact, town.in_each_state()) == {RUNNING: {NL}}


def test_each_answers_for_themselves(town: Town) -> None:
    assert town.who(can_answer_introduction, introduction(town)) == {EMPLOYEE}
    assert town.who(can_answer_member_request, introduction(town)) == {NL}
    assert town.who(can_withdraw_member_request, introduction(town)) == {RL}


def test_a_wish_of_ones_own_is_no_introduction(town: Town) -> None:
    wish = MemberRequest(theme=town.theme, person=town[EMPLOYEE])
    assert town.who(can_answer_introduction, wish) == NOBODY
