"""Who writes how a theme ties to what the municipality wants: each person, each state."""

import pytest

from tests.town import ACCEPTED, NL, RL, SECRETARIAT, Rule, Town, each
from themes.models import NetworkMeeting, NoNewAgenda
from themes.rules import strategy

pytestmark = pytest.mark.django_db

# Who may on a theme that was taken up, whether it runs or is closed, and nobody on any other.
MAY: dict[Rule, set[str]] = {
    strategy.can_write_strategy: {NL, RL, *SECRETARIAT},
    strategy.can_set_agenda: {RL},
    strategy.can_recognise_link: {RL, *SECRETARIAT},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_writes_on_a_theme_in_each_state(town: Town, rule: Rule) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(rule, things) == each(ACCEPTED, MAY[rule])


def test_the_reference_leader_alone_says_that_no_new_agenda_is_needed(town: Town) -> None:
    things = town.in_each_state(lambda theme: NoNewAgenda(theme=theme))
    assert town.told(strategy.can_write_strategy, things) == each(ACCEPTED, {RL})
