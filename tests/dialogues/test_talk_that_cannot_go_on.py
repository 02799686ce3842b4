"""A talk that cannot go on is read only: the page says why, once, and the verb says the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dialogues.models import Conversation, Reflection
from dialogues.services import agenda, agreements, conversations, notes, reflections, tasks
from referenceledelse.core.web.errors import Refused
from tests import talks
from tests.cast import Cast
from tests.dialogues.test_agenda import with_three
from tests.settled import CLOSED, LEFT, close, leave, page, signed_in
from tests.strangers import undone

BO_LEFT = LEFT.format(name="Bo Refsgaard")


def revealed_talk(cast: Cast) -> Conversation:
    row = talks.agreed_talk(cast)
    for person in (cast.anna, cast.bo):
        talks.submit(row, person)
    return row


def handed_in_talk(cast: Cast) -> Conversation:
    """Anna has handed in, and Bo has not."""
    row = talks.agreed_talk(cast)
    talks.submit(row, cast.anna)
    return row


def draft(row: Conversation) -> dict[str, Any]:
    one = talks.agreement_of(row)
    return {"agreement": one, "version": one.version}


def written(row: Conversation) -> dict[str, Any]:
    return {**draft(row), "collaboration": "Nyt", "rhythm": "", "review_on": None, "items": {}}


def mine(row: Conversation) -> dict[str, Any]:
    return {"reflection": row.reflections.get(author=row.network_leader)}


def point(row: Conversation) -> dict[str, Any]:
    return {"point": row.points.first(), "texts": {"note": "Nyt"}}


def talk(**told: Any) -> Callable[[Conversation], dict[str, Any]]:
    return lambda row: {"conversation": row, **told}


def promised(row: Conversation) -> dict[str, Any]:
    return {"conversation": row, "text": "Ring", "owner": row.network_leader}


VERBS = {
    "write a point": (talks.started_talk, conversations.write_point, point),
    "take the lead": (talks.started_talk, conversations.go_to_step, talk(step="velkomst")),
    "end the talk": (talks.started_talk, conversations.hold, talk()),
    "promise": (talks.started_talk, tasks.add_task, promised),
    "add a point": (talks.started_talk, agenda.add_point, talk(text="Nyt", is_raised=True)),
    "plan": (talks.agreed_talk, agenda.choose_duty, talk(step="opgave-3", is_chosen=True)),
    "write the agreement": (talks.held_talk, agreements.write_agreement, written),
    "send it": (talks.held_talk, agreements.send_for_approval, draft),
    "approve": (talks.summarised_talk, agreements.approve, draft),
    "change what was sent": (talks.summarised_talk, agreements.write_agreement, written),
    "reopen": (talks.approved_talk, agreements.reopen, talk(reason="Nyt budget")),
    "submit": (talks.agreed_talk, reflections.submit, mine),
    "take it orally": (talks.agreed_talk, reflections.take_orally, mine),
    "add to it": (revealed_talk, notes.add_to_reflection, lambda row: {**mine(row), "text": "Og"}),
}


@pytest.mark.parametrize(("make", "verb", "told"), VERBS.values(), ids=VERBS)
def test_nothing_is_done_in_a_talk_whose_other_has_left(
    cast: Cast, make: Any, verb: Any, told: Any
) -> None:
    row = make(cast)
    if row.status == Conversation.Status.SUMMARISED:
        agreements.approve(**draft(row), by=cast.bo)
    values, before = told(row), Conversation.objects.values().get(pk=row.pk)
    leave(cast.bo)
    with pytest.raises(Refused, match=BO_LEFT):
        verb(by=cast.anna, **values)
    assert Conversation.objects.values().get(pk=row.pk) == before


def pages_of(row: Conversation) -> list[str]:
    names = ["conversation", "agenda"]
    names += ["preparation"] if row.held_at is None else ["agreement"]
    found = [reverse(f"dialogues:{name}", args=[row.pk]) for name in names]
    steps = [row.points.first(), row.points.last()] if row.started_at else []
    return found + [step.get_absolute_url() for step in steps]


BUTTONS = (
    *("Vis trinnet for os begge", "data-save>Gem", 'name="out"', "Tal også om opgaven"),
    *("Gem kladde", ">Send min refleksion<", ">Jeg svarer mundtligt<", "Ret i udkastet"),
    *("Godkend aftalen</button>", "Nu mangler Bo", "Næste: ", "Træk tilbage og skriv videre"),
)


STAGES = (
    *(talks.agreed_talk, handed_in_talk, revealed_talk, talks.started_talk),
    *(talks.held_talk, talks.summarised_talk),
)


def test_each_button_is_offered_while_a_talk_goes_on(cast: Cast) -> None:
    html = ""
    for make in STAGES:
        with undone():
            talk = make(cast)
            if talk.is_ahead:
                with_three(talk)
            html += "".join(page(cast.anna, address) for address in pages_of(talk))
    approved = talks.summarised_talk(cast)
    agreements.approve(**draft(approved), by=cast.anna)
    html += page(cast.anna, reverse("dialogues:agreement", args=[approved.pk]))
    html = re.sub(r"\s*([<>])\s*", r"\1", html)
    assert [words for words in BUTTONS if words not in html] == []


@pytest.mark.parametrize("make", STAGES)
def test_pages_of_a_talk_whose_other_has_left_say_why_and_offer_nothing(
    cast: Cast, make: Any
) -> None:
    row = make(cast)
    leave(cast.bo)
    for address in pages_of(row):
        html = page(cast.anna, address)
        assert html.count(BO_LEFT) == 1, address
        assert [words for words in BUTTONS if words in html] == [], address


def test_preparation_on_a_closed_theme_is_read_only(cast: Cast) -> None:
    row = talks.agreed_talk(cast)
    talks.write(row, cast.anna, "Mit eget")
    close(cast.theme)
    html = page(cast.anna, reverse("dialogues:preparation", args=[row.pk]))
    assert (html.count(CLOSED), "Mit eget" in html) == (1, True)
    assert [words for words in BUTTONS if words in html] == []
    with pytest.raises(Refused, match=CLOSED):
        reflections.submit(**mine(row), by=cast.anna)
    assert row.reflections.get(author=cast.anna).status == Reflection.Status.DRAFT


def test_what_was_typed_as_the_other_left_is_shown_to_be_copied(cast: Cast) -> None:
    row = talks.started_talk(cast)
    leave(cast.bo)
    where = row.points.first().get_absolute_url()
    answer = signed_in(cast.anna).post(where, {"note": "Vi var lige ved", "then": "next"})
    html = answer.content.decode()
    assert (answer.status_code, "Vi var lige ved" in html, BO_LEFT in html) == (409, True, True)


def test_approval_that_comes_too_late_says_who_left(cast: Cast) -> None:
    row = talks.summarised_talk(cast)
    version = talks.agreement_of(row).version
    leave(cast.bo)
    address = reverse("dialogues:approve", args=[row.pk])
    answer = signed_in(cast.anna).post(address, {"version": version})
    assert (answer.status_code, BO_LEFT in answer.content.decode()) == (409, True)
