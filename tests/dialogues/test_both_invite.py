"""Either of the two invites to the talks that follow the first; who is invited answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Conversation
from dialogues.services import agreements, invitations, questions, reflections
from referenceledelse.core.web.errors import Refused
from roles.models import User
from tests import talks
from tests.cast import Cast
from tests.dialogues.duty_pages import read, signed_in

MARK = "Kun til dig"


def written(cast: Cast, by: User) -> Conversation:
    """The person writes on an invitation to a follow-up."""
    talk = invitations.draft_invitation(theme=cast.theme, by=by, kind="followup")
    times = [timezone.now() + timedelta(days=9)]
    return invitations.write_invitation(
        conversation=talk, version=talk.version, by=by, times=times, message=MARK
    )


def test_reference_leader_invites_and_the_network_leader_answers(cast: Cast) -> None:
    talks.approved_talk(cast)
    talk = written(cast, cast.bo)
    address = f"/samtaler/{talk.pk}/"
    assert "Inviter Anna Netsø" in read(cast.bo, f"{address}invitation/")
    invitations.send_invitation(conversation=talk, by=cast.bo)
    assert "Bo Refsgaard inviterer dig til en samtale" in read(cast.anna, "/")
    assert "Anna Netsø skal svare på invitationen" in read(cast.bo, "/")
    pressed = {"time": talk.proposed_times.get().pk}
    assert signed_in(cast.bo).post(f"{address}svar/", pressed).status_code == 403
    signed_in(cast.anna).post(f"{address}svar/", pressed)
    talk.refresh_from_db()
    assert talk.status == "time_agreed"
    with pytest.raises(PermissionDenied):
        invitations.decline(conversation=talk, by=cast.bo, reason="Ferie")


def test_the_first_talk_is_the_network_leaders_to_invite_to(cast: Cast) -> None:
    questions.load_question_sets()
    with pytest.raises(PermissionDenied):
        invitations.draft_invitation(theme=cast.theme, by=cast.bo)


def test_two_drafts_stand_beside_each_other_and_neither_sees_the_others(cast: Cast) -> None:
    talks.approved_talk(cast)
    annas, bos = written(cast, cast.anna), written(cast, cast.bo)
    assert annas != bos
    assert signed_in(cast.bo).get(f"/samtaler/{annas.pk}/").status_code == 404
    assert signed_in(cast.anna).get(f"/samtaler/{bos.pk}/invitation/").status_code == 404
    invitations.send_invitation(conversation=annas, by=cast.anna)
    bos.refresh_from_db()
    assert bos.status == "cancelled"
    told = "Anna Netsø inviterede dig først, så din kladde blev ikke sendt"
    assert told in read(cast.bo, "/")
    assert MARK in read(cast.bo, f"/samtaler/{bos.pk}/")
    assert told not in read(cast.bo, "/")
    assert invitations.draft_invitation(theme=cast.theme, by=cast.bo, kind="followup") == annas


def test_what_the_other_writes_on_is_no_reason_not_to_reopen(cast: Cast) -> None:
    talk = talks.approved_talk(cast)
    written(cast, cast.bo)
    agreements.reopen(conversation=talk, by=cast.anna, reason="Vi glemte puljen")
    talk.refresh_from_db()
    assert talk.status == "held"


@pytest.mark.parametrize("is_prepared", [False, True])
def test_draft_of_a_later_talk_is_called_off_and_own_words_wait(
    cast: Cast, is_prepared: bool
) -> None:
    talks.approved_talk(cast)
    talk = written(cast, cast.bo)
    if is_prepared:
        reflections.own_reflection(talk, cast.bo)
    invitations.cancel(conversation=talk, by=cast.bo)
    talk.refresh_from_db()
    assert (talk.status, talk.invited_by) == ("cancelled", cast.bo)
    if is_prepared:
        again = reflections.own_reflection(written(cast, cast.bo), cast.bo)
        assert (again.status, again.conversation != talk) == ("empty", True)


def test_who_comes_second_is_told_so(cast: Cast) -> None:
    talks.approved_talk(cast)
    annas, bos = written(cast, cast.anna), written(cast, cast.bo)
    invitations.send_invitation(conversation=annas, by=cast.anna)
    Conversation.objects.filter(pk=bos.pk).update(status="draft")
    with pytest.raises(Refused, match="Anna Netsø har allerede inviteret dig"):
        invitations.send_invitation(conversation=bos, by=cast.bo)
