"""Who works in the secretariat today, by name."""

import pytest

from roles.models import User
from roles.queries.secretariat import secretariat
from tests.town import ONE, SECOND, Town

pytestmark = pytest.mark.django_db


def test_all_of_the_group_who_work_here_today_by_name(town: Town) -> None:
    User.objects.filter(pk=town[SECOND].pk).update(name="Bodil Anden")
    assert list(secretariat()) == [town[SECOND], town[ONE]]
