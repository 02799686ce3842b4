"""What people give a theme of their own accord reaches its leaders, and the giver is told whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from roles.models import User
from tests import rooms, taking_part, talks
from tests.cast import Cast
from themes.models import Allocation, FreedResources, Idea
from themes.services import ideas
from themes.services.ownership import speak


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def start(person: User) -> str:
    return browser(person).get("/").text


def put_away(cast: Cast, kind: str, pk: int) -> str:
    return f"{cast.theme.get_absolute_url()}set/{kind}/{pk}/"


def test_an_idea_stands_with_the_network_leader_until_it_is_put_away(cast: Cast) -> None:
    sent = {"title": "Kaffe om torsdagen", "giver": cast.eva.email}
    address = f"{cast.theme.get_absolute_url()}ideer/ny/"
    receipt = browser(cast.eva).post(address, sent, follow=True).text
    assert "Det er gemt. Anna Netsø kan nu se det." in receipt
    said = "Ny idé fra Eva Sten: “Kaffe om torsdagen”"
    assert said in start(cast.anna)
    assert said not in start(cast.bo) + start(cast.eva)
    browser(cast.anna).post(put_away(cast, "ide", Idea.objects.get().pk))
    assert said not in start(cast.anna)


def test_a_leaders_own_word_reaches_both_leaders_and_again_when_it_changes(cast: Cast) -> None:
    leader = rooms.leader(cast)
    address = f"{cast.theme.get_absolute_url()}ledere/mit-svar/"
    sent = {"said": "relevant", "words": "Vi har selv to, der er alene", "version": 0}
    answer = browser(leader).post(address, sent, follow=True)
    assert "Anna Netsø og Bo Refsgaard kan nu se det" in answer.text
    line = answer.context["line"]
    assert "siger: “Det er relevant for os”" in start(cast.bo)
    for who in (cast.anna, cast.bo):
        browser(who).post(put_away(cast, "svar", line.pk))
    assert "Vi har selv to" not in start(cast.anna) + start(cast.bo)
    speak(theme=cast.theme, version=line.version, said="owns", words="Vi er med", by=leader)
    for who in (cast.anna, cast.bo):
        assert f"{leader.name} tager ejerskab" in start(who)
    duty = browser(cast.bo).get(f"{cast.theme.get_absolute_url()}opgaver/ownership/").text
    assert "på niveau 4–5 har sagt, at temaet er relevant; 1 tager ejerskab." in duty


def test_what_is_freed_reaches_the_network_leader_by_name(cast: Cast) -> None:
    taking_part.member(cast)
    address = f"{cast.theme.get_absolute_url()}netvaerk/frigiv/{cast.eva.pk}/"
    sent = {"hours_per_week": "4", "starts_on": "2020-01-01", "version": 0}
    receipt = browser(cast.finn).post(address, sent, follow=True).text
    assert "Anna Netsø og Bo Refsgaard kan nu se det" in receipt
    said = "Finn Leder har frigivet 4 timer om ugen til Eva Sten"
    assert said in start(cast.anna)
    mine = "Finn Leder har frigivet 4 timer om ugen til dig"
    assert mine in start(cast.eva)
    for who in (cast.anna, cast.eva):
        browser(who).post(put_away(cast, "frigivet", FreedResources.objects.get().pk))
    assert said not in start(cast.anna)
    assert mine not in start(cast.eva)


def test_hours_set_at_disposal_from_the_start_page_reach_the_network_leader(cast: Cast) -> None:
    talks.held_talk(cast)
    bo, anna = browser(cast.bo), browser(cast.anna)
    address = f"{cast.theme.get_absolute_url()}kapital/timer/ny/?fra=start"
    duty = bo.get(f"{cast.theme.get_absolute_url()}opgaver/capital/").text
    assert address in start(cast.bo) and address.removesuffix("?fra=start") in duty
    sent = {"what": "En vikar om tirsdagen", "hours_a_week": 3, "given_by": cast.bo.email}
    receipt = bo.post(address, sent | {"starts_on": rooms.today()}, follow=True)
    assert receipt.request["PATH_INFO"] == "/" and "Anna Netsø kan nu se det" in receipt.text
    said = "Bo Refsgaard har stillet 3 timer om ugen til rådighed: En vikar om tirsdagen"
    assert said in start(cast.anna)
    assert said not in start(cast.bo)
    anna.post(put_away(cast, "timer", Allocation.objects.get().pk))
    assert said not in start(cast.anna)


def test_it_stands_for_two_weeks_at_the_most(cast: Cast) -> None:
    row, freed = rooms.idea(cast), taking_part.freed(cast)
    assert "Ny idé fra" in start(cast.anna)
    long_ago = timezone.now() - timedelta(days=15)
    Idea.objects.filter(pk=row.pk).update(created_at=long_ago)
    FreedResources.objects.filter(pk=freed.pk).update(freed_at=long_ago)
    text = start(cast.anna)
    assert "Ny idé fra" not in text
    assert "har frigivet" not in text


@pytest.mark.parametrize("kind", ["ide", "svar", "findes-ikke"])
def test_only_what_there_is_and_by_who_leads(cast: Cast, kind: str) -> None:
    row = rooms.idea(cast)
    known = 302 if kind == "ide" else 404
    assert browser(cast.anna).post(put_away(cast, kind, row.pk)).status_code == known
    assert browser(cast.eva).post(put_away(cast, "ide", row.pk)).status_code == 403


def test_people_stand_before_findings_and_are_never_folded(cast: Cast) -> None:
    for number in range(6):
        rooms.idea(cast, title=f"Gammel {number}", look_again_on=rooms.today(-1))
        taking_part.news(cast, f"Nyt nummer {number}")
    page = browser(cast.anna).get("/")
    titles = [step.title for step in page.context["steps"]]
    assert titles[:6] == ["Eva Sten foreslår en nyhed"] * 6
    assert titles[6:] == [f"Ny idé fra Eva Sten: “Gammel {number}”" for number in range(3)]
    assert len(page.context["more_steps"]) >= 6


def test_idea_taken_up_again_is_told_with_who_took_it_up(cast: Cast) -> None:
    row = rooms.idea(cast)
    stopped = {"to": "stopped", "learned": "For dyrt"}
    row = ideas.move_idea(idea=row, by=cast.anna, version=row.version, **stopped)
    assert row.title not in start(cast.anna)
    row = ideas.move_idea(idea=row, to="idea", by=cast.gry, version=row.version)
    page = start(cast.anna)
    assert f"Taget op igen af Gry Sekretær: “{row.title}”" in page
    assert "Ny idé fra" not in page
    told = browser(cast.anna).get(row.get_absolute_url()).text
    assert "Taget op igen af Gry Sekretær" in told
    assert "Der er ikke skrevet en test ned." in told
    assert "Idéen er ikke testet endnu." not in told
    assert "taget op igen af Gry Sekretær den" in start(cast.eva)


def test_who_takes_an_idea_up_again_or_back_is_not_told_of_it(cast: Cast) -> None:
    row = rooms.idea(cast)
    for to in ("test", "idea"):
        row = ideas.move_idea(idea=row, to=to, by=cast.gry, version=row.version)
    assert row.title not in start(cast.anna)
    for to in ("stopped", "idea"):
        row = ideas.move_idea(idea=row, to=to, by=cast.anna, version=row.version, learned="Nok")
    assert row.title not in start(cast.anna)
