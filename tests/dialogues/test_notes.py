"""Notes to self that nobody else ever reads, and additions that carry their date."""

from django.test import Client

from dialogues.models import Addition, PrivateNote
from tests import talks
from tests.cast import Cast

SECRET = "MARKØR: kun til mig selv"


def address(talk: object, below: str = "") -> str:
    return f"/samtaler/{talk.pk}/mine-noter/{below}"


def test_notes_are_their_authors_alone(client: Client, cast: Cast) -> None:
    talk = talks.started_talk(cast)
    client.force_login(cast.anna)
    client.post(address(talk), {"own_note": SECRET})
    assert SECRET in client.get(address(talk)).content.decode()
    assert SECRET in client.get(f"/samtaler/{talk.pk}/guide/velkomst/").content.decode()
    client.force_login(cast.bo)
    for below in ("", "mine-noter/", "guide/velkomst/", "forberedelse/", "svarene/"):
        assert SECRET not in client.get(f"/samtaler/{talk.pk}/{below}").content.decode()


def test_notes_save_themselves_and_are_deleted_for_good(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    answer = client.post(address(talk, "gem/"), {"own_note": "Husk tonen"}, HTTP_HX_REQUEST="true")
    assert "Gemt kl." in answer.content.decode()
    assert PrivateNote.objects.get().text == "Husk tonen"
    assert client.post(address(talk, "slet/")).status_code == 302
    assert not PrivateNote.objects.exists()


def test_notes_in_two_windows_show_both_texts(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    client.post(address(talk), {"own_note": "Det første"})
    answer = client.post(address(talk), {"own_note": "Det andet"})
    assert answer.status_code == 409
    assert "Det første" in answer.content.decode()
    assert "Det andet" in answer.content.decode()


def test_emptied_notes_are_no_notes(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    PrivateNote.objects.create(conversation=talk, author=cast.bo, text="Væk")
    client.force_login(cast.bo)
    page = client.get(address(talk)).content.decode()
    seen = page.split('name="seen_own_note" value="')[1].split('"')[0]
    client.post(address(talk), {"own_note": "", "seen_own_note": seen})
    assert not PrivateNote.objects.exists()


def test_addition_is_dated_and_added_once(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    client.force_login(cast.anna)
    for _ in range(2):
        client.post(f"/samtaler/{talk.pk}/svarene/tilfoej/", {"text": "Det kom jeg i tanke om"})
    client.force_login(cast.bo)
    page = client.get(f"/samtaler/{talk.pk}/svarene/").content.decode()
    assert page.count("Det kom jeg i tanke om") == 1
    assert Addition.objects.get().reflection.author == cast.anna


def test_nothing_is_added_before_the_reveal(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    client.force_login(cast.anna)
    answer = client.post(f"/samtaler/{talk.pk}/svarene/tilfoej/", {"text": "For tidligt"})
    assert answer.status_code == 409
    assert not Addition.objects.exists()
