"""A line manager's own people in networks, and the hours that are freed for them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models import MandatePart
from dialogues.services.mandate import begin_part
from roles.models import RoleKey, Unit, User
from tests.cast import Cast, assign, make_person, make_theme
from themes.models import Assignment, Phase, Theme

STAFF = "/mine-medarbejdere/"


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def free(cast: Cast, person: User, theme: Theme, hours: str, **fields: Any) -> MandatePart:
    """Finn has agreed hours with the network leader, with a word that is the two's alone."""
    now = timezone.now()
    yes = {"leader_agreed_at": now, "counterpart_agreed_at": now, "agreed_at": now}
    told = {"hours_per_week": hours, "hours_from": today(-9), "time_balance": "Ord fra mandatet"}
    people = {"network_leader": person, "counterpart": cast.finn, "role": "line_manager"}
    return MandatePart.objects.create(theme=theme, **{**people, **told, **yes, **fields})


def page(client: Client, person: User) -> str:
    client.force_login(person)
    response = client.get(STAFF)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def own(client: Client, person: User) -> dict[str, list[str]]:
    """The people below each unit's heading."""
    page(client, person)
    found = client.get(STAFF).context["staff"].own
    return {g.unit.name: [line.person.name for line in g.lines] for g in found}


def test_manager_sees_role_theme_hours_and_period(cast: Cast, client: Client) -> None:
    free(
        cast, cast.anna, cast.theme, "7.5", hours_from=date(2026, 8, 1), hours_to=date(2199, 1, 31)
    )
    text = page(client, cast.finn)
    assert own(client, cast.finn) == {"Ældre og Omsorg": ["Anna Netsø", "Clara Netager"]}
    assert "<strong>7,5</strong>" in text
    assert "1. august 2026 – 31. januar 2199" in text
    assert text.count("ikke aftalt") == 1
    assert "2 personer, 7,5 timer om ugen</span>" in text
    assert "Ord fra mandatet" not in text


def test_unit_tells_hours_money_and_substitutes_and_nothing_that_is_empty(
    cast: Cast, client: Client
) -> None:
    text = page(client, cast.finn)
    assert "2 personer</span>" in text and "Timer om ugen</dt>" not in text
    assert "<dt>Mangler en aftale om tid, penge eller en vikar</dt><dd>2</dd>" in text
    free(cast, cast.anna, cast.theme, "7.5", amount=20_000, substitute="Ida om onsdagen")
    assert "2 personer, 7,5 timer om ugen, 20.000 kr., 1 med vikar</span>" in page(
        client, cast.finn
    )


@pytest.mark.parametrize(
    ("fields", "told", "missing"),
    [
        ({"hours_from": today(5)}, "ikke begyndt", 1),
        ({"hours_to": today(-1)}, "udløbet", 2),
        ({"agreed_at": None, "counterpart_agreed_at": None}, "ikke aftalt", 2),
    ],
)
def test_hours_that_are_not_for_today_count_nothing(
    cast: Cast, client: Client, fields: dict[str, Any], told: str, missing: int
) -> None:
    free(cast, cast.anna, cast.theme, "7.5", **fields)
    assert told in page(client, cast.finn)
    whole = client.get(STAFF).context["staff"].whole
    assert (whole.hours, whole.missing) == (0, missing)


def test_what_is_not_agreed_leads_the_manager_to_the_talk(cast: Cast, client: Client) -> None:
    offer = "Tilbyd en samtale om tid, penge eller en vikar til %s:"
    text = page(client, cast.finn)
    assert all(offer % person.name in text for person in (cast.anna, cast.clara))
    where = f"/temaer/{cast.theme.slug}/mandat/personaleleder/begynd/"
    assert where in text
    assert client.get(where).status_code == 200
    begin_part(theme=cast.theme, role=RoleKey.LINE_MANAGER, by=cast.finn)
    text = page(client, cast.finn)
    assert "Åbn aftalen med Anna Netsø:" in text
    assert offer % "Anna Netsø" not in text
    free(cast, cast.anna, cast.theme, "7.5", edition=2)
    assert "Åbn aftalen med Anna Netsø:" not in page(client, cast.finn)


def test_only_running_themes_and_todays_roles_of_present_people(cast: Cast, client: Client) -> None:
    closed = make_theme("Slut", phase=Phase.objects.get(key="closed"))
    assign(closed, RoleKey.NETWORK_LEADER, cast.eva)
    assign(cast.theme, "co_driver", cast.eva, starts_on=today(3))
    User.objects.filter(pk=cast.clara.pk).update(active_to=today(-1))
    assert own(client, cast.finn) == {"Ældre og Omsorg": ["Anna Netsø"]}


def test_hours_are_freed_and_not_agreed_in_other_roles(cast: Cast, client: Client) -> None:
    Assignment.objects.filter(person__in=[cast.anna, cast.clara]).delete()
    assign(cast.theme, "co_driver", cast.eva)
    text = page(client, cast.finn)
    assert "intet frigivet" in text
    assert "ikke aftalt" not in text


