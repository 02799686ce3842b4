"""Who gives open tasks on when a role has changed hands: each state."""

import pytest

from dialogues.models import Succession
from dialogues.rules import succession
from tests.town import (
    BOTH,
    CD,
    EMPLOYEE,
    FORMER_NL,
    FORMER_RL,
    FUTURE_RL,
    LEFT,
    NL,
    NOBODY,
    RL,
    RUNNING,
    Town,
)

pytestmark = pytest.mark.django_db

# Who left, who follows, and who may give on.
GIVEN: tuple[tuple[str, str, set[str]], ...] = (
    (FORMER_RL, RL, {FORMER_RL}),
    (FORMER_NL, NL, {FORMER_NL}),
    (FORMER_RL, FUTURE_RL, NOBODY),
    (FORMER_RL, EMPLOYEE, NOBODY),
    (FORMER_RL, CD, NOBODY),
    (LEFT, RL, BOTH),
    (LEFT, FORMER_RL, NOBODY),
)


@pytest.mark.parametrize(("predecessor", "successor", "may"), GIVEN)
def test_who_gives_tasks_on_to_whom(
    town: Town, predecessor: str, successor: str, may: set[str]
) -> None:
    people = {"predecessor": town[predecessor], "successor": town[successor]}
    rows = town.in_each_state(lambda theme: Succession(theme=theme, **people))
    assert town.told(succession.can_hand_over, rows) == ({RUNNING: may} if may else {})
