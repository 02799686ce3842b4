"""Who asks to take part in a network, and who answers: each person, each state."""

import pytest

from tests.town import (
    CD,
    EMPLOYEE,
    MANAGER,
    MEMBER,
    NL,
    RL,
    RUNNING,
    SECOND,
    SECRETARIAT,
    Town,
    day,
)
from themes.models import Member, MemberRequest
from themes.rules.member_requests import (
    can_answer_member_request,
    can_ask_to_take_part,
    can_manage_member_request,
    can_read_request_answer,
    can_reply_to_member_request,
    can_withdraw_member_request,
)

pytestmark = pytest.mark.django_db


def wish(town: Town, person: str = EMPLOYEE) -> MemberRequest:
    return MemberRequest(theme=town.theme, person=town[person])


def test_who_has_no_part_in_it_asks_as_long_as_the_theme_runs(town: Town) -> None:
    found = town.told(can_ask_to_take_part, town.in_each_state())
    assert found == {RUNNING: town.working - {NL, RL, CD, MEMBER}}


def test_who_has_left_the_network_asks_anew(town: Town) -> None:
    Member.objects.filter(person=town[MEMBER]).update(left_on=day())
    assert MEMBER in town.who(can_ask_to_take_part, town.theme)


def test_the_network_leader_answers(town: Town) -> None:
    assert town.who(can_answer_member_request, wish(town)) == {NL}


def test_the_secretariat_answers_where_nobody_leads_but_never_oneself(town: Town) -> None:
    town.theme.assignments.filter(person=town[NL]).update(ends_on=day(-1), starts_on=day(-9))
    assert town.who(can_answer_member_request, wish(town)) == SECRETARIAT
    assert town.who(can_answer_member_request, wish(town, SECOND)) == SECRETARIAT - {SECOND}


def test_nobody_answers_the_own_wish(town: Town) -> None:
    assert town.who(can_answer_member_request, wish(town, NL)) == set()


def test_the_answer_is_read_by_those_it_is_given_to(town: Town) -> None:
    assert town.who(can_read_request_answer, wish(town)) == {EMPLOYEE}
    introduced = MemberRequest(theme=town.theme, person=town[EMPLOYEE], introduced_by=town[RL])
    assert town.who(can_read_request_answer, introduced) == {EMPLOYEE, RL}


def test_who_asked_writes_back_or_takes_it_back_and_the_line_manager_sees_it(town: Town) -> None:
    assert town.who(can_reply_to_member_request, wish(town)) == {EMPLOYEE}
    assert town.who(can_withdraw_member_request, wish(town)) == {EMPLOYEE}
    assert town.who(can_manage_member_request, wish(town)) == {MANAGER}
    assert town.who(can_manage_member_request, wish(town, MEMBER)) == set()
