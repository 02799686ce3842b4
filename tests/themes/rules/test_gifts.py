"""Who puts away what somebody gave a theme."""

import pytest

from tests.town import BOTH, STATES, Town, each
from themes.models import Idea
from themes.rules.gifts import can_see_gift

pytestmark = pytest.mark.django_db


def test_the_two_leaders_each_for_oneself(town: Town) -> None:
    gifts = town.in_each_state(lambda theme: Idea(theme=theme))
    assert town.told(can_see_gift, gifts) == each(STATES, BOTH)
