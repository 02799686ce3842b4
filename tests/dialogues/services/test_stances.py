"""What each of the two says in own words: for whom, when it is new, and what stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Question, Reflection, Stance
from dialogues.services import stances
from referenceledelse.core.web.edits import Clash, fingerprint
from referenceledelse.core.web.errors import UnknownMove
from tests.dialogues.queries.rows import held, sides
from tests.dialogues.rules.states import Status
from tests.town import CD, FORMER_NL, FORMER_RL, NL, ONE, OTHER_RL, RL, Town

pytestmark = pytest.mark.django_db

Part = Stance.Part
STAKE, BRING, DEPENDS = Part.STAKE.value, Part.BRING.value, Part.DEPENDS.value
NOT_HELD = {"status": Status.TIME_AGREED, "held_at": None}


def say(town: Town, name: str = RL, seen: Any = None, **words: str) -> None:
    stances.say(theme=town.theme, by=town[name], words=words, seen=seen)


def said(town: Town, name: str = RL) -> list[tuple[str, str]]:
    """What the person has said to today's other of the theme, the newest first."""
    rows = Stance.objects.filter(author=town[name], theme=town.theme, **sides(town, (NL, RL)))
    return list(rows.values_list("part", "text"))


def backdate(town: Town, days: int = 1) -> None:
    moment = timezone.now() - timedelta(days=days)
    Stance.objects.update(said_at=moment, looked_at=moment)


def test_what_is_said_on_the_same_day_is_corrected_and_later_is_said_anew(town: Town) -> None:
    say(town, stake="Mine borgere")
    say(town, stake="Alle borgere")
    assert said(town) == [(STAKE, "Alle borgere")]
    backdate(town)
    say(town, stake="Hele byen")
    assert said(town) == [(STAKE, "Hele byen"), (STAKE, "Alle borgere")]
    newest = Stance.objects.first()
    assert (newest.version, newest.looked_at) == (1, newest.said_at)
    # The newest is the one that the next words are beside.
    say(town, stake="Hele verden")
    assert said(town) == [(STAKE, "Hele verden"), (STAKE, "Alle borgere")]


def test_each_part_and_each_other_has_words_of_their_own(town: Town) -> None:
    told = {"author": town[RL], "part": STAKE, "text": "Før"}
    Stance.objects.create(theme=town.theme, **told, **sides(town, (FORMER_NL, RL)))
    Stance.objects.create(theme=town.other_theme, **told, **sides(town, (NL, RL)))
    say(town, stake="Nu", bring="Min tid")
    assert set(said(town)) == {(STAKE, "Nu"), (BRING, "Min tid")}
    assert Stance.objects.filter(text="Før").count() == 2


def test_what_is_left_as_it_was_has_been_looked_at_again(town: Town) -> None:
    say(town, stake="Mine borgere", bring="Min tid", expectations="")
    say(town, depends="Af netværket")
    say(town, NL, depends="Af linjen")
    backdate(town)
    day_before = Stance.objects.first().looked_at
    say(town, stake="Mine borgere", bring="Mit netværk", expectations="")
    looked_at = dict(Stance.objects.values_list("text", "looked_at"))
    assert looked_at["Mine borgere"] > day_before
    for text in ("Min tid", "Af netværket", "Af linjen"):
        assert looked_at[text] == day_before
    assert Stance.objects.get(text="Mine borgere").said_at == day_before


def test_an_emptied_part_is_not_looked_at_again(town: Town) -> None:
    say(town, stake="Mine borgere")
    say(town, stake="")
    backdate(town)
    before = Stance.objects.get().looked_at
    say(town, stake="")
    assert Stance.objects.get().looked_at == before


def test_what_another_window_said_is_not_overwritten(town: Town) -> None:
    say(town, stake="Mine borgere")
    with pytest.raises(Clash):
        say(town, seen={STAKE: fingerprint("Noget andet")}, stake="Nyt")
    say(town, seen={STAKE: fingerprint("Mine borgere")}, stake="Nyt")
    assert said(town) == [(STAKE, "Nyt")]


@pytest.mark.parametrize("name", [FORMER_RL, OTHER_RL, CD, ONE, NL])
def test_only_the_reference_leader_of_today_says_of_the_co_player(town: Town, name: str) -> None:
    with pytest.raises(PermissionDenied):
        say(town, name, stake="Fremmed")
    # One part that is allowed lets no other through.
    with pytest.raises(PermissionDenied):
        say(town, name, depends="Af", stake="Fremmed")
    assert not Stance.objects.exists()


