"""What each of the two writes before the talk, and when it opens: each state of both."""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Conversation, Duty, Question, Reflection
from dialogues.services import reflections
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import RolePoint
from tests.dialogues.queries.rows import held
from tests.dialogues.rules.states import Status
from tests.town import FORMER_NL, FORMER_RL, NL, ONE, RL, Town
from themes.models import Phase, Theme

pytestmark = pytest.mark.django_db

type Said = dict[tuple[str, int], str]
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
EMPTY, DRAFT = {"status": "empty"}, {"status": "draft"}
ORAL = {"status": "draft", "is_oral": True}
SENT = {"status": "submitted", "submitted_at": NOW}
OPEN = {"status": "revealed", "submitted_at": NOW, "revealed_at": NOW}
INVITED = {"status": Status.INVITED, "held_at": None}
UNSENT = {"status": Status.DRAFT, "held_at": None, "invited_at": None}


def pair(town: Town, mine: dict, other: dict, **talk: Any) -> tuple[Reflection, Reflection]:
    """What the network leader and the other have, before a talk that is invited to."""
    row = held(town, **INVITED | talk)
    return tuple(
        Reflection.objects.create(conversation=row, author=town[name], **told)
        for name, told in ((NL, mine), (RL, other))
    )


def open_to_both(*rows: Reflection) -> list[bool]:
    found = [Reflection.objects.get(pk=row.pk) for row in rows]
    assert all((row.status == "revealed") is row.is_revealed for row in found)
    return [row.is_revealed for row in found]


def submit(town: Town, row: Reflection, name: str = NL) -> Reflection:
    return reflections.submit(reflection=row, by=town[name])


# When it opens


@pytest.mark.parametrize("mine", [EMPTY, DRAFT, ORAL], ids=str)
@pytest.mark.parametrize(
    ("other", "are_open"),
    [(EMPTY, False), (DRAFT, False), (ORAL, False), (SENT, True)],
    ids=str,
)
def test_both_open_at_once_when_both_are_in(
    town: Town, mine: dict, other: dict, are_open: bool
) -> None:
    rows = pair(town, mine, other)
    row = submit(town, rows[0])
    assert open_to_both(*rows) == [are_open, are_open]
    assert (row.is_oral, row.is_revealed) == (False, are_open)
    assert submit(town, row).version == row.version


def test_who_reads_and_then_hands_in_opens_the_own_too(town: Town) -> None:
    rows = pair(town, ORAL, OPEN)
    submit(town, rows[0])
    assert open_to_both(*rows) == [True, True]
    assert Reflection.objects.get(pk=rows[1].pk).version == rows[1].version


@pytest.mark.parametrize(
    ("mine", "other", "opens"),
    [
        (SENT, ORAL, True),
        (SENT, EMPTY, False),
        (SENT, DRAFT, False),
        (DRAFT, ORAL, False),
        (ORAL, ORAL, False),
    ],
    ids=str,
)
def test_ones_own_opens_alone_with_ones_yes_to_who_takes_it_orally(
    town: Town, mine: dict, other: dict, opens: bool
) -> None:
    rows = pair(town, mine, other)
    if opens:
        row = reflections.share_anyway(reflection=rows[0], by=town[NL])
        assert row.is_revealed
        assert reflections.share_anyway(reflection=row, by=town[NL]).version == row.version
    else:
        with pytest.raises(UnknownMove):
            reflections.share_anyway(reflection=rows[0], by=town[NL])
    assert open_to_both(*rows) == [opens, False]


def test_no_yes_no_opening_when_the_other_takes_it_orally(town: Town) -> None:
    rows = pair(town, DRAFT, SENT)
    reflections.take_orally(reflection=rows[0], by=town[NL])
    assert open_to_both(*rows) == [False, False]
    other = pair(town, ORAL, EMPTY, network_leader=town[FORMER_NL])
    assert open_to_both(*other) == [False, False]


@pytest.mark.parametrize(
    ("mine", "other", "is_oral", "may"),
    [
        (EMPTY, DRAFT, True, True),
        (ORAL, SENT, False, True),
        (ORAL, OPEN, False, False),
        (ORAL, OPEN, True, True),
        (SENT, DRAFT, True, False),
        (OPEN, OPEN, True, False),
    ],
    ids=str,
)
def test_to_take_it_orally_and_to_think_better_of_it(
    town: Town, mine: dict, other: dict, is_oral: bool, may: bool
) -> None:
    row = pair(town, mine, other)[0]
    told = {"reflection": row, "by": town[NL], "is_oral": is_oral}
    if may:
        assert reflections.take_orally(**told).is_oral is is_oral
        return
    with pytest.raises(Refused):
        reflections.take_orally(**told)


