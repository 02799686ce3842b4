"""Who puts away what somebody gave a theme."""

import pytest

from tests.town import BOTH, EMPLOYEE, STATES, Town, each
from themes.models import FreedResources, Idea
from themes.rules.gifts import can_see_gift

pytestmark = pytest.mark.django_db


def test_the_two_leaders_each_for_oneself(town: Town) -> None:
    gifts = town.in_each_state(lambda theme: Idea(theme=theme))
    assert town.told(can_see_gift, gifts) == each(STATES, BOTH)


def test_what_is_freed_is_a_gift_to_the_one_it_is_for(town: Town) -> None:
    freed = FreedResources(theme=town.theme, person=town[EMPLOYEE])
    assert town.who(can_see_gift, freed) == BOTH | {EMPLOYEE}
