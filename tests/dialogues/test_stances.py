"""The reference leader's four parts and what each depends on the other for, in own words."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from dialogues.models import Conversation, Stance
from dialogues.services import conversations, invitations, stances
from tests import talks
from tests.cast import Cast
from tests.dialogues.duty_pages import duty_of, read, signed_in, url

SAID = "Jeg møder det hver uge på plejehjemmene"


def words_url(cast: Cast, key: str = "co_player") -> str:
    duty_of(cast, key)
    return url(cast, "say_words", key)


def a_season_ago() -> None:
    """All that is said was said in another season."""
    Stance.objects.update(said_at=timezone.now() - timedelta(days=90))


def test_own_words_are_read_by_the_other_after_the_talk_and_by_nobody_else(cast: Cast) -> None:
    signed_in(cast.bo).post(words_url(cast), {"words-recognises": SAID})
    page = url(cast, "duty", "co_player")
    assert SAID in read(cast.bo, page)
    assert SAID not in read(cast.anna, page)
    talks.held_talk(cast)
    assert SAID in read(cast.anna, page)
    assert "Kun du kan læse dette" not in read(cast.bo, page).split('id="duty-words"')[1]
    assert SAID not in read(cast.gry, page)


def test_words_of_today_are_corrected_and_older_ones_stay_beside_the_new(cast: Cast) -> None:
    for text in ("Med en fejl", SAID):
        stances.say(theme=cast.theme, by=cast.bo, words={"recognises": text})
    assert [row.text for row in Stance.objects.all()] == [SAID]
    a_season_ago()
    stances.say(theme=cast.theme, by=cast.bo, words={"recognises": "Nu er det sjældnere"})
    html = read(cast.bo, url(cast, "duty", "co_player"))
    assert html.index("Nu er det sjældnere") < html.index("Tidligere ord") < html.index(SAID)


def test_words_that_still_hold_are_seen_again(cast: Cast) -> None:
    stances.say(theme=cast.theme, by=cast.bo, words={"stake": SAID})
    a_season_ago()
    Stance.objects.update(looked_at=timezone.now() - timedelta(days=90))
    stances.say(theme=cast.theme, by=cast.bo, words={"stake": SAID})
    row = Stance.objects.get()
    assert timezone.localdate(row.looked_at) == timezone.localdate()
    assert "bekræftet igen den" in read(cast.bo, url(cast, "duty", "co_player"))


def test_two_windows_meet_and_lose_nothing(cast: Cast) -> None:
    client, address = signed_in(cast.bo), words_url(cast)
    client.post(address, {"words-stake": SAID})
    answer = client.post(address, {"words-stake": "Fra et andet vindue", "words-seen_stake": ""})
    assert answer.status_code == 409
    assert "Fra et andet vindue" in answer.text and SAID in answer.text


def test_preparation_becomes_the_duty_in_one_press_once_both_have_read(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.bo, SAID)
    press, client = "Brug ordene fra forberedelsen", signed_in(cast.bo)
    assert press not in read(cast.bo, url(cast, "duty", "co_player"))
    assert client.post(f"/samtaler/{talk.pk}/egne-ord/").status_code == 409
    for person in (cast.bo, cast.anna):
        talks.submit(talk, person)
    assert press in read(cast.bo, url(cast, "duty", "co_player"))
    day = timezone.now() - timedelta(days=30)
    talk.reflections.update(submitted_at=day, revealed_at=day)
    Conversation.objects.filter(pk=talk.pk).update(created_at=day - timedelta(days=2))
    told = date_format(timezone.localtime(day))
    # What the two have read of each other stands with the duty at once.
    assert f"Fra refleksionen, delt den {told}" in read(cast.anna, url(cast, "duty", "co_player"))
    assert read(cast.bo, url(cast, "duty", "co_player")).count(f"delt den {told}") == 4
    assert SAID not in read(cast.gry, url(cast, "duty", "co_player"))
    client.post(f"/samtaler/{talk.pk}/egne-ord/")
    assert read(cast.bo, url(cast, "duty", "co_player")).count(f"Fra refleksionen den {told}") == 4
    assert set(Stance.objects.values_list("part", "text")) == {(p, SAID) for p in Stance.CO_PLAYER}
    assert press not in read(cast.bo, url(cast, "duty", "co_player"))


def test_shared_words_are_those_of_todays_two(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.bo, SAID)
    page = url(cast, "duty", "co_player")
    talks.submit(talk, cast.bo)
    assert "delt den" not in read(cast.bo, page)
    talks.submit(talk, cast.anna)
    told = read(cast.bo, page).split('id="my-words-heading"')[1]
    assert SAID in told and "Ud over dig kan Anna Netsø læse dette" in told.split("<form")[0]
    stances.say(theme=cast.theme, by=cast.bo, words={"stake": "Kun til mig selv"})
    told = read(cast.bo, page).split('id="my-words-heading"')[1].split("<form")[0]
    assert "Anna Netsø kan allerede nu læse ordene fra refleksionen. Resten kan læses, når" in told
    assert "Kun til mig selv" not in read(cast.anna, page)
    cast.theme.assignments.filter(person=cast.anna).update(person=cast.eva)
    for reader in (cast.bo, cast.eva):
        assert "delt den" not in read(reader, page)


def test_an_old_page_takes_no_words_over_those_said_since(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.bo, SAID)
    for person in (cast.bo, cast.anna):
        talks.submit(talk, person)
    client = signed_in(cast.bo)
    client.post(words_url(cast), {"words-stake": "Sagt siden", "words-seen_stake": ""})
    client.post(f"/samtaler/{talk.pk}/egne-ord/")
    assert Stance.objects.get(part="stake").text == "Sagt siden"
    assert Stance.objects.get(part="bring").text == SAID


def test_follow_up_shows_what_was_said_last_time(cast: Cast) -> None:
    talks.approved_talk(cast)
    stances.say(theme=cast.theme, by=cast.bo, words={"bring": SAID})
    a_season_ago()
    talk = talks.follow_up(cast)
    assert f"Sidst skrev du: {SAID}" in read(cast.bo, f"/samtaler/{talk.pk}/forberedelse/")
    assert SAID not in read(cast.anna, f"/samtaler/{talk.pk}/forberedelse/")
    first = talk.proposed_times.first()
    invitations.accept_time(conversation=talk, by=cast.bo, proposed_time=first.pk)
    conversations.start(conversation=talk, by=cast.anna)
    step = talk.points.get(point__key="co_player").get_absolute_url()
    for reader in (cast.anna, cast.bo):
        html = read(reader, step)
        assert SAID in html and "Besvares i samtalen." in html


def test_each_says_what_one_depends_on_the_other_for(cast: Cast) -> None:
    talks.held_talk(cast)
    for person, text in ((cast.anna, "Adgang til direktionen"), (cast.bo, "At du siger det")):
        signed_in(person).post(words_url(cast, "partnership"), {"words-depends": text})
    for reader in (cast.anna, cast.bo):
        html = read(reader, url(cast, "duty", "partnership"))
        assert "Adgang til direktionen" in html and "At du siger det" in html


def test_nothing_shared_is_shown_before_both_have_handed_in(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.bo, SAID)
    talks.submit(talk, cast.bo)
    assert SAID not in read(cast.anna, url(cast, "duty", "co_player"))
    talks.submit(talk, cast.anna)
    page = read(cast.anna, url(cast, "duty", "co_player"))
    assert page.count(SAID) == 4


@pytest.mark.parametrize(
    ("who", "language", "told"),
    [
        ("bo", "da", "Spørg dig selv Hvordan vil du bringe dig selv i spil"),
        ("bo", "en", "Ask yourself How will you bring yourself into play"),
        ("anna", "da", "Spørg referencelederen Hvordan vil du bringe dig selv i spil"),
        ("gry", "en", "Ask the reference leader How will you bring yourself into play"),
    ],
)
def test_question_of_the_co_player_names_once_whom_it_is_for(
    cast: Cast, who: str, language: str, told: str
) -> None:
    reader = getattr(cast, who)
    type(reader).objects.filter(pk=reader.pk).update(language=language)
    page = read(reader, url(cast, "duty", "co_player")).partition("duty-question")[2]
    words = " ".join(re.sub(r"<[^>]+>", " ", page.partition("</p>")[0]).split())
    assert told in words
    assert "Til referencelederen" not in words and "To the reference leader" not in words
    assert "dig selv" not in read(cast.bo, url(cast)).partition("duty-question")[2][:300]
