"""What other pages ask of the mandates: how far they are, the hours, and what waits on the start
page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models import MandatePart
from dialogues.queries.mandate import agreed_manager_parts, mandates
from dialogues.services.mandate import agree_part, begin_part
from roles.models import RoleKey, Unit, User, manages
from roles.queries.line_managers import line_manager
from tests import mandates as parts
from tests.cast import Cast, assign, make_person, make_theme
from tests.mandates import DRIVER, MANAGER
from themes.models import Phase, Theme, ThemeType

OFFER = "Tilbyd en samtale"


def today(days: int = 0) -> object:
    return timezone.localdate() + timedelta(days=days)


def start(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get("/").content.decode()


def steps(person: User) -> list[tuple[str, str]]:
    """What waits about the mandate, with its button."""
    client = Client()
    client.force_login(person)
    found = client.get("/").context["steps"]
    found = [step for step in found if "/mandat/" in step.url and step.action != OFFER]
    return [(step.title, step.action) for step in found]


def offers(person: User) -> list[str]:
    """Whom the line manager may offer a talk about what is freed."""
    client = Client()
    client.force_login(person)
    return [step.title for step in client.get("/").context["steps"] if step.action == OFFER]


# How far they are


def many(cast: Cast, upto: int) -> list[Theme]:
    """So many themes that run, each with people and a part that is begun."""
    for number in range(Theme.objects.count(), upto):
        theme = make_theme(f"Tema {number}")
        leader = make_person("Nete Lund", unit=cast.eva.unit)
        assign(theme, RoleKey.NETWORK_LEADER, leader)
        assign(theme, RoleKey.CO_DRIVER, make_person("Kaj Driver"))
        pair = {"network_leader": leader, "counterpart": cast.finn}
        MandatePart.objects.create(theme=theme, role=MANAGER, **pair)
    return list(Theme.objects.select_related("type", "phase").order_by("pk")[:upto])


def test_fifty_mandates_ask_as_often_as_one(cast: Cast) -> None:
    parts.in_place(cast)
    counts = []
    for number in (1, 50):
        themes = many(cast, number)
        with CaptureQueriesContext(connection) as captured:
            found = [
                (one.is_in_place, [part.row and part.row.waits_for for part in one.parts])
                for one in mandates(themes)
            ]
        counts.append((len(captured), len(found)))
    assert counts == [(3, 1), (3, 50)]
    assert [is_in_place for is_in_place, _ in found] == [True] + [False] * 49


def test_start_asks_as_often_for_one_mandate_as_for_three(cast: Cast) -> None:
    counts = []
    for upto in (3, 5):
        many(cast, upto)
        client = Client()
        client.force_login(cast.finn)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").context["steps"]
        counts.append(len(captured))
    assert counts[0] == counts[1]


# The hours


def hours_of(*people: User) -> dict[tuple[int, int], Decimal | None]:
    return {
        key: row.hours_today for key, row in agreed_manager_parts([p.pk for p in people]).items()
    }


def test_hours_are_told_by_person_and_theme(cast: Cast) -> None:
    parts.agreed(cast)
    found = hours_of(cast.anna, cast.eva)
    assert found == {(cast.anna.pk, cast.theme.pk): Decimal("7.5")}


@pytest.mark.parametrize(("day", "is_told"), [(-1, False), (0, True), (30, True), (31, False)])
def test_hours_hold_in_their_period(cast: Cast, day: int, is_told: bool) -> None:
    parts.agreed(cast, hours_from=today(-day), hours_to=today(30 - day))
    assert list(hours_of(cast.anna).values()) == [Decimal("7.5") if is_told else None]


def test_hours_that_are_not_agreed_are_not_told(cast: Cast) -> None:
    parts.written(cast)
    assert hours_of(cast.anna) == {}


def test_hours_stand_while_the_part_is_agreed_anew(cast: Cast) -> None:
    row = parts.reopened(cast)
    MandatePart.objects.filter(pk=row.pk).update(hours_per_week=3)
    assert list(hours_of(cast.anna).values()) == [Decimal("7.5")]
    row.refresh_from_db()
    for person in (cast.anna, cast.finn):
        agree_part(part=row, version=row.version, by=person)
    assert list(hours_of(cast.anna).values()) == [Decimal(3)]


def test_hours_end_with_the_role_the_theme_and_the_manager(cast: Cast) -> None:
    parts.agreed(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.dan)
    assert hours_of(cast.anna) == {}
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.finn)
    Theme.objects.update(phase=Phase.objects.get(key="closed"))
    assert hours_of(cast.anna) == {}
    Theme.objects.update(phase=Phase.objects.get(key="network"))
    cast.theme.assignments.filter(person=cast.anna).delete()
    assert hours_of(cast.anna) == {}


# Who manages whom, in Python and in the database


@pytest.mark.parametrize("unit_has", ["finn", "anna", "", "gone"])
@pytest.mark.parametrize("above_has", ["dan", "anna", "", "gone"])
def test_database_knows_the_same_manager(cast: Cast, unit_has: str, above_has: str) -> None:
    gone = make_person("Gået Leder", active_to=today(-1))
    people = {"finn": cast.finn, "anna": cast.anna, "dan": cast.dan, "gone": gone, "": None}
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=people[unit_has])
    Unit.objects.filter(children=cast.anna.unit_id).update(manager=people[above_has])
    for person in (cast.finn, cast.dan, gone):
        pair = {"network_leader": cast.anna, "counterpart": person}
        MandatePart.objects.create(theme=cast.theme, role=MANAGER, **pair)
    rows = MandatePart.objects.filter(manages("counterpart", "network_leader"))
    anna = User.objects.select_related("unit__manager", "unit__parent__manager").get(
        pk=cast.anna.pk
    )
    found = line_manager(anna)
    assert [row.counterpart for row in rows] == ([found] if found else [])
    for person in (cast.finn, cast.dan, cast.anna, gone):
        managed = MandatePart.objects.filter(manages(person.pk, "network_leader"))
        assert managed.exists() == (person == found)


# The start page


def test_network_leader_is_asked_to_invite_to_each_required_talk(cast: Cast) -> None:
    parts.co_driver(cast)
    assert steps(cast.anna) == [
        ("Aftal med Finn Leder, hvad du får til netværket: tid, penge eller en vikar", "Inviter"),
        ("Aftal arbejdsdelingen med Ida Driver", "Inviter"),
    ]
    cast.theme.type.needs_co_driver = False
    cast.theme.type.save()
    assert len(steps(cast.anna)) == 1


def test_counterpart_who_has_not_read_is_told_of_the_others_yes(cast: Cast) -> None:
    row = parts.written(cast)
    agree_part(part=row, version=row.version, by=cast.anna)
    told = "Anna Netsø har sagt ja til jeres aftale"
    assert steps(cast.finn) == [(told, "Læs og sig ja")]


def test_counterpart_reads_about_the_role_then_writes_then_says_yes(cast: Cast) -> None:
    row = parts.begun(cast)
    told = "Anna Netsø inviterer dig til en samtale om mandatet"
    assert steps(cast.finn) == [(told, "Læs om din rolle")]
    client = Client()
    client.force_login(cast.finn)
    client.get(row.get_absolute_url())
    told = "Skriv aftalen med Anna Netsø om, hvad du frigiver til netværket"
    assert steps(cast.finn) == [(told, "Skriv aftalen")]
    row = parts.written(cast)
    agree_part(part=row, version=row.version, by=cast.anna)
    told = "Anna Netsø har sagt ja til jeres aftale"
    assert steps(cast.finn) == [(told, "Læs og sig ja")]
    assert steps(cast.anna) == []
    agree_part(part=row, version=row.version, by=cast.finn)
    assert steps(cast.finn) == []


def test_line_manager_is_asked_to_offer_the_talk_until_it_is_begun(cast: Cast) -> None:
    told = "Aftal med %s, hvad du frigiver: tid, penge eller en vikar"
    both = [told % cast.anna.name, told % cast.clara.name]
    assert sorted(offers(cast.finn)) == both
    assert [offers(person) for person in (cast.bo, cast.eva, cast.anna)] == [[], [], []]
    begin_part(theme=cast.theme, role=MANAGER, by=cast.finn)
    assert offers(cast.finn) == both[1:]
    told = "Finn Leder tilbyder dig en samtale om tid, penge eller en vikar"
    assert steps(cast.anna) == [(told, "Skriv aftalen")]
    told = "Skriv aftalen med Anna Netsø om, hvad du frigiver til netværket"
    assert steps(cast.finn) == [(told, "Skriv aftalen")]


def test_what_the_type_does_not_require_is_not_asked_of_the_line_manager(cast: Cast) -> None:
    ThemeType.objects.update(needs_line_manager=False)
    assert offers(cast.finn) == []


def test_reopened_part_is_told_to_the_other(cast: Cast) -> None:
    parts.reopened(cast)
    told = "Anna Netsø har åbnet jeres aftale igen"
    assert steps(cast.finn) == [(told, "Læs og sig ja")]


def test_day_of_the_talk_stands_on_the_step(cast: Cast) -> None:
    parts.begun(cast, talk_at=timezone.localtime() - timedelta(days=3))
    assert "skulle være gjort" in start(cast.finn)


def test_former_counterpart_and_closed_theme_wait_for_nothing(cast: Cast) -> None:
    parts.written(cast)
    parts.written(cast, DRIVER)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.dan)
    assert steps(cast.finn) == []
    Theme.objects.update(phase=Phase.objects.get(key="closed"))
    assert steps(cast.anna) == []
    assert steps(parts.co_driver(cast)) == []


# Where else it stands


def test_theme_page_tells_how_far_the_mandate_is_to_those_who_may_know(cast: Cast) -> None:
    parts.in_place(cast)
    pages = {}
    for who in ("anna", "bo", "finn", "gry", "eva", "clara"):
        client = Client()
        client.force_login(getattr(cast, who))
        pages[who] = client.get(cast.theme.get_absolute_url()).content.decode()
    told = {who for who, html in pages.items() if "Mandatet er på plads" in html}
    assert told == {"anna", "bo", "finn", "gry"}


def test_agreement_the_talk_and_the_duties_lead_to_the_mandate(cast: Cast) -> None:
    talk = parts.approved_talk(cast)
    client = Client()
    client.force_login(cast.bo)
    link = f'href="/temaer/{cast.theme.slug}/mandat/"'
    for address in (f"/samtaler/{talk.pk}/", f"/samtaler/{talk.pk}/aftale/"):
        assert link in client.get(address).content.decode()
    assert link in client.get(f"/temaer/{cast.theme.slug}/opgaver/").content.decode()
