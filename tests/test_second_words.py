"""A second person's reason is never dropped with a message of success: who was first is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation
from dialogues.services import agreements, conversations, invitations
from referenceledelse.core.web.errors import Refused
from roles.models import User
from roles.services import ensure_secretariat_group
from tests.cast import Cast, assign, make_person, make_theme
from tests.dialogues.test_agreements import page, signed_in
from tests.talks import agreed_talk, approved_talk
from themes.models import AssessmentRequest, Gate, Phase, Theme
from themes.services import accept_proposal, ask_to_revise, decline_proposal
from themes.services.leader_requests import approve_request, ask_for_leader, reject_request
from themes.services.phases import pass_gate
from themes.services.politics import ask_for_assessment


def colleague(cast: Cast) -> User:
    """One more in the secretariat."""
    person = make_person("Hanne Sekretær", is_staff=True)
    person.groups.add(ensure_secretariat_group())
    return person


def proposal(cast: Cast) -> Theme:
    return make_theme("Evas forslag", status=Theme.Status.PROPOSED, proposed_by=cast.eva)


@pytest.mark.parametrize("verb", [accept_proposal, ask_to_revise, decline_proposal])
def test_second_answer_to_a_proposal_is_told_who_was_first(cast: Cast, verb: Callable) -> None:
    theme, second = proposal(cast), colleague(cast)
    for _ in range(2):
        verb(theme=theme, by=cast.gry, reason="Grys grund")
    for other in (accept_proposal, ask_to_revise, decline_proposal):
        with pytest.raises(Refused, match="Gry Sekretær har allerede svaret"):
            other(theme=theme, by=second, reason="Hannes grund")
    theme.refresh_from_db()
    assert theme.decision_reason == "Grys grund"


def test_page_of_a_proposal_keeps_the_second_reason(cast: Cast) -> None:
    theme, second = proposal(cast), colleague(cast)
    decline_proposal(theme=theme, by=cast.gry, reason="Grys grund")
    address = reverse("themes:proposal", args=[theme.slug])
    answer = signed_in(second).post(address, {"decline": "1", "reason": "Hannes grund"})
    assert answer.status_code == 409
    assert "Gry Sekretær har allerede svaret" in answer.text
    assert "Hannes grund" in answer.text


def test_second_through_a_gate_is_told_and_keeps_the_note(cast: Cast) -> None:
    to = Phase.objects.get(key="test")
    told: dict[str, Any] = {"theme": cast.theme, "to": to, "version": cast.theme.version}
    for _ in range(2):
        pass_gate(**told, by=cast.anna, answers={}, note="Annas")
    data = {"to": to.pk, "version": cast.theme.version, "note": "Grys bemærkning"}
    answer = signed_in(cast.gry).post(reverse("themes:gate", args=[cast.theme.slug]), data)
    assert answer.status_code == 409
    assert "Anna Netsø har allerede flyttet temaet" in answer.text
    assert "Grys bemærkning" in answer.text
    assert Gate.objects.get(theme=cast.theme, to_phase=to).note == "Annas"


def test_second_answer_to_a_wish_is_told_and_keeps_the_reason(cast: Cast) -> None:
    theme = make_theme("Uden referenceleder")
    assign(theme, "network_leader", cast.eva)
    wish = ask_for_leader(theme=theme, role="reference_leader", why="Ja", by=cast.eva)
    for _ in range(2):
        reject_request(wish=wish, by=cast.gry, reason="Grys grund")
    second = colleague(cast)
    for verb in (approve_request, reject_request):
        with pytest.raises(Refused, match="Gry Sekretær har allerede svaret"):
            verb(wish=wish, by=second, reason="Hannes grund")
    address = reverse("themes:answer_request", args=[theme.slug, wish.pk])
    answer = signed_in(second).post(address, {"reject": "1", "reason": "Hannes grund"})
    assert "Gry Sekretær har allerede svaret" in answer.text
    assert "Hannes grund" in answer.text


def test_second_to_call_a_talk_off_is_told_and_keeps_the_reason(cast: Cast) -> None:
    talk = agreed_talk(cast)
    for _ in range(2):
        invitations.cancel(conversation=talk, by=cast.anna, reason="Annas grund")
    answer = signed_in(cast.bo).post(page(talk, "cancel"), {"nej-reason": "Bos grund"})
    assert answer.status_code == 200
    assert "Anna Netsø har allerede aflyst samtalen" in answer.text
    assert "Bos grund" in answer.text
    assert Conversation.objects.get(pk=talk.pk).end_reason == "Annas grund"


def test_second_to_write_a_talk_down_is_told_and_keeps_the_note(cast: Cast) -> None:
    talk, today = agreed_talk(cast), timezone.localdate()
    for _ in range(2):
        conversations.record(conversation=talk, by=cast.anna, held_on=today, note="Annas")
    data = {"held_on": today.isoformat(), "note": "Bos note"}
    answer = signed_in(cast.bo).post(page(talk, "record"), data)
    assert "Anna Netsø har allerede registreret samtalen" in answer.text
    assert "Bos note" in answer.text


def test_second_to_reopen_an_agreement_is_told_and_keeps_the_reason(cast: Cast) -> None:
    talk = approved_talk(cast)
    agreements.reopen(conversation=talk, by=cast.anna, reason="Annas grund")
    answer = signed_in(cast.bo).post(page(talk, "reopen"), {"reason": "Bos grund"})
    assert "Anna Netsø har allerede genåbnet aftalen" in answer.text
    assert "Bos grund" in answer.text


def test_second_question_for_an_assessment_is_told_who_asked(cast: Cast) -> None:
    assign(cast.theme, "co_driver", cast.eva)
    told = {"theme": cast.theme, "why": "Annas"}
    assert ask_for_assessment(**told, by=cast.anna) == ask_for_assessment(**told, by=cast.anna)
    AssessmentRequest.objects.update(created_by=cast.eva)
    answer = signed_in(cast.anna).post(
        reverse("themes:ask_for_assessment", args=[cast.theme.slug]), {"why": "Annas grund"}
    )
    assert "Eva Sten har allerede bedt om en vurdering" in answer.text
    assert "Annas grund" in answer.text
