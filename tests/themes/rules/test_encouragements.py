"""Who encourages whom: each person, of each other."""

import pytest

from tests.town import (
    CHIEF,
    EMPLOYEE,
    FAR,
    LEFT,
    LISTED,
    MANAGER,
    MEMBER,
    NL,
    NOBODY,
    OTHER_MANAGER,
    RL,
    SHUT_OUT,
    Town,
)
from themes.models import Encouragement
from themes.rules.encouragements import (
    can_begin_encouragement,
    can_encourage,
    can_hide_encouragement,
)

pytestmark = pytest.mark.django_db

# Whose line manager one is; above the next nobody is asked, and of who has left nobody.
ENCOURAGED = {
    EMPLOYEE: {MANAGER},
    NL: {MANAGER},
    RL: {CHIEF},
    MANAGER: {CHIEF},
    OTHER_MANAGER: {CHIEF},
    LISTED: {OTHER_MANAGER},
    FAR: {OTHER_MANAGER},
    CHIEF: NOBODY,
    MEMBER: NOBODY,
    LEFT: NOBODY,
    SHUT_OUT: NOBODY,
}


def test_line_managers_of_today_begin(town: Town) -> None:
    assert town.who(can_begin_encouragement) == {MANAGER, CHIEF, OTHER_MANAGER}


@pytest.mark.parametrize("person", ENCOURAGED)
def test_each_is_encouraged_by_the_own_line_manager(town: Town, person: str) -> None:
    assert town.who(can_encourage, town[person]) == ENCOURAGED[person]


def test_whom_it_is_for_puts_it_away(town: Town) -> None:
    row = Encouragement(manager=town[MANAGER], person=town[EMPLOYEE])
    assert town.who(can_hide_encouragement, row) == {EMPLOYEE}
