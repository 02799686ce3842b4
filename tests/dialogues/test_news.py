"""What one of the two does with a conversation is told on the other's first page until seen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.models import Conversation, News
from dialogues.services import agreements, invitations
from roles.models import User
from tests.cast import Cast
from tests.dialogues.test_agreements import page, rewrite, signed_in
from tests.talks import agreed_talk, agreement_of, approved_talk, draft_talk, summarised_talk


def first_page(person: User) -> str:
    return signed_in(person).get("/").content.decode()


def opened(client: Client, talk: Conversation, name: str = "conversation") -> None:
    assert client.get(page(talk, name)).status_code == 200


def moved(cast: Cast, talk: Conversation) -> None:
    later = [timezone.now() + timedelta(days=20)]
    invitations.write_invitation(conversation=talk, version=talk.version, by=cast.anna, times=later)


def test_talk_called_off_stands_on_the_others_page_until_opened(cast: Cast) -> None:
    talk = agreed_talk(cast)
    invitations.cancel(conversation=talk, by=cast.anna, reason="Hemmelig grund")
    said = "Anna Netsø har aflyst jeres samtale"
    assert said in first_page(cast.bo)
    assert "Hemmelig grund" not in first_page(cast.bo)
    for other in (cast.anna, cast.clara, cast.gry):
        assert said not in first_page(other)
    opened(signed_in(cast.anna), talk)
    assert said in first_page(cast.bo)
    opened(signed_in(cast.bo), talk)
    assert said not in first_page(cast.bo)


def test_talk_that_is_declined_is_told_to_who_invited(cast: Cast) -> None:
    talk = agreed_talk(cast)
    Conversation.objects.filter(pk=talk.pk).update(status="invited", scheduled_at=None)
    invitations.decline(conversation=talk, by=cast.bo, reason="Ferie")
    assert "Bo Refsgaard har aflyst jeres samtale" in first_page(cast.anna)


def test_talk_that_is_moved_is_told_each_time(cast: Cast) -> None:
    talk = agreed_talk(cast)
    moved(cast, talk)
    said = "Anna Netsø har flyttet jeres samtale"
    assert said in first_page(cast.bo)
    opened(signed_in(cast.bo), talk)
    assert said not in first_page(cast.bo)
    News.objects.all().delete()
    talk.refresh_from_db()
    chosen = talk.proposed_times.first()
    invitations.accept_time(conversation=talk, by=cast.bo, proposed_time=chosen.pk)
    talk.refresh_from_db()
    moved(cast, talk)
    assert said in first_page(cast.bo)


def test_draft_that_is_thrown_away_is_told_to_nobody(cast: Cast) -> None:
    invitations.cancel(conversation=draft_talk(cast), by=cast.anna)
    assert not News.objects.exists()


@pytest.mark.parametrize("name", ["agreement", "summary"])
def test_yes_that_an_edit_took_back_is_told_until_opened(cast: Cast, name: str) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    agreements.approve(agreement=row, version=row.version, by=cast.bo, disagreement="Kun Bos")
    rewrite(talk, cast.anna, rhythm="Annas rytme")
    said = "Anna Netsø har rettet i samarbejdsaftalen, efter at du godkendte den"
    assert said in first_page(cast.bo)
    assert "Annas rytme" not in first_page(cast.bo)
    opened(signed_in(cast.bo), talk, name)
    assert said not in first_page(cast.bo)


def test_ones_own_yes_taken_back_is_told_to_the_other(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    agreements.approve(agreement=row, version=row.version, by=cast.bo)
    rewrite(talk, cast.bo, rhythm="Bos rytme")
    assert "Bo Refsgaard har rettet i samarbejdsaftalen og taget" in first_page(cast.anna)


def test_agreement_taken_up_again_is_told_to_the_other(cast: Cast) -> None:
    talk = approved_talk(cast)
    agreements.reopen(conversation=talk, by=cast.bo, reason="Hemmelig grund")
    text = first_page(cast.anna)
    assert "Bo Refsgaard har genåbnet jeres samarbejdsaftale" in text
    assert "Hemmelig grund" not in text
