"""From the invitation to an agreed time, as the two see it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models import Conversation
from dialogues.services import invitations
from referenceledelse.core.web.errors import Refused, UnknownMove
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


def test_nobody_is_told_that_the_invitation_was_opened(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    address = f"/samtaler/{talk.pk}/"
    client.force_login(cast.anna)
    before = client.get(address).content.decode()
    client.force_login(cast.bo)
    assert "/roller/reference_leader/" in client.get(address).content.decode()
    client.force_login(cast.anna)
    after = client.get(address).content.decode()
    assert re.findall(r"<main.*</main>", before, re.S) == re.findall(r"<main.*</main>", after, re.S)
    assert "læst" not in after


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
        assert answer.status_code == 302
        talk.refresh_from_db()
        assert talk.scheduled_at == time.starts_at
        assert talk.status == Conversation.Status.TIME_AGREED


def test_time_of_another_conversation_is_refused(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    answer = client.post(f"/samtaler/{talk.pk}/svar/", {"time": 987654})
    assert answer.status_code == 409
    assert "ikke længere blandt forslagene" in answer.content.decode()


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
    assert (
        "Skriv en kort begrundelse" in client.post(f"/samtaler/{talk.pk}/aflys/").content.decode()
    )
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


@pytest.mark.parametrize("button", [{}, {"send": "1"}])
def test_second_click_on_the_invitation_does_nothing(
    client: Client, cast: Cast, button: dict
) -> None:
    talk = talks.draft_talk(cast)
    data = form(talk, message="Hej Bo") | button
    client.force_login(cast.anna)
    address = f"/samtaler/{talk.pk}/invitation/"
    assert client.post(address, data).status_code == 302
    before = Conversation.objects.values().get()
    assert client.post(address, data).status_code == 302
    assert Conversation.objects.values().get() == before


def test_draft_that_was_thrown_away_is_in_nobodys_sight(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    client.post(f"/samtaler/{talk.pk}/aflys/")
    talk.refresh_from_db()
    assert (talk.status, talk.invited_by) == (Conversation.Status.DRAFT, None)
    assert not Conversation.objects.progress(cast.gry).exists()
    client.force_login(cast.bo)
    assert client.get(f"/samtaler/{talk.pk}/").status_code == 404
    assert talk.theme.title not in client.get("/samtaler/").content.decode()


def test_declined_invitation_stays_in_sight_of_both(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    invitations.decline(conversation=talk, by=cast.bo, reason="Ferie")
    for person in (cast.anna, cast.bo):
        assert Conversation.objects.visible_to(person).count() == 1
    assert Conversation.objects.progress(cast.gry).count() == 1


def test_sent_invitation_keeps_at_least_one_time(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.anna)
    data = form(talk, time_1="", message="Nye ord", send="1")
    html = client.post(f"/samtaler/{talk.pk}/invitation/", data).content.decode()
    assert "Foreslå mindst ét tidspunkt" in html
    assert "Nye ord" in html
    assert talk.proposed_times.count() == 2


def test_host_moves_the_agreed_time_by_suggesting_others(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    client.force_login(cast.anna)
    client.post(f"/samtaler/{talk.pk}/invitation/", form(talk, time_1=moment(20), send="1"))
    talk.refresh_from_db()
    assert (talk.status, talk.scheduled_at) == (Conversation.Status.INVITED, None)
    client.force_login(cast.bo)
    html = client.get(f"/samtaler/{talk.pk}/").content.decode()
    assert html.count('name="time"') == 1
    assert "Du har bedt om et andet tidspunkt" not in html


def test_new_place_leaves_the_agreed_time(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    agreed = talk.scheduled_at
    times = [f"{timezone.localtime(t.starts_at):%Y-%m-%dT%H:%M}" for t in talk.proposed_times.all()]
    data = form(talk, time_1=times[0], time_2=times[1], place="Mødelokale 4", send="1")
    client.force_login(cast.anna)
    client.post(f"/samtaler/{talk.pk}/invitation/", data)
    talk.refresh_from_db()
    assert (talk.place, talk.scheduled_at) == ("Mødelokale 4", agreed)
    assert talk.status == Conversation.Status.TIME_AGREED


def test_only_the_guest_asks_for_another_time(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.anna)
    answer = client.post(f"/samtaler/{talk.pk}/svar/", {"tid-reply": "Hellere mandag"})
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        invitations.ask_for_other_time(conversation=talk, by=cast.anna, reply="Mandag")


def test_host_reads_when_it_suits_better(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    invitations.ask_for_other_time(conversation=talk, by=cast.bo, reply="Hellere i uge 50")
    client.force_login(cast.anna)
    html = client.get(f"/samtaler/{talk.pk}/").content.decode()
    assert "Hellere i uge 50" in html
    assert "Foreslå nye tidspunkter" in html


def test_times_that_have_passed_are_not_offered(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    for left in (1, 0):
        time = talk.proposed_times.last()
        time.starts_at = timezone.localtime() - timedelta(days=1 + left)
        time.save()
        html = client.get(f"/samtaler/{talk.pk}/").content.decode()
        assert html.count('name="time"') == left
        assert ("Vælg det tidspunkt" in html) == bool(left)


def test_old_draft_is_not_sent_with_a_time_that_has_passed(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    yesterday = timezone.localtime() - timedelta(days=1)
    yesterday = yesterday.replace(hour=10, minute=0, second=0, microsecond=0)
    talk.proposed_times.create(starts_at=yesterday)
    client.force_login(cast.anna)
    data = form(talk, time_1=f"{yesterday:%Y-%m-%dT%H:%M}", send="1")
    html = client.post(f"/samtaler/{talk.pk}/invitation/", data).content.decode()
    assert "Tidspunktet ligger i fortiden." in html
    talk.refresh_from_db()
    assert talk.status == Conversation.Status.DRAFT


def test_enter_in_a_field_saves_the_draft_and_sends_nothing(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    html = client.get(f"/samtaler/{talk.pk}/invitation/").content.decode()
    buttons = re.findall(r'<button [^>]*type="submit"[^>]*>\s*([^<]*?)\s*<', html)
    assert buttons.index("Gem kladde") < buttons.index("Send invitationen")


def test_list_asks_the_database_as_often_for_one_as_for_three(client: Client, cast: Cast) -> None:
    talks.approved_talk(cast)
    client.force_login(cast.anna)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            html = client.get("/samtaler/").content.decode()
        counts.append((len(captured), html.count("talk-card")))
        for kind in ("followup", "closing"):
            invitations.draft_invitation(theme=cast.theme, by=cast.anna, kind=kind)
    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]


def test_list_shows_only_my_own(client: Client, cast: Cast) -> None:
    talks.invited_talk(cast)
    for person, count in ((cast.bo, 1), (cast.clara, 0), (cast.gry, 0), (cast.root, 0)):
        client.force_login(person)
        assert client.get("/samtaler/").content.decode().count("talk-card") == count


def test_draft_to_a_leader_who_has_left_is_not_sent(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    Assignment.objects.filter(person=cast.bo).delete()
    Assignment.objects.create(
        theme=cast.theme,
        person=cast.dan,
        role_id="reference_leader",
        starts_on=timezone.localdate(),
    )
    html = client.post(f"/samtaler/{talk.pk}/invitation/", form(talk, send="1")).content.decode()
    talk.refresh_from_db()
    assert "Bo Refsgaard er ikke længere temaets referenceleder" in html
    assert talk.invited_at is None


def test_host_is_told_that_a_removed_time_is_asked_for_again(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    client.force_login(cast.anna)
    address = f"/samtaler/{talk.pk}/invitation/"
    html = client.post(address, form(talk, send="1"), follow=True).content.decode()
    assert "Det aftalte tidspunkt gælder ikke længere." in html


def test_deleted_draft_is_called_a_draft(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    client.force_login(cast.anna)
    html = client.post(f"/samtaler/{talk.pk}/aflys/", {}, follow=True).content.decode()
    assert "Kladden er slettet." in html


def test_passed_time_cannot_be_taken(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    first = talk.proposed_times.first()
    talk.proposed_times.filter(pk=first.pk).update(
        starts_at=timezone.localtime() - timedelta(days=3)
    )
    client.force_login(cast.bo)
    answer = client.post(f"/samtaler/{talk.pk}/svar/", {"time": first.pk})
    assert answer.status_code == 409
    assert "Tidspunktet er passeret" in answer.content.decode()


def test_leader_who_was_replaced_goes_no_further(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    Assignment.objects.filter(person=cast.bo).delete()
    client.force_login(cast.bo)
    answer = client.post(f"/samtaler/{talk.pk}/svar/", {"time": talk.proposed_times.first().pk})
    assert answer.status_code == 409
    assert "En af jer leder ikke længere temaet" in answer.content.decode()


def test_host_who_was_replaced_sends_nothing(client: Client, cast: Cast) -> None:
    talk = talks.draft_talk(cast)
    Assignment.objects.filter(person=cast.anna).delete()
    client.force_login(cast.anna)
    assert client.post(f"/samtaler/{talk.pk}/invitation/", form(talk, send="1")).status_code == 403
