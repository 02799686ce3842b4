"""Fields that save themselves: before the talk, and in it while two people write."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import Answer, Conversation, Recognition
from referenceledelse.core.web.edits import fingerprint
from roles.models import RolePoint, User
from tests import talks
from tests.cast import Cast


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def point(talk: Conversation, step: str = "opgave-3") -> Any:
    return talk.points.get(step=step)


# In the talk


def save_point(client: Client, talk: Conversation, step: str = "opgave-3", **sent: str) -> Any:
    url = reverse("dialogues:save_point", args=[talk.pk, step])
    return client.post(url, sent, HTTP_HX_REQUEST="true")


def test_a_field_saves_itself_and_says_when(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    answer = save_point(signed_in(cast.bo), talk, note="Halvt skrevet", seen_note="")
    page = answer.content.decode()
    assert "Gemt kl." in page
    assert f'name="seen_note" value="{fingerprint("Halvt skrevet")}"' in page
    assert (point(talk).note, point(talk).changed_by) == ("Halvt skrevet", cast.bo)


def test_a_field_that_both_write_shows_the_others_text(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    save_point(signed_in(cast.anna), talk, note="Annas sætning", seen_note=fingerprint(""))
    answer = save_point(signed_in(cast.bo), talk, note="Bos sætning", seen_note=fingerprint(""))
    assert answer.status_code == 409
    assert "Anna Netsø har i mellemtiden ændret teksten" in answer.content.decode()
    assert "Annas sætning" in answer.content.decode()
    assert point(talk).note == "Annas sætning"


def test_a_field_that_one_writes_in_two_windows_blames_nobody_else(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    save_point(signed_in(cast.bo), talk, note="I det ene", seen_note=fingerprint(""))
    answer = save_point(signed_in(cast.bo), talk, note="I det andet", seen_note=fingerprint(""))
    assert answer.status_code == 409
    assert "Du har ændret teksten i et andet vindue" in answer.content.decode()


def test_status_saves_itself_and_not_relevant_is_left_to_the_assessment(cast: Cast) -> None:
    talk, step = talks.started_talk(cast), "opgave-9"
    for leader in (cast.anna, cast.bo):
        save_point(signed_in(leader), talk, step, status="not_relevant", reason="Ingen politik")
        assert (point(talk, step).status, point(talk, step).reason) == ("", "")
    save_point(signed_in(cast.bo), talk, step, status="agreed")
    assert point(talk, step).status == "agreed"


@pytest.mark.parametrize("text", ["x" * 5001, "Skjult\x07tegn"])
def test_a_field_that_cannot_save_itself_says_why(cast: Cast, text: str) -> None:
    talk = talks.started_talk(cast)
    assert "Ikke gemt endnu." in save_point(signed_in(cast.bo), talk, note=text).content.decode()
    assert point(talk).note == ""


def test_a_save_of_nothing_known_is_refused(cast: Cast) -> None:
    assert save_point(signed_in(cast.bo), talks.started_talk(cast), version="3").status_code == 400


def test_a_field_saves_itself_for_the_two_alone(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    for stranger in (cast.clara, cast.gry, cast.root):
        assert save_point(signed_in(stranger), talk, note="x").status_code == 404
    assert point(talk).note == ""


# Before the talk


def save_field(client: Client, talk: Conversation, **sent: str) -> object:
    return client.post(f"/samtaler/{talk.pk}/forberedelse/gem/", sent, HTTP_HX_REQUEST="true")


def test_a_field_saves_itself_and_leaves_the_rest(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    point = RolePoint.objects.duties().get(key="capital")
    talks.write(talk, cast.bo, "Mit svar")
    client.force_login(cast.bo)
    answer = save_field(client, talk, **{f"offer_{point.pk}": "Jeg kender puljerne"})
    assert "Gemt kl." in answer.content.decode()
    assert Recognition.objects.get().offer == "Jeg kender puljerne"
    assert Answer.objects.filter(text="Mit svar").exists()


def test_two_windows_meet_only_where_both_changed(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    question = talk.question_set.questions.filter(kind="text").first()
    name = f"answer_{question.pk}"
    client.force_login(cast.bo)
    save_field(client, talk, **{name: "Fra det første vindue"})
    answer = save_field(client, talk, **{name: "Fra det andet vindue"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Du har ændret teksten i et andet vindue" in html
    assert "Fra det første vindue" in html
    assert Answer.objects.get().text == "Fra det første vindue"


def test_a_submitted_reflection_no_longer_saves_itself(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.submit(talk, cast.bo)
    question = talk.question_set.questions.filter(kind="text").first()
    client.force_login(cast.bo)
    answer = save_field(client, talk, **{f"answer_{question.pk}": "Efter indsendelsen"})
    assert answer.status_code == 409
    assert "Træk den tilbage" in answer.content.decode()
    assert not Answer.objects.exists()


def test_words_that_came_back_unsaved_are_marked(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    url, bo = reverse("dialogues:guide", args=[talk.pk, "opgave-3"]), signed_in(cast.bo)
    save_point(signed_in(cast.anna), talk, note="Annas sætning")
    page = bo.post(url, {"note": "Bos sætning", "then": "stay"}).content.decode()
    assert page.count("data-unsaved") == 1
    assert "data-unsaved" not in bo.get(url).content.decode()


# Zero-width, no-break, a filler of Korean writing, and a blank pattern of Braille.
INVISIBLE = "\u200b\u2060 \u00a0\u3164\u2800\ufe0f\u00ad"


def test_text_that_nobody_can_see_is_no_answer(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    question = talk.question_set.questions.filter(kind="text").first()
    url = reverse("dialogues:save_field", args=[talk.pk])
    name = f"answer_{question.pk}"
    for text, kept in (("Et svar", 1), (INVISIBLE, 0)):
        seen = fingerprint("" if kept else "Et svar")
        sent = {name: text, f"seen_{name}": seen}
        answer = signed_in(cast.bo).post(url, sent, HTTP_HX_REQUEST="true")
        assert f'value="{fingerprint(text)}"' in answer.content.decode()
        assert Answer.objects.count() == kept
    assert fingerprint(INVISIBLE) == fingerprint("")


def test_text_that_nobody_can_see_fills_in_no_required_field(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    answer = client.post("/hjaelp/skriv/", {"subject": INVISIBLE, "text": INVISIBLE})
    assert set(answer.context["form"].errors) >= {"subject", "text"}
