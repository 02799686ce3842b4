"""After the first talk: the next is proposed, goes on from the agreement, and one day closes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from dialogues.models import Agreement, Conversation, Recognition
from dialogues.services import agreements, conversations, invitations
from referenceledelse.core.web.errors import Refused
from roles.models import User
from tests import talks
from tests.cast import Cast

Status = Conversation.Status


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def approved(cast: Cast, weeks_ago: int = 0) -> Conversation:
    talk = talks.approved_talk(cast)
    talk.held_at = timezone.localtime() - timedelta(weeks=weeks_ago)
    talk.save()
    return talk


def later(cast: Cast, kind: str = "followup") -> Conversation:
    """The next talk of the kind, begun with the time that was proposed for it."""
    talk = invitations.draft_invitation(theme=cast.theme, by=cast.anna, kind=kind)
    talk = invitations.send_invitation(conversation=talk, by=cast.anna)
    first = talk.proposed_times.first().pk
    talk = invitations.accept_time(conversation=talk, by=cast.bo, proposed_time=first)
    return talk


def test_next_talk_is_proposed_eight_weeks_on(cast: Cast) -> None:
    talk = approved(cast)
    for person in (cast.anna, cast.bo):
        page = signed_in(person).get(f"/samtaler/{talk.pk}/").content.decode()
        assert "Hold gerne næste samtale omkring den" in page
    assert "Inviter Bo Refsgaard til en opfølgningssamtale" not in start(cast.anna)
    assert settings.FOLLOW_UP_WEEKS == 8


def start(person: User) -> str:
    return signed_in(person).get("/").content.decode()


def test_start_page_asks_the_host_when_the_time_has_come(cast: Cast) -> None:
    approved(cast, weeks_ago=7)
    assert "Inviter Bo Refsgaard til en opfølgningssamtale" in start(cast.anna)
    assert "Inviter Anna Netsø til en opfølgningssamtale" in start(cast.bo)
    later(cast)
    assert "Inviter Bo Refsgaard til en opfølgningssamtale" not in start(cast.anna)


def test_follow_up_begins_with_a_time_on_a_weekday_ahead(cast: Cast) -> None:
    approved(cast, weeks_ago=20)
    client = signed_in(cast.anna)
    address = f"/samtaler/ny/{cast.theme.slug}/"
    assert "siden sidst" in client.get(address + "?slags=followup").content.decode()
    answer = client.post(address, {"slags": "followup"})
    talk = Conversation.objects.get(kind="followup")
    moment = timezone.localtime(talk.proposed_times.get().starts_at)
    assert answer.url == f"/samtaler/{talk.pk}/invitation/"
    assert moment > timezone.now()
    assert moment.weekday() < 5


@pytest.mark.parametrize("kind", ["followup", "closing", "x"])
def test_kickoff_comes_first(cast: Cast, kind: str) -> None:
    talks.questions.load_question_sets()
    address = f"/samtaler/ny/{cast.theme.slug}/?slags={kind}"
    assert signed_in(cast.anna).get(address).status_code == 404
    with pytest.raises(Refused):
        invitations.draft_invitation(theme=cast.theme, by=cast.anna, kind=kind)


def test_kickoff_is_held_once(cast: Cast) -> None:
    approved(cast)
    with pytest.raises(Refused, match="kun holde én"):
        invitations.draft_invitation(theme=cast.theme, by=cast.anna)


def test_follow_up_asks_who_steers_and_shows_both_answers(cast: Cast) -> None:
    approved(cast)
    talk = later(cast)
    question = talk.question_set.questions.get(key="steering")
    for person, answer in ((cast.anna, "0"), (cast.bo, "4")):
        mine = talks.reflection_of(talk, person)
        texts = {("answer", question.pk): answer}
        talks.reflections.save_reflection(reflection=mine, by=person, texts=texts)
        talks.submit(talk, person)
    conversations.start(conversation=talk, by=cast.anna)
    page = signed_in(cast.bo).get(f"/samtaler/{talk.pk}/guide/styring/").content.decode()
    assert "netværkslederen</p>" in page
    assert "det er uklart</p>" in page
    assert not talk.points.filter(step="roller").exists()


def test_agreement_goes_on_from_the_one_before(cast: Cast) -> None:
    first = approved(cast)
    paper = talks.agreement_of(first)
    Agreement.objects.filter(pk=paper.pk).update(rhythm="Hver anden torsdag")
    paper.items.filter(point__key="capital").update(text="Bo søger puljen")
    talk = later(cast)
    conversations.start(conversation=talk, by=cast.anna)
    point = talk.points.get(step="opgave-4")
    conversations.write_point(point=point, by=cast.bo, texts={"decision": "Pengene er i hus"})
    conversations.hold(conversation=talk, by=cast.anna)
    draft = talks.agreement_of(talk)
    assert (draft.rhythm, draft.continues) == ("Hver anden torsdag", paper)
    assert draft.items.get(point__key="capital").text == "Bo søger puljen\n\nPengene er i hus"
    page = signed_in(cast.bo).get(f"/samtaler/{talk.pk}/aftale/").content.decode()
    assert "Bygger videre på" in page


def test_old_agreement_stays_shut_while_a_newer_talk_runs(cast: Cast) -> None:
    first = approved(cast)
    later(cast)
    with pytest.raises(Refused, match="nyere samtale"):
        agreements.reopen(conversation=first, by=cast.bo, reason="Nyt mål")


def test_closing_talk_shows_each_own_change(cast: Cast) -> None:
    kickoff = talks.agreed_talk(cast)
    point = cast.theme.duties.get(key="capital").point
    for person in (cast.anna, cast.bo):
        mine = talks.reflection_of(kickoff, person)
        Recognition.objects.create(reflection=mine, point=point, level="not_yet")
        talks.submit(kickoff, person)
    finish(cast, kickoff)
    talk = later(cast, "closing")
    bo = signed_in(cast.bo)
    page = bo.get(f"/samtaler/{talk.pk}/forberedelse/").content.decode()
    assert page.count("Ved opstarten svarede du: jeg kan ikke genkende mig selv endnu.") == 1
    for person in (cast.anna, cast.bo):
        Recognition.objects.create(
            reflection=talks.reflection_of(talk, person), point=point, level="yes"
        )
        talks.submit(talk, person)
    conversations.start(conversation=talk, by=cast.anna)
    page = bo.get(f"/samtaler/{talk.pk}/guide/opgave-4/").content.decode()
    assert page.count("(ved opstarten: jeg kan ikke genkende mig selv endnu)") == 2
    assert list(talk.points.values_list("step", flat=True))[-2:] == ["aftaler", "tak"]


def finish(cast: Cast, talk: Conversation) -> None:
    conversations.start(conversation=talk, by=cast.anna)
    conversations.hold(conversation=talk, by=cast.anna)
    row = talks.agreement_of(talk)
    row = agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)


def test_nothing_is_proposed_after_the_closing_talk(cast: Cast) -> None:
    approved(cast, weeks_ago=9)
    talk = later(cast, "closing")
    finish(cast, talk)
    page = signed_in(cast.anna).get(f"/samtaler/{talk.pk}/").content.decode()
    assert "Næste samtale" not in page
    assert "opfølgningssamtale" not in start(cast.anna)
