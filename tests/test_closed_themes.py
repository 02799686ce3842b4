"""What was over on the page is over in the verb: nothing is answered on a closed theme."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.services import conversations, invitations
from dialogues.services.partnership import open_pulse
from dialogues.services.questions import load_question_sets
from dialogues.services.sittings import finish_sitting, say, start_sitting, take_up_sitting
from referenceledelse.core.web.errors import Refused
from tests import rooms, talks
from tests.cast import Cast
from tests.settled import ANSWERS, CLOSED, KINDS, close, signed_in, sitting
from themes.services.arenas import offer_arena


def kept(row: Any) -> dict[str, Any]:
    return type(row).objects.filter(pk=row.pk).values().get()


@pytest.mark.parametrize(("name", "address", "said"), ANSWERS.values(), ids=ANSWERS)
def test_page_that_was_open_when_the_theme_closed_answers_nothing(
    cast: Cast, name: str, address: Any, said: Any
) -> None:
    row = KINDS[name].make(cast)
    whose = cast.anna if name == "invitation" and not said else getattr(cast, KINDS[name].whose)
    where, said = address(row), said(row) if callable(said) else said
    close(cast.theme)
    before = kept(row)
    answer = signed_in(whose).post(where, said)
    assert answer.status_code in (200, 403, 409)
    assert kept(row) == before


@pytest.mark.parametrize(
    ("verb", "make", "whose"),
    [
        (invitations.accept_time, talks.invited_talk, "bo"),
        (invitations.ask_for_other_time, talks.invited_talk, "bo"),
        (conversations.start, talks.agreed_talk, "anna"),
    ],
)
def test_verb_of_a_talk_that_cannot_begin_says_why(
    cast: Cast, verb: Any, make: Any, whose: str
) -> None:
    row, told = make(cast), {}
    if verb is invitations.accept_time:
        told = {"proposed_time": row.proposed_times.first().pk}
    elif verb is invitations.ask_for_other_time:
        told = {"reply": "Hellere fredag"}
    close(cast.theme)
    with pytest.raises(Refused, match=CLOSED):
        verb(conversation=row, by=getattr(cast, whose), **told)


def test_arena_is_not_offered_to_a_closed_theme(cast: Cast) -> None:
    row, arena = rooms.wish(cast), rooms.arena(cast)
    close(cast.theme)
    with pytest.raises(Refused, match=CLOSED):
        offer_arena(use=row, arena=arena, by=cast.bo)


@pytest.mark.parametrize("verb", [open_pulse, start_sitting])
def test_the_two_begin_nothing_on_a_closed_theme(cast: Cast, verb: Any) -> None:
    load_question_sets()
    close(cast.theme)
    with pytest.raises(PermissionDenied):
        verb(theme=cast.theme, by=cast.bo)


def test_sitting_is_not_gone_on_with_on_a_closed_theme(cast: Cast) -> None:
    row = take_up_sitting(sitting=sitting(cast), by=cast.bo)
    key = row.duties.first().duty.key
    close(cast.theme)
    with pytest.raises(PermissionDenied):
        say(sitting=row, by=cast.bo, key=key, status="in_progress")
    with pytest.raises(PermissionDenied):
        finish_sitting(sitting=row, by=cast.bo)
