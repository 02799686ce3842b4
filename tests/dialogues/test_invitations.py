"""From the invitation to an agreed time, as the two see it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dialogues.models import Conversation
from dialogues.services import invitations
from referenceledelse.errors import Refused, UnknownMove
from tests import talks
from tests.cast import Cast
from themes.models import Assignment


def moment(days: int = 7) -> str:
    when = timezone.localtime() + timedelta(days=days)
    return when.strftime("%Y-%m-%dT10:00")


def form(talk: Conversation, **fields: object) -> dict[str, object]:
    return {"version": talk.version, "time_1": moment(), "place": "Rådhuset"} | fields


def test_inviting_begins_a_draft_for_the_host_alone(client: Client, cast: Cast) -> None:
    talks.questions.load_question_sets()
    client.force_login(cast.anna)
    answer = client.post(f"/samtaler/ny/{cast.theme.slug}/")
    talk = Conversation.objects.get()
    assert answer.url == f"/samtaler/{talk.pk}/invitation/"
    client.force_login(cast.bo)
    assert client.get(f"/samtaler/{talk.pk}/").status_code == 404


def test_inviting_twice_gives_one_invitation(client: Client, cast: Cast) -> None:
    talks.questions.load_question_sets()
    client.force_login(cast.anna)
    for _ in range(2):
        client.post(f"/samtaler/ny/{cast.theme.slug}/")
    assert Conversation.objects.count() == 1


def test_theme_without_reference_leader_says_so(client: Client, cast: Cast) -> None:
    Assignment.objects.filter(person=cast.bo).delete()
    client.force_login(cast.anna)
    html = client.get(f"/samtaler/ny/{cast.theme.slug}/").content.decode()
    assert "Temaet har ingen referenceleder endnu" in html
    assert client.post(f"/samtaler/ny/{cast.theme.slug}/").status_code == 409


def test_sent_invitation_is_shown_to_the_reference_leader(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    client.post(f"/samtaler/{talk.pk}/invitation/", form(talk, message="Kom og vær med", send="1"))
    client.force_login(cast.bo)
    html = client.get(f"/samtaler/{talk.pk}/").content.decode()
    assert "Kom og vær med" in html
    assert "Vælg det tidspunkt, der passer dig." in html


def test_opening_the_invitation_marks_it_read(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    address = f"/samtaler/{talk.pk}/"
    client.force_login(cast.anna)
    assert "har læst invitationen" not in client.get(address).content.decode()
    client.force_login(cast.bo)
    assert "/roller/reference_leader/" in client.get(address).content.decode()
    client.force_login(cast.anna)
    assert "Bo Refsgaard har læst invitationen" in client.get(address).content.decode()


def test_invitation_without_a_time_keeps_what_was_written(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    data = form(talk, time_1="", message="Kære Bo 🙂", send="1")
    html = client.post(f"/samtaler/{talk.pk}/invitation/", data).content.decode()
    assert "Foreslå mindst ét tidspunkt" in html
    assert "Kære Bo 🙂" in html
    talk.refresh_from_db()
    assert talk.status == Conversation.Status.DRAFT


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("time_1", "2020-01-01T10:00", "Tidspunktet ligger i fortiden."),
        ("message", "a" * 100_000, "højst have 5000"),
        ("message", "hej\x07", "usynlige styretegn"),
        ("link", "ikke en adresse", "gyldig"),
    ],
)
def test_bad_invitation_says_why(
    client: Client, cast: Cast, field: str, value: str, message: str
) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    answer = client.post(f"/samtaler/{talk.pk}/invitation/", form(talk, **{field: value}))
    assert answer.status_code == 200
    assert message in answer.content.decode().replace("5.000", "5000")


def test_stale_invitation_shows_both_texts(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    client.post(f"/samtaler/{talk.pk}/invitation/", form(talk, message="Fra det første vindue"))
    stale = form(talk, message="Fra det andet vindue")
    answer = client.post(f"/samtaler/{talk.pk}/invitation/", stale)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Fra det første vindue" in html
    assert "Fra det andet vindue" in html
    talk.refresh_from_db()
    again = client.post(
        f"/samtaler/{talk.pk}/invitation/", form(talk, message="Fra det andet vindue")
    )
    assert again.status_code == 302


def test_one_click_accepts_a_time(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    time = talk.proposed_times.last()
    client.force_login(cast.bo)
    for _ in range(2):
        answer = client.post(f"/samtaler/{talk.pk}/svar/", {"time": time.pk})
        talk.refresh_from_db()
        assert talk.scheduled_at == time.starts_at
        assert talk.status == Conversation.Status.TIME_AGREED
        if answer.status_code == 403:
            break
    assert answer.status_code in (302, 403)


def test_time_of_another_conversation_is_refused(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    answer = client.post(f"/samtaler/{talk.pk}/svar/", {"time": 987654})
    assert answer.status_code == 409
    assert "ikke længere foreslået" in answer.content.decode()


def test_host_cannot_accept_own_time(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    time = talk.proposed_times.first()
    with pytest.raises(PermissionDenied):
        invitations.accept_time(conversation=talk, by=cast.anna, proposed_time=time.pk)


def test_other_time_is_asked_for_with_a_word(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    empty = client.post(f"/samtaler/{talk.pk}/svar/", {"tid-reply": ""})
    assert "Skriv et par ord" in empty.content.decode()
    client.post(f"/samtaler/{talk.pk}/svar/", {"tid-reply": "Hellere i uge 50"})
    client.force_login(cast.anna)
    html = client.get(f"/samtaler/{talk.pk}/invitation/").content.decode()
    assert "Hellere i uge 50" in html


def test_agreed_time_can_be_moved_and_loses_nothing(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.bo, "Mine ord")
    talk = invitations.ask_for_other_time(conversation=talk, by=cast.bo, reply="Jeg er syg")
    assert talk.status == Conversation.Status.INVITED
    assert talks.reflection_of(talk, cast.bo).answers.first().text == "Mine ord"


def test_declining_needs_a_reason_and_tells_it(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    assert "Skriv kort hvorfor" in client.post(f"/samtaler/{talk.pk}/aflys/").content.decode()
    client.post(f"/samtaler/{talk.pk}/aflys/", {"nej-reason": "Jeg skifter job"})
    client.force_login(cast.anna)
    assert "Jeg skifter job" in client.get(f"/samtaler/{talk.pk}/").content.decode()


def test_cancelled_conversation_makes_room_for_a_new_one(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    invitations.cancel(conversation=talk, by=cast.bo, reason="Ferie")
    assert talks.draft_talk(cast).pk != talk.pk


def test_running_conversation_is_not_cancelled(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    with pytest.raises(UnknownMove):
        invitations.cancel(conversation=talk, by=cast.bo, reason="For sent")


def test_invitation_needs_a_published_question_set(cast: Cast) -> None:
    with pytest.raises(Refused, match="ingen udgivne spørgsmål"):
        invitations.draft_invitation(theme=cast.theme, by=cast.anna)


def test_list_shows_only_my_own(client: Client, cast: Cast) -> None:
    talks.invited_talk(cast)
    for person, count in ((cast.bo, 1), (cast.clara, 0), (cast.gry, 0), (cast.root, 0)):
        client.force_login(person)
        assert client.get("/samtaler/").content.decode().count("talk-card") == count
