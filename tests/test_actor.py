"""Whom the change log names: who asks, for as long as they ask."""

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from referenceledelse.core.db.actor import ActorMiddleware, acting
from roles.models import Unit, User
from tests.cast import Cast


def rename(name: str) -> None:
    unit = Unit.objects.get(name__startswith="Ældre")
    unit.name = f"Ældre {name}"
    unit.save()


def asked_by(person: User | AnonymousUser, *names: str) -> None:
    """The person asks for a page that gives the unit each name in turn."""

    def answer(request: HttpRequest) -> HttpResponse:
        for name in names:
            rename(name)
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = person
    ActorMiddleware(answer)(request)


def actors() -> list[User | None]:
    rows = LogEntry.objects.get_for_model(Unit).filter(changes__has_key="name")
    return [row.actor for row in rows.filter(action=LogEntry.Action.UPDATE).order_by("pk")]


def test_log_names_who_asks_only_while_they_ask(cast: Cast) -> None:
    rename("før")
    asked_by(cast.gry, "imens", "igen")
    rename("efter")
    asked_by(cast.root, "senere")
    asked_by(AnonymousUser(), "til sidst")
    assert actors() == [None, cast.gry, cast.gry, None, cast.root, None]


def test_log_names_who_asks_after_another_has_acted_meanwhile(cast: Cast) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        with acting(cast.eva):
            rename("for en anden")
        rename("selv")
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = cast.gry
    ActorMiddleware(answer)(request)
    assert actors() == [cast.eva, cast.gry]


def test_log_forgets_who_asked_for_a_page_that_broke(cast: Cast) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        raise ValueError

    request = RequestFactory().get("/")
    request.user = cast.gry
    with pytest.raises(ValueError):
        ActorMiddleware(answer)(request)
    rename("efter")
    assert actors() == [None]
