"""Who works with the secretariat's work list."""

import pytest

from dialogues.rules.worklist import can_keep_worklist
from tests.town import SECRETARIAT, Town

pytestmark = pytest.mark.django_db


def test_the_secretariat_and_not_even_who_runs_the_site(town: Town) -> None:
    assert town.who(can_keep_worklist) == SECRETARIAT
