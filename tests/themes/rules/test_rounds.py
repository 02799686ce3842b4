"""Who decides when one can propose."""

import pytest

from tests.town import SECRETARIAT, Town
from themes.rules.rounds import can_begin_round

pytestmark = pytest.mark.django_db


def test_the_secretariat_keeps_the_rounds(town: Town) -> None:
    assert town.who(can_begin_round) == SECRETARIAT
