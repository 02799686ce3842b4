"""Value stories: who writes them, and the public address that leaks nothing but the story."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from roles.models import User
from tests import rooms, talks
from tests.cast import Cast
from themes.models import Allocation, Funding, Theme, ValueStory
from themes.services.value import publish_story


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_public_story_leaks_nothing_but_itself(cast: Cast, client: Client) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(
        title="TEMATITEL", slug="temaadresse", challenge="UDFORDRING", ambition="AMBITION"
    )
    row = rooms.story(cast, evidence="Tolv hver torsdag")
    rooms.idea(cast, title="IDÉTITEL")
    rooms.funding(cast, need="BEHOV")
    publish_story(story=row, by=cast.anna, is_public=True)
    page = client.get(row.public_url)
    for told in ("Torsdagskaffen", "Tolv naboer", "Naboer i Søparken", "Tolv hver torsdag"):
        assert told in page.text
    secrets = ("TEMATITEL", "temaadresse", "UDFORDRING", "AMBITION", "IDÉTITEL", "BEHOV")
    people = [person.name for person in User.objects.all()]
    for secret in (*secrets, *people, "/temaer/", str(rooms.today().year)):
        assert secret not in page.text
    links = re.findall(r'<a [^>]*href="([^"]*)"', page.text)
    assert set(links) <= {"#main-content", "/"}
    assert page.templates and "sessionid" not in page.cookies


def test_public_address_goes_dark_and_comes_back_the_same(cast: Cast, client: Client) -> None:
    row = rooms.story(cast)
    assert client.get(row.public_url).status_code == 404
    browser(cast.anna).post(f"{row.get_absolute_url()}offentlig/")
    assert "no-store" in client.get(row.public_url)["Cache-Control"]
    assert client.post(row.public_url).status_code == 405
    browser(cast.anna).post(f"{row.get_absolute_url()}offentlig/", {"stop": "1"})
    assert client.get(row.public_url).status_code == 404
    row.refresh_from_db()
    browser(cast.anna).post(f"{row.get_absolute_url()}offentlig/")
    assert client.get(row.public_url).status_code == 200


@pytest.mark.parametrize("who", ["bo", "gry", "eva", "root", "clara"])
def test_only_the_network_leader_opens_a_story(cast: Cast, who: str) -> None:
    row = rooms.story(cast)
    with pytest.raises(PermissionDenied):
        publish_story(story=row, by=getattr(cast, who), is_public=True)
    assert not ValueStory.objects.public().exists()


def test_stories_are_shown_to_all_and_filtered_by_audience(cast: Cast) -> None:
    rooms.story(cast, city_on=rooms.today())
    rooms.story(cast, title="Ikke vist")
    text = browser(cast.eva).get("/temaer/vaerdi/?mangler=city_on").text
    assert "Ikke vist" in text
    assert "Torsdagskaffen" not in text


def test_sums_follow_the_ledger(cast: Cast) -> None:
    day = {"applied_on": rooms.today(), "decided_on": rooms.today()}
    rooms.funding(cast)
    granted = {"status": "granted", "amount_applied": 80_000, "amount_granted": 60_000}
    rooms.funding(cast, need="Kaffe", amount_needed=80_000, **granted, **day)
    for page in (f"{cast.theme.get_absolute_url()}kapital/", "/temaer/kapital/"):
        text = browser(cast.eva).get(page).text
        assert "180.000 kr." in text
        assert "60.000 kr." in text
    assert Funding.objects.sums()["granted"] == 60_000


def test_overdue_deadline_shows_on_the_start_page(cast: Cast) -> None:
    talks.held_talk(cast)
    Theme.objects.filter(pk=cast.theme.pk).update(starts_on=rooms.today(-30))
    cast.theme.refresh_from_db()
    rooms.funding(cast, deadline=rooms.today(-3), applicant=cast.anna)
    for who in (cast.bo, cast.anna):
        text = browser(who).get("/").text
        assert "Søg Velfærdspuljen om penge til En bus" in text
        assert "skulle være gjort" in text
    assert "Velfærdspuljen" not in browser(cast.eva).get("/").text


def test_own_money_and_outside_money_stand_apart(cast: Cast) -> None:
    rooms.funding(cast)
    rooms.funding(cast, need="Fondsmidler", origin="external", amount_needed=40_000)
    rooms.allocation(cast)
    room = browser(cast.eva).get(f"/temaer/{cast.theme.slug}/kapital/").text
    duty = browser(cast.bo).get(f"/temaer/{cast.theme.slug}/opgaver/capital/").text
    assert room.index("Kommunens egne midler") < room.index("Midler udefra")
    assert "En projektmedarbejder" in room
    assert "Egne midler: bevilget 0 kr. ud af 100.000 kr., der er brug for." in duty
    assert "Midler udefra: bevilget 0 kr. ud af 40.000 kr., der er brug for." in duty
    assert "10 timer om ugen er sat af." in duty


def test_hours_of_another_day_are_not_counted_today(cast: Cast) -> None:
    rooms.allocation(cast, starts_on=rooms.today(3))
    rooms.allocation(cast, what="Vikar", starts_on=rooms.today(-9), ends_on=rooms.today(-1))
    assert Allocation.objects.hours() == 0


def test_story_says_what_the_own_department_gains(cast: Cast) -> None:
    row = rooms.story(
        cast, own_department="Færre opkald om natten", own_department_on=rooms.today()
    )
    assert "Færre opkald om natten" in browser(cast.eva).get(row.get_absolute_url()).text
    duty = browser(cast.bo).get(f"/temaer/{cast.theme.slug}/opgaver/value/").text
    assert "referencelederens egen afdeling: 1." in duty


def test_both_leaders_show_any_story_and_a_day_to_come_is_no_day_past(cast: Cast) -> None:
    row = rooms.story(cast)
    page, show = row.get_absolute_url(), f"{row.get_absolute_url()}vis/"
    for who, home in ((cast.bo, "Min egen afdeling"), (cast.anna, "Referencelederens afdeling")):
        assert "Jeg viser fortællingen for" in browser(who).get(page).text
        assert home in browser(who).get(show).text
    assert "Jeg viser fortællingen for" not in browser(cast.eva).get(page).text
    told = {"audience": "politicians_on", "where": "Velfærdsudvalget", "shown_on": rooms.today(9)}
    for _twice in range(2):
        assert browser(cast.bo).post(show, told).status_code == 302
    text = browser(cast.eva).get(page).text
    assert "Bliver vist for politikerne" in text and text.count("Velfærdsudvalget") == 1
    for day, where in ((0, "Ledermødet"), (5, "Byrådet")):
        sent = told | {"shown_on": rooms.today(day), "where": where}
        assert browser(cast.bo).post(show, sent).status_code == 302
    row.refresh_from_db()
    assert row.politicians_on == rooms.today()
    assert row.shown_where.splitlines() == ["Velfærdsudvalget", "Ledermødet", "Byrådet"]
    home = told | {"audience": "own_department_on", "shown_on": rooms.today()}
    assert browser(cast.bo).post(show, home).status_code == 302
    assert "Vist for referencelederens afdeling" in browser(cast.anna).get(page).text
    early = browser(cast.bo).post(show, told | {"audience": "city_on", "shown_on": "2001-01-01"})
    assert "før temaets start" in early.text
