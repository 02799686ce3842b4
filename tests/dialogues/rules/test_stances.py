"""Who says what in own words about the duties of a theme: each person, each part."""

import pytest

from dialogues.models import Stance
from dialogues.rules.stances import can_say
from tests.town import FORMER_RL, NL, RL, RUNNING, Town
from themes.models import Theme

pytestmark = pytest.mark.django_db

DEPENDS = Stance.Part.DEPENDS


@pytest.mark.parametrize("author", [NL, RL, FORMER_RL, "the co-driver", "an employee"])
@pytest.mark.parametrize("part", Stance.Part.values)
def test_each_leader_says_the_own_parts_as_long_as_the_theme_runs(
    town: Town, part: str, author: str
) -> None:
    def said(theme: Theme) -> Stance:
        return Stance(theme=theme, part=part, author=town[author])

    asked = {NL, RL} if part == DEPENDS else {RL}
    may = {RUNNING: {author}} if author in asked else {}
    assert town.told(can_say, town.in_each_state(said)) == may
