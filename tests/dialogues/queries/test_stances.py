"""What the two have said in their own words: who knows it, and from when."""

from typing import Any

import pytest
from django.utils import timezone

from dialogues.models import Conversation, Question, Reflection, Stance
from dialogues.queries import stances
from tests.dialogues.queries.rows import held, sides
from tests.dialogues.rules.states import Status
from tests.town import FORMER_NL, NL, ONE, RL, ROOT, Town

pytestmark = pytest.mark.django_db

STAKE, DEPENDS = Stance.Part.STAKE, Stance.Part.DEPENDS
NOT_HELD = {"status": Status.TIME_AGREED, "held_at": None}


def say(town: Town, name: str, part: str, text: str, **fields: Any) -> Stance:
    told = {"theme": town.theme, "author": town[name], "part": part, "text": text}
    return Stance.objects.create(**told | sides(town, (NL, RL)) | fields)


def reader_finds(town: Town, reader: str, *parts: str) -> dict[tuple[str, str], list[str]]:
    found = stances.said(town.theme, (town[NL], town[RL]), town[reader], parts)
    names = {town[name].pk: name for name in (NL, RL)}
    return {(names[who], part): [row.text for row in rows] for (who, part), rows in found.items()}


def test_the_newest_first_by_author_and_part(town: Town) -> None:
    held(town)
    say(town, RL, STAKE, "Først")
    say(town, RL, STAKE, "Siden")
    say(town, RL, DEPENDS, "Af netværket")
    say(town, NL, DEPENDS, "Af linjen")
    both = {(RL, DEPENDS): ["Af netværket"], (NL, DEPENDS): ["Af linjen"]}
    assert reader_finds(town, NL, DEPENDS) == both
    assert reader_finds(town, RL, DEPENDS, STAKE) == {**both, (RL, STAKE): ["Siden", "Først"]}
    assert [reader_finds(town, name, STAKE) for name in (ONE, ROOT, FORMER_NL)] == [{}, {}, {}]


def test_until_the_two_have_talked_each_knows_the_own(town: Town) -> None:
    held(town, **NOT_HELD)
    say(town, RL, STAKE, "Min aktie")
    assert reader_finds(town, RL, STAKE) == {(RL, STAKE): ["Min aktie"]}
    assert reader_finds(town, NL, STAKE) == {}


def test_what_was_said_elsewhere_or_to_another_is_not_told(town: Town) -> None:
    held(town)
    say(town, RL, STAKE, "Til den forrige", network_leader=town[FORMER_NL])
    say(town, RL, STAKE, "På et andet tema", theme=town.other_theme)
    say(town, NL, DEPENDS, "Til en anden", reference_leader=town[FORMER_NL])
    assert reader_finds(town, RL, STAKE) == {}
    assert reader_finds(town, NL, DEPENDS) == {}


def reflect(talk: Conversation, town: Town, name: str, text: str, **fields: Any) -> Reflection:
    """What the person has written beforehand of the own stake."""
    row = Reflection.objects.create(conversation=talk, author=town[name], **fields)
    for number, (key, words) in enumerate(((STAKE, text), (DEPENDS, ""), ("other", "Andet"))):
        told = {"question_set": talk.question_set, "key": key, "order": 90 + number}
        question, _made = Question.objects.get_or_create(**told)
        row.answers.create(question=question, text=words)
    return row


def revealed() -> dict[str, Any]:
    now = timezone.now()
    return {"status": "revealed", "submitted_at": now, "revealed_at": now}


def test_ones_own_words_before_the_talk(town: Town) -> None:
    talk, other = held(town), held(town, (FORMER_NL, RL))
    reflect(talk, town, RL, "Min aktie", **revealed())
    reflect(other, town, RL, "En anden gang")
    assert stances.prepared(talk, town[RL]) == {STAKE: "Min aktie"}
    assert stances.prepared(talk, town[NL]) == {}


def test_the_others_words_once_they_have_read_each_other(town: Town) -> None:
    talk = held(town)
    row = reflect(talk, town, RL, "Min aktie", **revealed())
    reflect(talk, town, NL, "En anden aktie", **revealed())

    def opened(reader: str) -> dict[str, str]:
        return stances.opened(talk, town[reader], town[RL])

    assert opened(NL) == opened(RL) == {STAKE: "Min aktie"}
    assert [opened(name) for name in (ONE, ROOT, FORMER_NL)] == [{}, {}, {}]
    Reflection.objects.filter(pk=row.pk).update(status="locked", revealed_at=None)
    assert opened(NL) == opened(RL) == {}


@pytest.mark.parametrize(
    ("talk", "reflection", "may"),
    [
        (NOT_HELD, {}, False),
        (NOT_HELD, {"status": "submitted", "submitted_at": timezone.now()}, False),
        (NOT_HELD, revealed(), True),
        ({}, {}, True),
    ],
)
def test_nobody_takes_over_what_still_waits_to_be_read(
    town: Town, talk: dict, reflection: dict, may: bool
) -> None:
    row = held(town, **talk)
    reflect(row, town, RL, "Min aktie", **reflection)
    assert stances.may_be_taken_over(row, town[RL]) is may


def test_what_was_opened_before_another_talk_says_nothing_of_this_one(town: Town) -> None:
    row = held(town, **NOT_HELD)
    reflect(row, town, RL, "Min aktie")
    reflect(held(town, (FORMER_NL, RL)), town, RL, "En anden gang", **revealed())
    assert not stances.may_be_taken_over(row, town[RL])


def test_the_others_open_words_are_not_ones_own(town: Town) -> None:
    row = held(town, **NOT_HELD)
    reflect(row, town, RL, "Min aktie", **revealed())
    assert not stances.may_be_taken_over(row, town[NL])
