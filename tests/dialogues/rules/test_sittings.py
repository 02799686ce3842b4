"""Who goes through all ten duties of a theme: each pair, each state."""

import pytest

from dialogues.models import Sitting
from dialogues.rules import sittings
from tests.dialogues.rules.pairs import PAIRS, of
from tests.town import RUNNING, Town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_who_leads_today_goes_through_the_duties_of_the_two(
    town: Town, pair: tuple[str, str]
) -> None:
    rows = town.in_each_state(lambda theme: Sitting(**of(town, pair, theme)))
    assert town.told(sittings.can_sit, rows) == ({RUNNING: PAIRS[pair]} if PAIRS[pair] else {})
