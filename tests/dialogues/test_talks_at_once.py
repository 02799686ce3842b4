"""The two leaders at the same moment, about a talk that has not begun."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from dialogues.models import Conversation, Reflection
from dialogues.services import agenda, conversations, invitations, notes, questions, reflections
from referenceledelse.core.web.errors import Refused
from roles.models import User
from tests import talks
from tests.cast import Cast
from tests.dialogues.test_at_once import at_once
from themes.models import Theme

Status = Conversation.Status
ROUNDS = range(3)


def timed(cast: Cast, by: User, kind: str) -> Conversation:
    """The person's draft with a time in it."""
    talk = invitations.draft_invitation(theme=cast.theme, by=by, kind=kind)
    times = [timezone.now() + timedelta(days=9)]
    return invitations.write_invitation(conversation=talk, version=talk.version, by=by, times=times)


VERBS: dict[str, Callable[[Cast, Conversation], object]] = {
    "write": lambda cast, talk: timed(cast, cast.anna, "kickoff"),
    "send": lambda cast, talk: invitations.send_invitation(conversation=talk, by=cast.anna),
    "cancel": lambda cast, talk: invitations.cancel(conversation=talk, by=cast.anna),
    "record": lambda cast, talk: conversations.record(
        conversation=talk, by=cast.anna, held_on=timezone.localdate()
    ),
    "note": lambda cast, talk: notes.save_note(conversation=talk, by=cast.anna, text="Mit"),
    "prepare": lambda cast, talk: reflections.save_reflection(
        reflection=talks.reflection_of(talk, cast.anna), by=cast.anna, texts={}
    ),
}
AHEAD: dict[str, Callable[[Cast, Conversation], object]] = {
    "accept": lambda cast, talk: invitations.accept_time(
        conversation=talk, by=cast.bo, proposed_time=talk.proposed_times.first().pk
    ),
    "other time": lambda cast, talk: invitations.ask_for_other_time(
        conversation=talk, by=cast.bo, reply="Ferie"
    ),
    "decline": lambda cast, talk: invitations.decline(conversation=talk, by=cast.bo, reason="Nej"),
    "plan": lambda cast, talk: agenda.add_point(
        conversation=talk, by=cast.bo, text="Punkt", is_raised=True
    ),
    "hand in": lambda cast, talk: reflections.submit(
        reflection=talks.reflection_of(talk, cast.bo), by=cast.bo
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*VERBS, *AHEAD])
def test_every_verb_locks_the_theme_before_the_talk(
    cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in VERBS:
        talks.draft_talk(cast)
        talk = timed(cast, cast.anna, "kickoff")
        invitations.begin_preparation(theme=cast.theme, by=cast.anna)
    else:
        talk = talks.invited_talk(cast)
    order, lock = [], QuerySet.select_for_update

    def noted(rows: QuerySet, *args: Any, **kwargs: Any) -> QuerySet:
        order.append(rows.model)
        return lock(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    (VERBS | AHEAD)[name](cast, talk)
    assert order[:2] == [Theme, Conversation] or order[:3] == [Theme, Theme, Conversation]


@pytest.mark.django_db(transaction=True)
def test_a_draft_thrown_away_while_the_other_begins_leaves_the_preparation_open(
    cast: Cast,
) -> None:
    questions.load_question_sets()
    for _round in ROUNDS:
        talk = timed(cast, cast.anna, "kickoff")
        raised = at_once(
            lambda talk=talk: invitations.cancel(conversation=talk, by=cast.anna),
            lambda: invitations.begin_preparation(theme=cast.theme, by=cast.bo),
        )
        assert raised == []
        row = Reflection.objects.get(author=cast.bo)
        assert (row.status, row.conversation.status) == ("empty", "draft")
        Conversation.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_while_the_other_begins_is_sent_with_the_preparation(
    cast: Cast,
) -> None:
    questions.load_question_sets()
    for _round in ROUNDS:
        talk = timed(cast, cast.anna, "kickoff")
        raised = at_once(
            lambda talk=talk: invitations.send_invitation(conversation=talk, by=cast.anna),
            lambda: invitations.begin_preparation(theme=cast.theme, by=cast.bo),
        )
        assert raised == []
        assert Reflection.objects.get(author=cast.bo).conversation.status == "invited"
        Conversation.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_two_follow_ups_sent_at_once_are_one(cast: Cast) -> None:
    talks.approved_talk(cast)
    for _round in ROUNDS:
        drafts = {one: timed(cast, one, "followup") for one in (cast.anna, cast.bo)}
        raised = at_once(
            *[
                lambda by=by, talk=talk: invitations.send_invitation(conversation=talk, by=by)
                for by, talk in drafts.items()
            ]
        )
        assert [isinstance(error, Refused) for error in raised] == [True]
        rows = Conversation.objects.filter(kind="followup")
        assert sorted(rows.values_list("status", flat=True)) == ["cancelled", "invited"]
        rows.delete()
