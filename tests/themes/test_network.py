"""The network: who may be listed, who came to a meeting, and following a theme."""

from django.test import Client

from roles.models import User
from tests import rooms
from tests.cast import Cast
from themes.models import Follow
from themes.services import write_update


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_who_did_not_agree_to_be_listed_is_known_to_the_theme_alone(cast: Cast) -> None:
    hidden = rooms.member(cast, name="Hemmelig Hansen", may_be_listed=False)
    rooms.member(cast, name="Åben Andersen")
    meeting = rooms.meeting(cast)
    meeting.participants.add(hidden)
    pages = [f"{cast.theme.get_absolute_url()}netvaerk/{part}" for part in ("", "moeder/")]
    for who in ("anna", "bo", "gry"):
        for page in pages:
            assert "Hemmelig Hansen" in browser(getattr(cast, who)).get(page).text
    for who in ("eva", "finn", "clara", "dan", "root"):
        texts = [browser(getattr(cast, who)).get(page).text for page in pages]
        assert "Hemmelig Hansen" not in "".join(texts)
        assert "1 medlem har ikke sagt ja til at stå på listen" in texts[0]
        assert "Åben Andersen" in texts[0]
        assert "1 deltager" in texts[1]


def test_search_does_not_find_the_hidden(cast: Cast) -> None:
    rooms.member(cast, name="Hemmelig Hansen", may_be_listed=False)
    page = f"{cast.theme.get_absolute_url()}netvaerk/?q=hemmelig"
    assert "Hemmelig Hansen" in browser(cast.anna).get(page).text
    text = browser(cast.eva).get(page).text
    assert "Hemmelig Hansen" not in text
    assert "Ingen medlemmer her" in text


def test_colleague_takes_the_name_of_the_person(cast: Cast) -> None:
    sent = {"kind": "employee", "person": cast.finn.email, "joined_on": rooms.today()}
    address = f"{cast.theme.get_absolute_url()}netvaerk/medlemmer/ny/"
    browser(cast.anna).post(address, sent | {"name": "Øgenavn"})
    text = browser(cast.eva).get(f"{cast.theme.get_absolute_url()}netvaerk/").text
    assert cast.finn.name in text
    assert "Øgenavn" not in text


def test_followed_theme_tells_its_news_on_the_start_page(cast: Cast) -> None:
    address = f"{cast.theme.get_absolute_url()}foelg/"
    client = browser(cast.eva)
    for _twice in range(2):
        assert client.post(address).status_code == 302
    assert Follow.objects.get(theme=cast.theme).person == cast.eva
    write_update(theme=cast.theme, by=cast.anna, text="Vi har fået et lokale")
    assert "Vi har fået et lokale" in client.get("/").text
    client.post(address, {"stop": "1"})
    assert "Vi har fået et lokale" not in client.get("/").text


def test_names_suggest_colleagues_who_work_here(cast: Cast) -> None:
    User.objects.filter(pk=cast.dan.pk).update(active_to=rooms.today(-1))
    client = browser(cast.eva)
    assert f"Finn Leder ({cast.finn.email})" in client.get("/personer/navne/?receiver=finn").text
    assert "Dan" not in client.get("/personer/navne/?receiver=dan").text
    assert "<option" not in client.get("/personer/navne/?receiver=").text


def test_two_of_the_same_name_are_told_apart_by_mail(cast: Cast) -> None:
    twin = User.objects.create_user("finn2@example.org", "en lang adgangskode", name="Finn Leder")
    address = f"{cast.theme.get_absolute_url()}netvaerk/medlemmer/ny/"
    sent = {"kind": "employee", "joined_on": rooms.today(), "person": "finn leder"}
    client = browser(cast.anna)
    refused = client.post(address, sent)
    assert "Flere kolleger hedder det" in refused.context["form"].errors["person"][0]
    assert client.post(address, sent | {"person": f"Finn Leder ({twin.email})"}).status_code == 302
    assert twin.memberships.count() == 1
