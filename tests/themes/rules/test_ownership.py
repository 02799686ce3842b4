"""Who writes and reads what leaders say about a theme: each person, each state."""

import pytest

from tests.town import ACCEPTED, CD, LISTED, NEAR, NL, RL, RUNNING, SECRETARIAT, Rule, Town, each
from themes.models import NetworkMeeting
from themes.rules import ownership

pytestmark = pytest.mark.django_db

READ: dict[Rule, set[str]] = {
    ownership.can_read_ownership: {NL, RL, CD, *SECRETARIAT},
    ownership.can_read_leader_line: {NEAR, LISTED},
}


def test_the_two_leaders_write_what_leaders_say(town: Town) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(ownership.can_write_ownership, things) == each(ACCEPTED, {NL, RL})


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.name)
def test_who_reads_on_a_theme_in_each_state(town: Town, rule: Rule) -> None:
    assert town.told(rule, town.in_each_state()) == each(ACCEPTED, READ[rule])


def test_a_leader_says_the_own_line_as_long_as_the_theme_runs(town: Town) -> None:
    found = town.told(ownership.can_write_leader_line, town.in_each_state())
    assert found == {RUNNING: {NEAR, LISTED}}
