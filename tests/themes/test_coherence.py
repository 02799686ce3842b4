"""Related initiatives hang together by someone's care, and a solution is scaled to places."""

import pytest
from django.test import Client

from roles.models import Unit, User
from tests import rooms
from tests.cast import Cast
from themes.models import IdeaPlace, Initiative, Stage, ValueStory


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def initiatives(cast: Cast) -> str:
    return f"{cast.theme.get_absolute_url()}strategi/indsatser/"


def test_the_reference_leader_secures_coherence_and_another_can_help(cast: Cast) -> None:
    rooms.initiative(cast)
    assert "Bo Refsgaard" in browser(cast.eva).get(initiatives(cast)).text
    row = Initiative.objects.get()
    sent = {
        "name": row.name,
        "version": row.version,
        "connection": "Samme borgere",
        "secured_by": cast.finn.email,
        "agreed": "Vi deler tal hver måned",
    }
    address = f"{initiatives(cast)}{row.pk}/rediger/"
    assert browser(cast.bo).post(address, sent).status_code == 302
    text = browser(cast.eva).get(initiatives(cast)).text
    for said in ("Samme borgere", "Bo Refsgaard", "Hjælper: Finn Leder", "Vi deler tal hver måned"):
        assert said in text
    assert "Vi deler tal" in browser(cast.eva).get(f"{initiatives(cast)}?q=deler").text


# Where a solution is scaled to


def places(cast: Cast, stage: str = Stage.SCALED) -> str:
    return f"{rooms.idea(cast, stage).get_absolute_url()}steder/"


def test_a_solution_in_use_is_scaled_to_a_unit_and_to_a_place_outside(cast: Cast) -> None:
    address, client = places(cast), browser(cast.anna)
    unit = Unit.objects.get(name="Ældre og Omsorg")
    told = {"used_since": rooms.today()}
    for more in ({"unit": unit.pk}, {"place": "Boligforeningen"}):
        assert client.post(f"{address}ny/", told | more).status_code == 302
    text = browser(cast.eva).get(address.removesuffix("steder/")).text
    assert "Ældre og Omsorg" in text
    assert "Boligforeningen" in text
    row = IdeaPlace.objects.get(unit=unit)
    assert client.post(f"{address}{row.pk}/slet/", {"version": 1}).status_code == 302
    assert client.post(f"{address}{row.pk}/slet/", {"version": 1}).status_code == 404
    assert IdeaPlace.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "unit"),
        ({"unit": True, "place": "Også her"}, "unit"),
        ({"place": "Et sted", "used_since": "2001-01-01"}, "used_since"),
    ],
)
def test_a_place_that_cannot_be_says_why(cast: Cast, sent: dict, field: str) -> None:
    address = f"{places(cast)}ny/"
    told = {"used_since": rooms.today()} | sent
    if "unit" in told:
        told["unit"] = cast.eva.unit_id
    assert field in browser(cast.anna).post(address, told).context["form"].errors
    assert not IdeaPlace.objects.exists()


def test_a_unit_stands_there_once(cast: Cast) -> None:
    address, client = f"{places(cast)}ny/", browser(cast.bo)
    sent = {"used_since": rooms.today(), "unit": cast.eva.unit_id}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"used_since": rooms.today(30)})
    assert "er allerede på listen" in again.context["form"].errors["unit"][0]


def test_an_idea_that_is_not_in_use_is_scaled_to_nowhere(cast: Cast) -> None:
    address = places(cast, Stage.TEST)
    assert "Tilføj et sted" not in browser(cast.anna).get(address.removesuffix("steder/")).text
    sent = {"used_since": rooms.today(), "place": "Et sted"}
    answer = browser(cast.anna).post(f"{address}ny/", sent)
    assert "skal være i drift" in answer.text
    assert not IdeaPlace.objects.exists()


# Showing value


def test_a_story_tells_where_it_was_shown_and_how_the_reference_leader_helps(cast: Cast) -> None:
    story = rooms.story(cast)
    address = f"{cast.theme.get_absolute_url()}vaerdi/{story.pk}/"
    names = ("title", "change", "gain", "for_whom")
    sent = {name: getattr(story, name) for name in names} | {"version": story.version}
    sent |= {"politicians_on": rooms.today(), "shown_where": "På udvalgets møde"}
    sent |= {"support": "Bo tager historien med til direktionen"}
    assert browser(cast.anna).post(f"{address}rediger/", sent).status_code == 302
    text = browser(cast.eva).get(address).text
    assert "På udvalgets møde" in text
    assert "Bo tager historien med til direktionen" in text
    ValueStory.objects.filter(pk=story.pk).update(public_since="2026-01-01T12:00Z")
    public = Client().get(story.public_url).text
    assert "direktionen" not in public