def test_both_say_what_they_depend_on(town: Town) -> None:
    say(town, NL, depends="Af linjen")
    say(town, RL, depends="Af netværket")
    assert (said(town, NL), said(town)) == ([(DEPENDS, "Af linjen")], [(DEPENDS, "Af netværket")])


# Before the talk


def reflect(town: Town, talk: Any, name: str = RL, **told: Any) -> None:
    """The person has written of the own stake and of the self before the talk."""
    row = Reflection.objects.create(conversation=talk, author=town[name], **told)
    for order, key in enumerate((STAKE, BRING, DEPENDS), 90):
        told = {"question_set": talk.question_set, "key": key, "order": order}
        question = Question.objects.get_or_create(**told)[0]
        row.answers.create(question=question, text=f"{key} før samtalen")


def take_over(town: Town, talk: Any, name: str = RL) -> None:
    stances.take_over_words(conversation=talk, by=town[name])


def test_the_words_from_before_the_talk_become_those_of_the_duty(town: Town) -> None:
    talk = held(town)
    reflect(town, talk)
    take_over(town, talk)
    assert set(said(town)) == {(STAKE, "stake før samtalen"), (BRING, "bring før samtalen")}


WRITTEN, SENT = (timezone.now() - timedelta(days=days) for days in (5, 4))


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ({"updated_at": WRITTEN}, WRITTEN),
        ({"updated_at": WRITTEN, "submitted_at": SENT, "status": "submitted"}, SENT),
    ],
    ids=("written", "handed in"),
)
def test_they_bear_the_day_when_they_were_written(town: Town, told: dict, when: Any) -> None:
    other = {"updated_at": timezone.now()}
    reflect(town, held(town, theme=town.other_theme), **other)
    talk = held(town)
    reflect(town, talk, NL, **other)
    reflect(town, talk, **told)
    take_over(town, talk)
    row = Stance.objects.get(part=STAKE)
    assert (row.said_at, row.is_prepared) == (when, True)
    # Said anew, or corrected on the same day, they are no longer the words from before the talk.
    say(town, stake="Nyt")
    Stance.objects.filter(part=BRING).update(said_at=timezone.now())
    say(town, bring="Nyt")
    assert set(Stance.objects.filter(text="Nyt").values_list("part", "is_prepared")) == {
        (STAKE, False),
        (BRING, False),
    }


def test_who_wrote_nothing_takes_nothing_over(town: Town) -> None:
    take_over(town, held(town))
    assert said(town) == []


def test_what_was_said_since_the_talk_was_begun_on_stays(town: Town) -> None:
    talk = held(town)
    reflect(town, talk)
    say(town, stake="Gammelt", bring="Gammelt")
    backdate(town, days=2)
    say(town, bring="Nyt")
    take_over(town, talk)
    newest = dict(reversed(said(town)))
    assert newest == {STAKE: "stake før samtalen", BRING: "Nyt"}


def test_what_was_said_of_another_theme_or_by_another_is_in_nobodys_way(town: Town) -> None:
    talk = held(town)
    reflect(town, talk)
    told = {"part": STAKE, "text": "Andet"}
    there = {"theme": town.other_theme, "author": town[RL]} | sides(town, (NL, RL))
    before = {"theme": town.theme, "author": town[FORMER_RL]} | sides(town, (NL, FORMER_RL))
    for one in (there, before):
        Stance.objects.create(**told, **one)
    take_over(town, talk)
    assert (STAKE, "stake før samtalen") in said(town)


def test_nobody_takes_over_before_the_two_have_read_each_other(town: Town) -> None:
    talk = held(town, **NOT_HELD)
    reflect(town, talk)
    with pytest.raises(UnknownMove):
        take_over(town, talk)
    assert said(town) == []


@pytest.mark.parametrize("name", [NL, FORMER_RL, ONE])
def test_nobody_else_takes_them_over(town: Town, name: str) -> None:
    talk = held(town)
    reflect(town, talk)
    with pytest.raises(PermissionDenied):
        take_over(town, talk, name)


def test_nothing_is_taken_over_by_who_was_not_the_one_of_the_talk(town: Town) -> None:
    talk = held(town, (NL, FORMER_RL))
    reflect(town, talk, FORMER_RL)
    for name in (RL, FORMER_RL):
        with pytest.raises(PermissionDenied):
            take_over(town, talk, name)
    assert said(town) == []