def test_it_is_taken_back_until_it_is_open(town: Town) -> None:
    rows = pair(town, {**SENT, "shares_anyway": True}, DRAFT)
    row = reflections.withdraw(reflection=rows[0], by=town[NL])
    told = (row.status, row.submitted_at, row.shares_anyway)
    assert told == ("draft", None, False)
    assert reflections.withdraw(reflection=row, by=town[NL]).version == row.version
    Reflection.objects.filter(pk=row.pk).update(**OPEN)
    with pytest.raises(Refused, match="læse hinandens"):
        reflections.withdraw(reflection=row, by=town[NL])


VERBS: list[Callable] = [
    reflections.submit,
    reflections.withdraw,
    reflections.take_orally,
    reflections.share_anyway,
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", [RL, FORMER_NL, ONE])
def test_the_author_alone(town: Town, verb: Callable, name: str) -> None:
    row = pair(town, DRAFT, ORAL)[0]
    with pytest.raises(PermissionDenied):
        verb(reflection=row, by=town[name])


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("talk", [UNSENT, {"status": Status.HELD, "held_at": NOW}], ids=str)
def test_nothing_is_handed_in_before_the_invitation_or_after_the_talk(
    town: Town, verb: Callable, talk: dict
) -> None:
    row = pair(town, DRAFT, ORAL, **talk)[0]
    with pytest.raises(UnknownMove):
        verb(reflection=row, by=town[NL])


def test_nothing_opens_on_a_theme_that_has_closed(town: Town) -> None:
    rows = pair(town, DRAFT, SENT)
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    with pytest.raises(Refused, match="Temaet er afsluttet"):
        submit(town, rows[0])
    assert open_to_both(*rows) == [False, False]


@pytest.mark.parametrize(
    ("status", "are_chosen"), [(Status.INVITED, True), (Status.IN_PROGRESS, False)]
)
def test_what_one_wants_to_talk_about_comes_into_a_talk_that_has_not_begun(
    town: Town, status: str, are_chosen: bool
) -> None:
    rows = pair(town, DRAFT, SENT, status=status, ordered_at=NOW)
    duty = RolePoint.objects.duties().current().exclude(key="co_player")[0]
    rows[1].recognitions.create(point=duty, level="talk")
    submit(town, rows[0])
    assert rows[0].conversation.points.filter(point=duty, is_chosen=True).exists() is are_chosen


# What is written


def question(talk: Conversation, order: int = 1, key: str = "") -> Question:
    told = {"question_set": talk.question_set, "key": key or f"q{order}", "order": order}
    return Question.objects.create(**told)


def save(town: Town, row: Reflection, texts: Said, name: str = NL) -> Reflection:
    return reflections.save_reflection(reflection=row, by=town[name], texts=texts)


def test_each_text_is_kept_in_its_place_and_an_emptied_one_is_gone(town: Town) -> None:
    row, other = pair(town, EMPTY, EMPTY)
    first, second = (question(row.conversation, order) for order in (1, 2))
    duty, next_duty = RolePoint.objects.duties().current()[:2]
    said = {("answer", first.pk): "Godt", ("offer", duty.pk): "Min tid", ("need", duty.pk): "Din"}
    save(town, other, said, RL)
    saved = save(town, row, said)
    assert (saved.status, saved.version) == ("draft", row.version + 1)
    assert save(town, row, said).version == saved.version
    save(town, row, {("answer", second.pk): "Også", ("offer", next_duty.pk): "Mere"})
    save(town, row, {("answer", first.pk): "", ("offer", duty.pk): ""})
    answers = dict(row.answers.values_list("question", "text"))
    assert answers == {second.pk: "Også"}
    duties = {one.point_id: (one.offer, one.need) for one in row.recognitions.all()}
    assert duties == {duty.pk: ("", "Din"), next_duty.pk: ("Mere", "")}
    save(town, row, {("need", duty.pk): ""})
    assert list(row.recognitions.values_list("point", flat=True)) == [next_duty.pk]
    theirs = other.recognitions.get()
    assert (other.answers.get().text, theirs.offer, theirs.need) == ("Godt", "Min tid", "Din")


def test_what_is_handed_in_is_not_rewritten(town: Town) -> None:
    row = pair(town, SENT, EMPTY)[0]
    key = ("answer", question(row.conversation).pk)
    with pytest.raises(Refused):
        save(town, row, {key: "For sent"})
    assert save(town, row, {key: ""}).status == "submitted"
    with pytest.raises(PermissionDenied):
        save(town, row, {key: "Fremmed"}, RL)


# What was begun before anyone was invited


def begun(town: Town, name: str = RL, state: dict = DRAFT, **talk: Any) -> Reflection:
    """Something written for a first talk with a network leader who has left since."""
    told = UNSENT | {"network_leader": town[FORMER_NL]} | talk
    row = held(town, **told)
    return Reflection.objects.create(conversation=row, author=town[name], **state)


def test_what_was_begun_early_moves_along_to_the_new_other(town: Town) -> None:
    row = begun(town)
    same, gone = question(row.conversation, 1, "same"), question(row.conversation, 2, "gone")
    for one in (same, gone):
        row.answers.create(question=one, text=one.key)
    talk = held(town, **UNSENT)
    anew = question(talk, 1, "same")
    assert reflections.own_reflection(talk, town[RL]) == row
    row.refresh_from_db()
    assert row.conversation == talk
    assert set(row.answers.values_list("question", "text")) == {
        (anew.pk, "same"),
        (gone.pk, "gone"),
    }
    # A second time it is there.
    assert reflections.own_reflection(talk, town[RL]) == row
    assert reflections.own_reflection(talk, town[NL]).author == town[NL]


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "followup"},
        {"invited_at": NOW, "status": Status.CANCELLED},
        {"state": SENT},
        {"name": FORMER_RL},
        {"elsewhere": True},
        {"other_side": True},
    ],
    ids=str,
)
def test_nothing_else_moves_along(town: Town, told: dict) -> None:
    told = dict(told)
    if told.pop("elsewhere", False):
        told["theme"] = town.other_theme
    if told.pop("other_side", False):
        told |= {"network_leader": town[RL], "reference_leader": town[FORMER_NL]}
    row = begun(town, **told)
    talk = held(town, **UNSENT)
    new = reflections.own_reflection(talk, town[RL])
    assert new != row
    assert (new.conversation, new.author, new.status) == (talk, town[RL], "empty")


