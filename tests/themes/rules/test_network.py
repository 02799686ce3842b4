"""Who keeps a theme's network, takes part in it and follows it: each person, each state."""

from typing import Any

import pytest

from tests.town import (
    ACCEPTED,
    CD,
    EMPLOYEE,
    FORMER_RL,
    MEMBER,
    NL,
    NOBODY,
    ONE,
    RL,
    RUNNING,
    SECRETARIAT,
    Town,
    day,
    each,
)
from themes.models import Member, NetworkMeeting
from themes.rules import network

pytestmark = pytest.mark.django_db

KEEP = {NL, CD, *SECRETARIAT}


def test_who_keeps_the_network_of_a_theme_in_each_state(town: Town) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(network.can_write_network, things) == each(ACCEPTED, KEEP)


def test_who_reads_how_a_member_was_met(town: Town) -> None:
    found = town.told(network.can_read_met_how, town.in_each_state())
    assert found == each(ACCEPTED, {NL, RL, CD, *SECRETARIAT})


def test_who_works_here_follows_what_was_taken_up(town: Town) -> None:
    everyone = each(ACCEPTED, town.working)
    assert town.told(network.can_follow, town.in_each_state()) == everyone


def test_member_says_the_own_line_as_long_as_both_go_on(town: Town) -> None:
    things = town.in_each_state(lambda theme: Member(theme=theme, person=town[MEMBER]))
    assert town.told(network.can_write_own_line, things) == {RUNNING: {MEMBER}}
    left = Member(theme=town.theme, person=town[MEMBER], left_on=day())
    assert town.who(network.can_write_own_line, left) == NOBODY


@pytest.mark.parametrize(
    ("author", "may"),
    [(RL, {NL, RL, CD, *SECRETARIAT}), (NL, {NL, CD, *SECRETARIAT}), (ONE, {NL, CD, *SECRETARIAT})],
)
def test_reference_leader_corrects_the_members_that_one_brought(
    town: Town, author: str, may: set[str]
) -> None:
    row = Member(pk=1, theme=town.theme, created_by=town[author])
    assert town.who(network.can_write_network, row) == may


@pytest.mark.parametrize(
    "row",
    [
        lambda town: Member(theme=town.theme),
        lambda town: Member(theme=town.theme, created_by=town[RL]),
        lambda town: Member(pk=1, theme=town.theme, created_by=town[EMPLOYEE]),
        lambda town: Member(pk=1, theme=town.theme, created_by=town[FORMER_RL]),
        lambda town: NetworkMeeting(pk=1, theme=town.theme, created_by=town[RL]),
    ],
    ids=["new", "new in own name", "an employee's", "a former leader's", "a meeting"],
)
def test_all_else_of_a_network_is_written_by_those_who_keep_it(town: Town, row: Any) -> None:
    assert town.who(network.can_write_network, row(town)) == KEEP
