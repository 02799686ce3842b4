"""Who works in the secretariat today, by name."""

import pytest

from roles.queries.secretariat import secretariat
from tests.town import ONE, SECOND, Town

pytestmark = pytest.mark.django_db


def test_all_of_the_group_who_work_here_today_by_name(town: Town) -> None:
    second = town[SECOND]
    second.name = "Bodil Anden"
    second.save()
    assert list(secretariat()) == [second, town[ONE]]