def test_of_several_that_were_begun_the_one_written_last_moves(town: Town) -> None:
    early, late = begun(town), begun(town, network_leader=town[ONE])
    Reflection.objects.filter(pk=late.pk).update(updated_at=NOW)
    Reflection.objects.filter(pk=early.pk).update(updated_at=NOW - timedelta(days=1))
    assert reflections.own_reflection(held(town, **UNSENT), town[RL]) == late


def test_what_was_written_of_a_text_before_joins_the_text_that_the_theme_got(town: Town) -> None:
    row, other = pair(town, DRAFT, DRAFT)
    now, alone = RolePoint.objects.duties().current()[:2]
    before = [_earlier(point) for point in (now, alone)]
    older = _earlier(now, 40)
    for point in (now, alone):
        Duty.objects.create(theme=town.theme, point=point, key=point.key)
    elsewhere = begun(town, theme=town.other_theme)
    elsewhere.recognitions.create(point=before[0], offer="Et andet tema")
    other.recognitions.create(point=now, offer="Den andens")
    row.recognitions.create(point=older, level="yes", offer="Mit hold")
    row.recognitions.create(point=before[0], level="talk", offer="Min tid", need="Din tid")
    row.recognitions.create(point=before[1], offer="Alene")
    row.recognitions.create(point=now, offer="Mit navn", need="Din tid")
    reflections.settle_points(row.conversation)
    told = {one.point_id: (one.level, one.offer, one.need) for one in row.recognitions.all()}
    assert told == {
        now.pk: ("talk", "Mit navn\nMin tid\nMit hold", "Din tid"),
        alone.pk: ("", "Alene", ""),
    }
    assert other.recognitions.get().offer == "Den andens"
    assert elsewhere.recognitions.get().point == before[0]


def test_what_was_written_of_a_duty_that_the_theme_has_not_stays(town: Town) -> None:
    row = pair(town, DRAFT, DRAFT)[0]
    point = RolePoint.objects.duties().current()[0]
    row.recognitions.create(point=point, offer="Min tid")
    reflections.settle_points(row.conversation)
    assert (row.recognitions.get().point, row.recognitions.get().offer) == (point, "Min tid")


def _earlier(point: RolePoint, number: int = 50) -> RolePoint:
    """An earlier version of the text."""
    old = copy(point)
    old.pk, old.version, old.is_current = None, point.version + number, False
    old._state.adding = True
    old.save()
    return old


@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED])
def test_nothing_is_written_after_the_talk(town: Town, status: str) -> None:
    row = pair(town, DRAFT, DRAFT, status=status, held_at=NOW if status == Status.HELD else None)[0]
    with pytest.raises(UnknownMove):
        save(town, row, {("answer", question(row.conversation).pk): "For sent"})
