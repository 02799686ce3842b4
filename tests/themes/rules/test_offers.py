"""As ``themes.rules.offers`` says it, person by person."""

import pytest

from tests.town import (
    EMPLOYEE,
    STATES,
    Town,
    each,
)
from themes.models import Offer
from themes.rules import offers

pytestmark = pytest.mark.django_db


def test_who_was_proposed_answers(town: Town) -> None:
    asked = town.in_each_state(lambda theme: Offer(theme=theme, person=town[EMPLOYEE]))
    assert town.told(offers.can_answer_offer, asked) == each(STATES, {EMPLOYEE})