def test_leader_above_sees_sums_alone(cast: Cast, client: Client) -> None:
    Unit.objects.filter(parent=None).update(manager=cast.dan)
    free(cast, cast.anna, cast.theme, "7.5")
    free(cast, cast.clara, cast.other_theme, "2")
    text = page(client, cast.dan)
    [group] = client.get(STAFF).context["staff"].others
    assert (group.unit.name, group.people, group.hours) == ("Ældre og Omsorg", 2, 9.5)
    assert not hasattr(group, "lines")
    assert "Finn Leder" in text
    for hidden in ("Anna Netsø", "Clara Netager", "7,5", "Ord fra mandatet"):
        assert hidden not in text


def test_manager_right_below_and_unit_without_manager_are_ones_own(
    cast: Cast, client: Client
) -> None:
    north = Unit.objects.create(name="Nord", parent=cast.anna.unit, manager=cast.anna)
    south = Unit.objects.create(name="Syd", parent=cast.anna.unit)
    User.objects.filter(pk=cast.anna.pk).update(unit=north)
    User.objects.filter(pk=cast.clara.pk).update(unit=south)
    assign(make_theme("Et tredje"), RoleKey.NETWORK_LEADER, make_person("Ida Nord", unit=north))
    assert own(client, cast.finn) == {"Nord": ["Anna Netsø"], "Syd": ["Clara Netager"]}
    [group] = client.get(STAFF).context["staff"].others
    assert (group.unit, group.people) == (north, 1)
    assert own(client, cast.anna) == {"Nord": ["Ida Nord"]}


def test_own_role_is_not_on_the_own_page(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.anna.pk).update(unit=cast.eva.unit)
    Unit.objects.filter(pk=cast.eva.unit_id).update(manager=cast.anna)
    assert own(client, cast.anna) == {"Ældre og Omsorg": ["Clara Netager"]}
    assert client.get(STAFF).context["staff"].whole.people == 1


def test_manager_without_people_in_networks_is_told_so(cast: Cast, client: Client) -> None:
    Assignment.objects.all().delete()
    assert "Ingen af dine medarbejdere er i et netværk lige nu" in page(client, cast.finn)


def test_only_managers_find_the_page_in_their_menu(cast: Cast, client: Client) -> None:
    link = 'href="/mine-medarbejdere/"'
    for person, is_shown in ((cast.finn, True), (cast.eva, False), (cast.gry, False)):
        client.force_login(person)
        for address in ("/temaer/", "/roller/line_manager/"):
            assert (link in client.get(address).content.decode()) == is_shown
    client.force_login(cast.finn)
    assert "Se, hvad dine medarbejdere har fået til netværk" in client.get("/").content.decode()


def test_menu_costs_no_query(cast: Cast, client: Client) -> None:
    asked = []
    for person in (cast.finn, cast.eva):
        client.force_login(person)
        with CaptureQueriesContext(connection) as captured:
            client.get("/roller/")
        asked.append(len(captured))
    assert asked == [3, 3]


def test_unit_page_leads_its_manager_on(cast: Cast, client: Client) -> None:
    address = f"/enheder/{cast.eva.unit_id}/"
    for person, is_shown in ((cast.finn, True), (cast.eva, False), (cast.dan, False)):
        client.force_login(person)
        html = client.get(address).content.decode()
        assert (f"/temaer/foreslaa/?enhed={cast.eva.unit_id}" in html) == is_shown


def queries(client: Client, person: User) -> int:
    page(client, person)
    with CaptureQueriesContext(connection) as captured:
        client.get(STAFF)
    return len(captured)


def fill(cast: Cast, upto: int, since: int = 0) -> None:
    """So many employees in Finn's units and below, each leading a theme with agreed hours."""
    units = [cast.eva.unit, *Unit.objects.filter(parent=cast.eva.unit)]
    for number in range(since, upto):
        unit = units[number % len(units)]
        person = User(email=f"p{number}@example.org", name=f"Per {number:03}", unit=unit)
        person.save()
        theme = make_theme(f"Tema {number}")
        assign(theme, RoleKey.NETWORK_LEADER, person)
        free(cast, person, theme, "1.5", counterpart=unit.manager or cast.finn)


def test_query_count_is_the_same_for_one_three_and_three_hundred(
    cast: Cast, client: Client
) -> None:
    Unit.objects.create(name="Nord", parent=cast.eva.unit, manager=cast.anna)
    Unit.objects.create(name="Syd", parent=cast.eva.unit)
    counts, made = [], 0
    for number in (1, 3, 300):
        fill(cast, number, made)
        made = number
        counts.append(queries(client, cast.finn))
    assert counts[0] == counts[1] == counts[2] <= 10
    whole = client.get(STAFF).context["staff"].whole
    assert (whole.people, whole.hours) == (302, 450)
    assert len(client.get(STAFF).content) < 90_000


@pytest.mark.parametrize("number", ["x", "0", "-1", "9" * 30])
def test_nonsense_for_a_page_still_answers(cast: Cast, client: Client, number: str) -> None:
    client.force_login(cast.finn)
    assert client.get(f"{STAFF}?page={number}").status_code == 200
