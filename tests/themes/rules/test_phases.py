"""Who moves a theme from phase to phase: each person, each state."""

import pytest

from tests.town import ACCEPTED, NL, RL, SECRETARIAT, Rule, Town, each
from themes.models import NetworkMeeting
from themes.rules import phases

pytestmark = pytest.mark.django_db

# Who may on a theme that was taken up, whether it runs or is closed, and nobody on any other.
MAY: dict[Rule, set[str]] = {
    phases.can_write_review: {NL, RL, *SECRETARIAT},
    phases.can_write_phases: {NL, *SECRETARIAT},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_writes_on_a_theme_in_each_state(town: Town, rule: Rule) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(rule, things) == each(ACCEPTED, MAY[rule])
