"""What employees propose for a theme's page, and the network leader takes in one press."""

from typing import Any

from django.test import Client

from roles.models import User
from tests import taking_part
from tests.cast import Cast
from themes.models import Contribution, ThemeUpdate
from themes.services import edit_theme


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def below(cast: Cast, part: str) -> str:
    return f"{cast.theme.get_absolute_url()}bidrag/{part}/"


def texts(cast: Cast, **changed: Any) -> dict[str, Any]:
    names = ("title", "challenge", "why_cross_cutting", "ambition", "outside_partners", "version")
    return {name: getattr(cast.theme, name) for name in names} | changed


def test_news_is_taken_in_one_press_in_its_authors_name(cast: Cast) -> None:
    eva, anna = browser(cast.eva), browser(cast.anna)
    eva.post(below(cast, "nyhed"), {"text": "Vi har fået et lokale"})
    row = Contribution.objects.get()
    assert "Eva Sten foreslår en nyhed" in anna.get("/").text
    assert "Din nyhed venter på Anna Netsø" in eva.get(cast.theme.get_absolute_url()).text
    others = browser(cast.clara).get(cast.theme.get_absolute_url()).text
    assert "Vi har fået et lokale" not in others
    assert "1 forslag venter" in anna.get(cast.theme.get_absolute_url()).text
    anna.post(row.get_absolute_url(), {"take": "1"})
    assert ThemeUpdate.objects.get(theme=cast.theme).author == cast.eva
    assert "Anna Netsø har lagt din nyhed på temaets side" in eva.get("/").text
    eva.get(row.get_absolute_url())
    assert "har lagt din nyhed" not in eva.get("/").text


def test_both_answers_stand_on_the_start_page_with_the_very_text(cast: Cast) -> None:
    anna, text = browser(cast.anna), "Vi har fået et lokale på biblioteket. " * 9
    rows = [taking_part.news(cast, text.strip()), taking_part.change(cast)]
    start = anna.get("/").text
    assert text.strip() in start
    assert "Hver femte er alene hele dagen." in start
    assert "Mange ældre er alene hele dagen." in start
    for row in rows:
        assert start.count(f'action="{row.get_absolute_url()}?fra=start"') == 2
    address = f"{rows[0].get_absolute_url()}?fra=start"
    assert anna.post(address, {"take": "1"}).headers["Location"] == "/"
    assert ThemeUpdate.objects.get().text == text.strip()


def test_a_text_that_was_changed_is_not_taken_before_both_are_read(cast: Cast) -> None:
    row = taking_part.change(cast)
    edit_theme(theme=cast.theme, version=cast.theme.version, by=cast.gry, challenge="En tredje")
    start = browser(cast.anna).get("/").text
    assert "Læs begge tekster" in start
    assert start.count(f'action="{row.get_absolute_url()}?fra=start"') == 1


def test_each_changed_text_is_proposed_and_taken_by_itself(cast: Cast) -> None:
    bo, anna = browser(cast.bo), browser(cast.anna)
    sent = texts(cast, ambition="Alle har en at ringe til", challenge="Hver femte er alene")
    assert bo.post(below(cast, "rettelse"), sent).status_code == 302
    ambition = Contribution.objects.get(field="ambition")
    assert anna.post(ambition.get_absolute_url(), {"take": "1"}).status_code == 302
    cast.theme.refresh_from_db()
    assert cast.theme.ambition == "Alle har en at ringe til"
    assert cast.theme.challenge == "Mange ældre er alene hele dagen."
    assert Contribution.objects.get(field="challenge").is_waiting


def test_text_that_was_changed_meanwhile_is_replaced_only_by_who_has_read_both(cast: Cast) -> None:
    row, anna = taking_part.change(cast), browser(cast.anna)
    edit_theme(theme=cast.theme, version=cast.theme.version, by=cast.gry, challenge="En tredje")
    refused = anna.post(row.get_absolute_url(), {"take": "1"})
    assert refused.status_code == 409
    for said in ("En tredje", "Hver femte er alene hele dagen.", "Teksten er ændret"):
        assert said in refused.text
    cast.theme.refresh_from_db()
    assert cast.theme.challenge == "En tredje"
    seen = {"take": "1", "seen": refused.context["seen"]}
    assert anna.post(row.get_absolute_url(), seen).status_code == 302
    cast.theme.refresh_from_db()
    assert cast.theme.challenge == "Hver femte er alene hele dagen."


def test_proposal_on_an_old_version_shows_both_texts(cast: Cast) -> None:
    sent = texts(cast, challenge="Hver femte er alene")
    edit_theme(theme=cast.theme, version=cast.theme.version, by=cast.anna, challenge="En tredje")
    answer = browser(cast.eva).post(below(cast, "rettelse"), sent)
    assert answer.status_code == 409
    assert "En tredje" in answer.text
    assert not Contribution.objects.exists()


def test_no_thanks_has_a_word_that_the_author_reads(cast: Cast) -> None:
    row, anna = taking_part.news(cast), browser(cast.anna)
    assert anna.post(row.get_absolute_url(), {"decline": "1"}).context["form"].errors["reason"]
    anna.post(row.get_absolute_url(), {"decline": "1", "reason": "Vent til lokalet er klar"})
    eva = browser(cast.eva)
    assert "Anna Netsø har svaret på dit forslag" in eva.get("/").text
    assert "Vent til lokalet er klar" in eva.get(cast.theme.get_absolute_url()).text
    assert "Vent til lokalet er klar" in eva.get(row.get_absolute_url()).text


def test_nothing_changed_is_said(cast: Cast) -> None:
    answer = browser(cast.eva).post(below(cast, "rettelse"), texts(cast))
    assert "Du har ikke ændret noget" in answer.text


def test_only_who_edits_the_theme_answers(cast: Cast) -> None:
    row = taking_part.change(cast)
    assert browser(cast.eva).post(row.get_absolute_url(), {"take": "1"}).status_code == 403
    assert browser(cast.bo).post(row.get_absolute_url(), {"take": "1"}).status_code == 404
    assert browser(cast.gry).post(row.get_absolute_url(), {"take": "1"}).status_code == 302


def test_members_and_leaders_write_news_at_once(cast: Cast) -> None:
    taking_part.member(cast)
    address = f"{cast.theme.get_absolute_url()}nyt/"
    for number, who in enumerate((cast.eva, cast.bo)):
        browser(who).post(address, {"text": f"Nyt nummer {number}"})
    assert ThemeUpdate.objects.filter(theme=cast.theme).count() == 2
    assert browser(cast.clara).post(address, {"text": "Fra en fremmed"}).status_code == 403
