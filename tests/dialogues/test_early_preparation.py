"""Preparing for the first talk before anyone is invited, and being ready for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dialogues.models import Conversation, Reflection
from dialogues.models.recognition import texts_of
from dialogues.services import invitations, questions, reflections
from referenceledelse.core.web.errors import UnknownMove
from roles.models import RolePoint, User
from tests.cast import Cast, assign
from tests.talks import draft_talk, invited_talk, reflection_of
from themes.models import Assignment

WORDS = "Det er kun mit"


def prepared(cast: Cast, person: User) -> Reflection:
    """The person has written before any invitation."""
    questions.load_question_sets()
    row = invitations.begin_preparation(theme=cast.theme, by=person)
    key = row.conversation.question_set.questions.filter(kind="text").first().pk
    return reflections.save_reflection(reflection=row, by=person, texts={("answer", key): WORDS})


def replace(cast: Cast, role: str, successor: User) -> None:
    """The successor holds the role from today."""
    Assignment.objects.filter(theme=cast.theme, role=role).delete()
    assign(cast.theme, role, successor)


@pytest.mark.parametrize("who", ["bo", "anna"])
def test_what_was_written_before_the_invitation_stands_in_it(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    before = prepared(cast, person)
    talk = invited_talk(cast)
    assert before.conversation_id == talk.pk
    assert reflection_of(talk, person).answers.get().text == WORDS
    assert talk.reflections.count() == 2


def test_nobody_else_learns_of_a_preparation_before_the_invitation(
    cast: Cast, client: Client
) -> None:
    row = prepared(cast, cast.bo)
    for other in (cast.anna, cast.gry, cast.root, cast.clara):
        assert not Conversation.objects.visible_to(other).exists()
        assert not Reflection.objects.progress(other).exists()
        client.force_login(other)
        assert client.get(f"/samtaler/{row.conversation_id}/").status_code == 404
        assert client.get(f"/samtaler/{row.conversation_id}/forberedelse/").status_code == 404
    client.force_login(cast.bo)
    assert not cast.theme.duties.exists()
    page = client.get(f"/samtaler/{row.conversation_id}/forberedelse/").content.decode()
    assert WORDS in page
    assert "Ingen kan se, at du er begyndt, før invitationen er sendt." in page


def test_what_was_written_of_a_duty_follows_to_the_text_that_the_theme_gets(cast: Cast) -> None:
    row = prepared(cast, cast.bo)
    old = RolePoint.objects.duties().get(key="capital", is_current=True)
    told = {("offer", old.pk): "Jeg kender fonden"}
    reflections.save_reflection(reflection=row, by=cast.bo, texts=told)
    RolePoint.objects.filter(pk=old.pk).update(is_current=False)
    old.pk, old.version, old.is_current, old._state.adding = None, 9, True, True
    old.save()
    talk = invited_talk(cast)
    assert reflection_of(talk, cast.bo).recognitions.get().point == old


def test_words_of_two_editions_of_a_duty_meet_in_the_one_that_the_theme_gets(cast: Cast) -> None:
    row = prepared(cast, cast.bo)
    old = RolePoint.objects.duties().get(key="capital", is_current=True)
    reflections.save_reflection(reflection=row, by=cast.bo, texts={("offer", old.pk): "Fonden"})
    RolePoint.objects.filter(pk=old.pk).update(is_current=False)
    old.pk, old.version, old.is_current, old._state.adding = None, 9, True, True
    old.save()
    row.refresh_from_db()
    told = {("offer", old.pk): "Puljen", ("need", old.pk): "Tid"}
    reflections.save_reflection(reflection=row, by=cast.bo, texts=told)
    said = reflection_of(invited_talk(cast), cast.bo).recognitions.get()
    assert (said.point, said.offer, said.need) == (old, "Puljen\nFonden", "Tid")


def test_it_cannot_be_handed_in_before_the_invitation(cast: Cast) -> None:
    row = prepared(cast, cast.bo)
    for verb in (reflections.submit, reflections.take_orally, reflections.withdraw):
        with pytest.raises(UnknownMove, match="når invitationen"):
            verb(reflection=row, by=cast.bo)


def test_a_draft_thrown_away_takes_nobodys_preparation_along(cast: Cast, client: Client) -> None:
    talk = draft_talk(cast)
    row = prepared(cast, cast.bo)
    assert row.conversation_id == talk.pk
    client.force_login(cast.anna)
    for _press in range(2):
        answer = client.post(f"/samtaler/{talk.pk}/aflys/", {"nej-reason": ""})
        assert answer.url == "/samtaler/"
    assert not Conversation.objects.visible_to(cast.anna).exists()
    assert row.answers.get().text == WORDS
    assert reflection_of(invited_talk(cast), cast.bo).answers.get().text == WORDS


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_draft_thrown_away_tells_nothing_of_the_others_preparation(
    cast: Cast, client: Client, is_begun: bool
) -> None:
    talk = draft_talk(cast)
    if is_begun:
        prepared(cast, cast.bo)
    client.force_login(cast.anna)
    for _press in range(2):
        answer = client.post(f"/samtaler/{talk.pk}/aflys/", {"nej-reason": ""}, follow=True)
        assert "Aflyst" not in answer.content.decode()
    talk.refresh_from_db()
    assert (talk.status, talk.invited_by, talk.version) == ("draft", None, 2)
    assert client.get(f"/samtaler/{talk.pk}/").status_code == 404
    assert draft_talk(cast) == talk


def test_a_new_network_leader_finds_the_preparation_waiting_unread(cast: Cast) -> None:
    row = prepared(cast, cast.bo)
    replace(cast, "network_leader", cast.eva)
    assert invitations.begin_preparation(theme=cast.theme, by=cast.bo) == row
    row.refresh_from_db()
    assert row.conversation.network_leader == cast.eva
    assert row.answers.get().text == WORDS
    assert not Reflection.objects.visible_to(cast.eva).exists()


def test_a_new_reference_leader_begins_with_an_empty_page(cast: Cast) -> None:
    prepared(cast, cast.bo)
    replace(cast, "reference_leader", cast.eva)
    row = invitations.begin_preparation(theme=cast.theme, by=cast.eva)
    assert not row.answers.exists()
    assert texts_of(Reflection.objects.get(author=cast.bo)) != {}


def test_ready_in_one_press_is_the_other_ones_first_step(cast: Cast, client: Client) -> None:
    questions.load_question_sets()
    client.force_login(cast.bo)
    for _press in range(2):
        answer = client.post(f"/temaer/{cast.theme.slug}/klar/", follow=True)
    assert "Anna kan nu se, at du er klar." in answer.content.decode()
    theme = client.get(cast.theme.get_absolute_url()).content.decode()
    assert "Anna Netsø kan se, at du er klar" in theme and "sige til, at du er klar" not in theme
    # She may be writing the invitation in this very row.
    assert (Conversation.objects.get().version, bool(Conversation.objects.get().ready_at)) == (1, 1)
    client.force_login(cast.anna)
    steps = client.get("/").context["steps"]
    assert steps[0].title == "Bo Refsgaard er klar. Inviter til en samtale."
    invited_talk(cast)
    assert not any("er klar" in step.title for step in client.get("/").context["steps"])


def test_only_the_reference_leader_says_so(cast: Cast) -> None:
    questions.load_question_sets()
    with pytest.raises(PermissionDenied):
        invitations.say_ready(theme=cast.theme, by=cast.anna)


def test_the_welcome_follows_the_two_until_they_have_met(cast: Cast, client: Client) -> None:
    questions.load_question_sets()
    client.force_login(cast.bo)
    page = client.get("/").content.decode()
    assert "Velkommen som referenceleder, Bo" in page
    assert page.count("button-primary") == 1
    client.post(f"/temaer/{cast.theme.slug}/forberedelse/")
    talk = invited_talk(cast)
    assert "Svar på invitationen" in client.get("/").content.decode()
    invitations.accept_time(
        conversation=talk, by=cast.bo, proposed_time=talk.proposed_times.first().pk
    )
    assert "I har aftalt at mødes" in client.get("/").content.decode()
    status = {"status": "held", "held_at": timezone.now()}
    Conversation.objects.filter(pk=talk.pk).update(**status)
    assert "Velkommen som referenceleder" not in client.get("/").content.decode()


def test_a_draft_never_enters_what_the_welcome_is_made_of(cast: Cast, client: Client) -> None:
    draft_talk(cast)
    client.force_login(cast.bo)
    welcome = client.get("/").context["days"].welcome
    assert not [one for one in vars(welcome).values() if isinstance(one, Conversation)]
    assert welcome.urls == set()
