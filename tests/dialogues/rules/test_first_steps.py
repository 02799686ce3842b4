"""Who takes away a step that one took without being asked: each person, each state."""

import pytest

from dialogues.models import FirstStep
from dialogues.rules import first_steps
from tests.dialogues.rules.pairs import of
from tests.town import CD, FORMER_RL, NL, NOBODY, RL, RUNNING, Town
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("author", "may"), [(NL, {NL}), (RL, {RL}), (FORMER_RL, NOBODY), (CD, NOBODY)]
)
def test_a_step_is_taken_away_by_who_noted_it_and_leads(
    town: Town, author: str, may: set[str]
) -> None:
    def noted(theme: Theme) -> FirstStep:
        return FirstStep(**of(town, (NL, RL), theme), author=town[author])

    found = town.told(first_steps.can_remove_step, town.in_each_state(noted))
    assert found == ({RUNNING: may} if may else {})
