"""Who is signed in, and the session, are found with SQL that is compiled once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from roles.models import Unit, User
from roles.rules.sign_in import PersonBackend
from tests.cast import Cast, make_person


def test_rights_of_the_person_follow_the_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    unit = Unit.objects.create(name="Ny enhed", manager=cast.eva)
    make_person("Snart Ansat", unit=unit, active_from=today + timedelta(days=1))
    assert PersonBackend().get_user(cast.eva.pk).is_line_manager is False
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
    assert PersonBackend().get_user(cast.eva.pk).is_line_manager is True


@pytest.mark.parametrize("name", ["anna", "bo", "eva", "finn", "gry", "root"])
def test_rights_of_the_person_are_those_the_person_would_ask_for(cast: Cast, name: str) -> None:
    alone = User.objects.get(pk=getattr(cast, name).pk)
    found = PersonBackend().get_user(alone.pk)
    for right in ("is_secretariat", "is_line_manager"):
        assert vars(found)[right] is getattr(alone, right)


def test_session_that_is_past_its_day_is_over(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.eva)
    assert "data-person" in client.get("/").content.decode()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    late = timezone.now() - timedelta(seconds=1)
    assert Session.objects.filter(pk=key).update(expire_date=late) == 1
    assert client.get("/").status_code == 302
