"""Every list of the rooms pages and filters at 10,000 rows, and asks the database no more often."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roles.models import User
from tests.cast import Cast
from themes.models import (
    AgendaLink,
    Arena,
    ArenaUse,
    Assessment,
    Funding,
    Idea,
    Initiative,
    Member,
    NetworkMeeting,
    Ownership,
    Round,
    StrategicAgenda,
    Theme,
    ValueStory,
)

# With fewer the filters would not be shown.
FEW, MANY, LIGHT = 8, 10_000, 60_000
TODAY = timezone.localdate


class Undo(Exception):
    """Take the rows away again."""


def _own(cast: Cast) -> dict:
    return {"theme": cast.theme, "created_by": cast.anna}


def _agendas(cast: Cast, number: int) -> list[StrategicAgenda]:
    rows = [StrategicAgenda(title=f"Dagsorden {n}") for n in range(number)]
    return StrategicAgenda.objects.bulk_create(rows)


def _leaders(cast: Cast, number: int) -> list[User]:
    unit = cast.eva.unit
    rows = [
        User(email=f"leder{n}@example.org", name=f"Leder {n}", leader_level=4, unit=unit)
        for n in range(number)
    ]
    return User.objects.bulk_create(rows)


def members(cast: Cast, number: int) -> list:
    told = {**_own(cast), "kind": "citizen", "may_be_listed": True, "joined_on": TODAY()}
    return [Member(name=f"Borger {n}", **told) for n in range(number)]


def meetings(cast: Cast, number: int) -> list:
    return [
        NetworkMeeting(purpose=f"Møde {n}", held_on=TODAY(), **_own(cast)) for n in range(number)
    ]


def links(cast: Cast, number: int) -> list:
    told = {**_own(cast), "connection": "Sådan", "state_on": TODAY()}
    return [AgendaLink(agenda=agenda, **told) for agenda in _agendas(cast, number)]


def initiatives(cast: Cast, number: int) -> list:
    told = {**_own(cast), "unit": cast.eva.unit, "contact": cast.finn}
    return [Initiative(name=f"Indsats {n}", **told) for n in range(number)]


def agendas(cast: Cast, number: int) -> list:
    return [StrategicAgenda(title=f"Dagsorden {n}") for n in range(number)]


def arenas(cast: Cast, number: int) -> list:
    return [Arena(owner=cast.bo, name=f"Forum {n}") for n in range(number)]


def uses(cast: Cast, number: int) -> list:
    return [ArenaUse(wish=f"Ønske {n}", state="asked", **_own(cast)) for n in range(number)]


def funding(cast: Cast, number: int) -> list:
    told = {**_own(cast), "source": "Pulje", "origin": "internal", "applicant": cast.bo}
    sums = {"amount_needed": 1_000, "amount_applied": 900, "amount_granted": 800}
    days = {"status": "granted", "applied_on": TODAY(), "decided_on": TODAY()}
    return [Funding(need=f"Behov {n}", **told, **sums, **days) for n in range(number)]


def ownerships(cast: Cast, number: int) -> list:
    told = {**_own(cast), "last_contact_on": TODAY()}
    return [Ownership(leader=leader, **told) for leader in _leaders(cast, number)]


def stories(cast: Cast, number: int) -> list:
    told = {**_own(cast), "change": "Ny vej", "gain": "citizen", "for_whom": "Alle"}
    return [ValueStory(title=f"Fortælling {n}", **told) for n in range(number)]


def ideas(cast: Cast, number: int) -> list:
    return [Idea(title=f"Idé {n}", giver=cast.eva, **_own(cast)) for n in range(number)]


def assessments(cast: Cast, number: int) -> list:
    day = TODAY()
    told = {**_own(cast), "interplay": "not_yet", "reason": "Intet", "is_current": False}
    days = {"assessed_on": day, "next_review_on": day + timedelta(days=9)}
    return [Assessment(**told, **days) for _ in range(number)]


def rounds(cast: Cast, number: int) -> list:
    days = [TODAY() + timedelta(days=n + 1000) for n in range(number)]
    return [Round(name_da=f"Runde {day}", deadline=day, decides_on=day) for day in days]


def proposals(cast: Cast, number: int) -> list:
    told = {
        "type": cast.theme.type,
        "phase": cast.theme.phase,
        "challenge": "x",
        "status": "proposed",
        "proposed_by": cast.eva,
    }
    return [Theme(title=f"Forslag {n}", slug=f"forslag-{n}", **told) for n in range(number)]


# What is made many of, who looks where, and a filter that still lets many through.
LISTS: tuple[tuple[Callable, str, str, str], ...] = (
    (members, "anna", "{theme}netvaerk/", "q=borger&slags=citizen"),
    (meetings, "anna", "{theme}netvaerk/moeder/", "q=møde&fra=2020-01-01"),
    (links, "bo", "{theme}strategi/", "q=dagsorden&trin=proposed"),
    (initiatives, "bo", "{theme}strategi/indsatser/", "q=indsats"),
    (agendas, "eva", "/temaer/dagsordener/", "q=dagsorden&status=in_force"),
    (arenas, "eva", "/temaer/spillebaner/hos/{bo}/", "q=forum"),
    (uses, "bo", "{theme}spillebaner/", "q=ønske&trin=asked"),
    (funding, "bo", "{theme}kapital/", "q=behov&trin=granted"),
    (funding, "gry", "/temaer/kapital/", "q=behov&midler=internal"),
    (ownerships, "anna", "{theme}ledere/", "q=leder&niveau=4&kontakt=ja"),
    (stories, "eva", "{theme}vaerdi/", "q=fortælling&gavner=citizen"),
    (stories, "eva", "/temaer/vaerdi/", "q=fortælling&mangler=city_on"),
    (ideas, "anna", "{theme}ideer/", ""),
    (ideas, "anna", "{theme}ideer/?visning=tabel&", "q=idé&trin=idea"),
    (ideas, "eva", "/temaer/ideer/", "q=idé&trin=idea"),
    (assessments, "bo", "{theme}politik/", ""),
    (rounds, "gry", "/temaer/runder/", ""),
    (proposals, "gry", "/temaer/forslag/", "q=forslag&status=proposed"),
)


def fetched(client: Client, address: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked), response.text


@pytest.mark.parametrize("row", LISTS, ids=lambda row: f"{row[0].__name__}-{row[2]}")
def test_list_pages_and_filters_at_10_000_rows(cast: Cast, row: tuple) -> None:
    make, who, address, filters = row
    address = address.format(theme=cast.theme.get_absolute_url(), bo=cast.bo.pk)
    join = "" if address.endswith("&") else "?"
    client = Client()
    client.force_login(getattr(cast, who))
    counts = []
    pages = [address, *([f"{address}{join}{filters}"] if filters else [])]
    for number in (FEW, MANY):
        with suppress(Undo), transaction.atomic():
            rows = make(cast, number)
            type(rows[0]).objects.bulk_create(rows)
            # As where so many rows have come one by one: without statistics PostgreSQL guesses.
            connection.cursor().execute("ANALYZE")
            told = [fetched(client, page) for page in pages]
            counts.append([queries for queries, _text in told])
            assert all(len(text) < LIGHT for _queries, text in told)
            later = f"{pages[-1]}{'&' if filters else join}page=2"
            assert client.get(later).status_code == 200
            raise Undo
    assert counts[0] == counts[1]
