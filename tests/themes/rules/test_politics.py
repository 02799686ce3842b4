"""Who judges the political interplay: each person, each state."""

import pytest

from tests.town import ACCEPTED, NL, RL, SECRETARIAT, Rule, Town, each
from themes.models import Assessment
from themes.rules import politics

pytestmark = pytest.mark.django_db

MAY: dict[Rule, set[str]] = {
    politics.can_write_politics: {RL},
    politics.can_write_committee_meeting: {NL, RL, *SECRETARIAT},
    politics.can_ask_for_assessment: {NL},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_has_which_part_in_the_interplay(town: Town, rule: Rule) -> None:
    things = town.in_each_state(lambda theme: Assessment(theme=theme))
    assert town.told(rule, things) == each(ACCEPTED, MAY[rule])
