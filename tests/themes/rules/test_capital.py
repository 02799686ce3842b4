"""As ``themes.rules.capital`` says it, person by person."""

import pytest

from tests.town import ACCEPTED, NL, RL, SECRETARIAT, Town, each
from themes.models import NetworkMeeting
from themes.rules import capital

pytestmark = pytest.mark.django_db


def test_the_two_leaders_and_the_secretariat_write_of_money_people_and_hours(town: Town) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(capital.can_write_capital, things) == each(ACCEPTED, {NL, RL, *SECRETARIAT})
