"""The change log of a talk: the moment and the person of each act, never a word of what it says."""

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Agreement, Approval, Conversation, Reflection
from roles.models import User
from roles.services import ensure_secretariat_group
from tests import talks
from tests.cast import Cast

SECRET = "MARKØR: det her er kun vores"


def post(person: User, talk: Conversation, name: str, **data: Any) -> None:
    client = Client()
    client.force_login(person)
    assert client.post(reverse(f"dialogues:{name}", args=[talk.pk]), data).status_code == 302


def lines(model: type[Model], person: User) -> list[dict[str, list[str]]]:
    """What the log tells of the kind as done by the person just now, the newest first."""
    rows = LogEntry.objects.get_for_model(model).filter(actor=person)
    assert all((timezone.now() - row.timestamp).seconds < 60 for row in rows)
    return [row.changes for row in rows]


def draft(person: User, talk: Conversation, **data: Any) -> None:
    """The person saves the agreement with other words in it."""
    client = Client()
    client.force_login(person)
    form = client.get(reverse("dialogues:summary", args=[talk.pk])).context["form"]
    typed = {one.html_name: "" if one.value() is None else str(one.value()) for one in form}
    post(person, talk, "summary", **typed | {"collaboration": SECRET} | data)


def test_reflection_that_is_handed_in_and_taken_back(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    post(cast.bo, talk, "submit")
    post(cast.bo, talk, "withdraw")
    back, handed_in = lines(Reflection, cast.bo)
    assert handed_in["submitted_at"][0] == back["submitted_at"][1] == "None"
    assert handed_in.keys() == back.keys() == {"submitted_at"}


def test_reflections_that_are_opened_by_the_second(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.submit(talk, cast.bo)
    post(cast.anna, talk, "submit")
    opened = [one for one in lines(Reflection, cast.anna) if "revealed_at" in one]
    assert len(opened) == 2


def test_reflection_that_is_taken_orally(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    post(cast.bo, talk, "oral")
    assert lines(Reflection, cast.bo) == [{"is_oral": ["False", "True"]}]


def test_reflection_that_is_begun_is_its_authors_alone(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.bo, SECRET)
    assert not LogEntry.objects.get_for_model(Reflection).exists()


def test_agreement_that_is_changed_and_sent(cast: Cast) -> None:
    talk = talks.held_talk(cast)
    draft(cast.bo, talk)
    changed = lines(Agreement, cast.bo)
    assert [one.keys() for one in changed] == [{"version"}]
    draft(cast.bo, talk, send="1")
    assert lines(Agreement, cast.bo)[0].keys() == {"sent_at"}


def test_approval_that_is_given_and_taken_back(cast: Cast) -> None:
    talk = talks.summarised_talk(cast)
    version = talks.agreement_of(talk).version
    post(cast.anna, talk, "approve", version=version, disagreement=SECRET)
    given = LogEntry.objects.get_for_model(Approval).get()
    assert (given.actor, given.action) == (cast.anna, LogEntry.Action.CREATE)
    draft(cast.bo, talk)
    taken = LogEntry.objects.get_for_model(Approval).first()
    assert (taken.actor, taken.action) == (cast.bo, LogEntry.Action.DELETE)
    assert taken.object_id == given.object_id


def test_agreement_that_both_approve_and_one_reopens(cast: Cast) -> None:
    talk = talks.summarised_talk(cast)
    version = talks.agreement_of(talk).version
    for person in (cast.anna, cast.bo):
        post(person, talk, "approve", version=version)
    assert lines(Agreement, cast.bo)[0].keys() == {"approved_at"}
    post(cast.anna, talk, "reopen", reason=SECRET)
    reopened = lines(Agreement, cast.anna)[0]
    assert reopened["edition"] == ["None", "2"]
    assert reopened["reopened_by"] == ["None", str(cast.anna.pk)]


@pytest.mark.parametrize("person", ["gry", "root"])
def test_no_word_of_an_agreement_stands_in_the_log(cast: Cast, person: str) -> None:
    ensure_secretariat_group()
    talk = talks.summarised_talk(cast)
    version = talks.agreement_of(talk).version
    post(cast.anna, talk, "approve", version=version, disagreement=SECRET)
    draft(cast.bo, talk, send="1")
    for one in (cast.anna, cast.bo):
        version = talks.agreement_of(talk).version
        post(one, talk, "approve", version=version, disagreement=SECRET)
    post(cast.bo, talk, "reopen", reason=SECRET)
    client = Client()
    client.force_login(getattr(cast, person))
    told = LogEntry.objects.filter(content_type__model__in=("agreement", "approval"))
    assert told.count() > 8
    for entry in told:
        page = client.get(reverse("admin:auditlog_logentry_change", args=[entry.pk]))
        assert page.status_code == 200
        assert SECRET not in f"{page.content.decode()} {entry.object_repr} {entry.changes}"
