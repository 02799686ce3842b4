"""The steps of a talk and the minutes of each, and what the two wrote that is read there."""

from copy import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogues.models import Conversation, ConversationPoint, Question, Reflection
from dialogues.models.guide import FIXED, PLANS, asked_of
from dialogues.models.questions import ConversationKind
from dialogues.queries import guide
from dialogues.queries.guide import Said, Stop
from roles.models import RolePoint
from tests.dialogues.queries.rows import held
from tests.dialogues.rules.states import Status
from tests.town import FORMER_NL, FORMER_RL, NL, ONE, RL, Town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
KICKOFF = ConversationKind.KICKOFF
OPEN = {"status": "revealed", "submitted_at": NOW, "revealed_at": NOW}
SENT = {"status": "submitted", "submitted_at": NOW}
OPENING = [step.key for step in PLANS[KICKOFF].opening]
ENDING = [step.key for step in PLANS[KICKOFF].ending]


def texts(*, others: bool = True) -> list[RolePoint]:
    """The ten in their order; without the one that has its own step."""
    found = RolePoint.objects.duties().current().order_by("order")
    return list(found.exclude(key="co_player") if others else found)


def step(point: RolePoint) -> str:
    return guide.duty_step(point.order)


def co_player() -> RolePoint:
    return next(one for one in texts(others=False) if one.key == "co_player")


def planned(talk: Conversation, *chosen: RolePoint) -> list[ConversationPoint]:
    return guide.planned_points(talk, texts(others=False), chosen)


def stops(talk: Conversation, *chosen: RolePoint) -> list[Stop]:
    return guide.stops(talk, planned(talk, *chosen))


# The steps


def test_the_chosen_come_between_opening_and_ending_and_the_rest_wait(town: Town) -> None:
    talk, points = held(town), texts()
    chosen = [points[4], points[1]]
    rows = planned(talk, *chosen)
    left = [one for one in points if one not in chosen]
    duties = [step(one) for one in (co_player(), *chosen, *left)]
    assert [row.step for row in rows] == [*OPENING, *duties, *ENDING]
    assert [row.order for row in rows] == list(range(1, len(rows) + 1))
    aside = {row.step for row in rows if not row.is_chosen}
    assert aside == {step(one) for one in left}
    assert {row.conversation for row in rows} == {talk}
    assert [row.point for row in rows if row.point] == [co_player(), *chosen, *left]
    assert planned(talk, co_player())[len(OPENING) + 1].is_chosen is False


def test_the_fixed_duty_is_the_first_of_the_chosen(town: Town) -> None:
    talk, point = held(town), texts()[0]
    rows = planned(talk, point)
    assert guide.fixed_duty(talk, rows).point == co_player()
    later = [row for row in rows if row.point != co_player()]
    assert guide.fixed_duty(talk, later) is None
    aside = [row for row in rows if row.point]
    aside[0].is_chosen = False
    assert guide.fixed_duty(talk, aside) is None
    assert guide.fixed_duty(talk, []) is None


def test_the_chosen_duties_are_one_step_and_those_left_aside_have_no_number(town: Town) -> None:
    talk, points = held(town), texts()
    found = stops(talk, points[4], points[1])
    walk = [one for one in found if one.number]
    opened = len(OPENING) + 1
    places = [(number, 0) for number in range(1, opened + 1)]
    places += [(opened + 1, 1), (opened + 1, 2)]
    places += [(opened + 2 + number, 0) for number in range(len(ENDING))]
    assert [one.place for one in walk] == places
    aside = found[len(walk) :]
    assert len(aside) == len(points) - 2
    assert {(one.number, one.part, one.minutes) for one in aside} == {(0, 0, 0)}
    legs = guide.legs(found)
    assert [leg.number for leg in legs] == list(range(1, opened + 2 + len(ENDING)))
    assert [leg.is_duties for leg in legs].index(True) == opened
    assert sum(leg.is_duties for leg in legs) == 1
    assert sum(leg.minutes for leg in legs) == talk.booked_minutes
    assert [one.is_fixed for one in (walk[0], walk[opened], aside[0])] == [True, False, False]


def test_a_step_is_called_by_its_number(town: Town) -> None:
    found = stops(held(town), texts()[0])
    assert found[0].called == f"trin 1: {found[0].step.short}"
    assert found[-1].called == str(texts()[-1].name)


def test_a_step_is_done_when_the_talk_has_been_there_or_something_is_written(town: Town) -> None:
    talk = held(town, current_step=OPENING[1])
    rows = planned(talk, *texts()[:2])
    for row in rows[:2]:
        row.been_at = NOW
    for row, name in zip(rows[2:5], ("note", "decision", "status"), strict=True):
        setattr(row, name, "agreed")
    found = guide.stops(talk, rows)
    assert [one.is_done for one in found[:6]] == [True, False, True, True, True, False]
    assert [one.has_words for one in found[:6]] == [False, False, True, True, True, False]
    duties = next(leg for leg in guide.legs(found) if leg.is_duties)
    assert duties.is_done
    duties.stops[0].point.decision = ""
    assert not duties.is_done


@pytest.mark.parametrize(("count", "is_full"), [(0, False), (4, False), (5, True)])
def test_a_talk_has_time_for_five(town: Town, count: int, is_full: bool) -> None:
    assert guide.is_full(stops(held(town), *texts()[:count])) is is_full


def test_each_step_has_its_own_words(town: Town) -> None:
    talk, point = held(town), texts()[0]
    told = ConversationPoint(step=step(point), point=point)
    found = guide.step_of(talk, told)
    assert (found.key, found.name, found.prompt) == (step(point), point.name, point.question)
    assert found.more == asked_of(point)
    assert guide.step_of(talk, ConversationPoint(step=ENDING[0])) == FIXED[KICKOFF, ENDING[0]]


# The minutes


@pytest.mark.parametrize(
    ("shares", "fewest", "minutes", "dealt"),
    [
        ([1, 1], [1, 1], 10, [5, 5]),
        ([1, 2], [1, 1], 10, [3, 7]),
        ([2, 1], [1, 1], 10, [7, 3]),
        ([9, 1], [1, 4], 10, [6, 4]),
        ([1, 1, 1], [1, 1, 1], 2, [1, 1, 1]),
        ([5, 1], [1, 1], 1, [1, 1]),
        ([], [], 9, []),
    ],
)
def test_minutes_are_dealt_by_the_shares(
    shares: list[int], fewest: list[int], minutes: int, dealt: list[int]
) -> None:
    assert guide.share_minutes(shares, fewest, minutes) == dealt


@pytest.mark.parametrize(
    ("shares", "fewest", "minutes", "dealt"),
    [
        ([1, 2], [1, 1], 30, [10, 20]),
        ([1, 2], [1, 1], 31, [10, 21]),
        ([1, 1], [1, 1], 30, [15, 15]),
        ([5, 4], [1, 1], 10, [6, 4]),
        ([1, 5], [6, 1], 30, [6, 24]),
        ([1, 5], [5, 1], 30, [5, 25]),
        ([5, 5, 1], [1, 1, 1], 25, [12, 11, 2]),
    ],
)
def test_whole_fives_where_they_fit_and_the_longest_leads(
    shares: list[int], fewest: list[int], minutes: int, dealt: list[int]
) -> None:
    assert guide._in_fives(shares, fewest, minutes) == dealt


@pytest.mark.parametrize(
    ("count", "minutes", "dealt"),
    [
        (0, 90, [5, 60, 10, 5, 5, 5]),
        (1, 90, [5, 55, 10, 5, 5, 5, 5]),
        (2, 90, [5, 50, 10, 5, 5, 5, 5, 5]),
        (3, 90, [5, 40, 10, 8, 6, 6, 5, 5, 5]),
        (5, 60, [5, 25, 5, 2, 2, 2, 2, 2, 5, 5, 5]),
        (0, 12, [1, 7, 1, 1, 1, 1]),
        (5, 20, [1, 9, 2, 1, 1, 1, 1, 1, 1, 1, 1]),
    ],
)
def test_what_the_duties_leave_goes_to_the_needs(
    town: Town, count: int, minutes: int, dealt: list[int]
) -> None:
    talk = held(town, booked_minutes=minutes)
    assert [one.minutes for one in stops(talk, *texts()[:count]) if one.number] == dealt


# Around a step


def test_before_and_after_a_step(town: Town) -> None:
    talk = held(town)
    found = stops(talk, *texts()[:2])
    walk = [one for one in found if one.number]
    assert guide.around(talk, found, walk[0]) == (None, walk[1])
    assert guide.around(talk, found, walk[-1]) == (walk[-2], None)
    place = next(place for place, one in enumerate(walk) if one.part == 2)
    assert guide.around(talk, found, walk[place]) == (walk[place - 1], walk[place + 1])


@pytest.mark.parametrize(
    ("current", "been", "before"), [("", [], 0), ("", [0, 1], 2), (2, [0, 4], 3), (-1, [], -1)]
)
def test_a_duty_left_aside_leads_back_to_where_the_talk_is(
    town: Town, current: int | str, been: list[int], before: int
) -> None:
    talk = held(town)
    rows = planned(talk, *texts()[:2])
    for place in been:
        rows[place].been_at = NOW
    walk = [one for one in guide.stops(talk, rows) if one.number]
    talk.current_step = walk[current].step.key if isinstance(current, int) else current
    found = guide.stops(talk, rows)
    walk = [one for one in found if one.number]
    before = len(walk) if before < 0 else before
    here = guide.around(talk, found, found[-1])
    assert here == (
        walk[before - 1] if before else None,
        walk[before] if before < len(walk) else None,
    )


# What the two wrote


def wrote(town: Town, talk: Conversation, name: str, **told: Any) -> Reflection:
    return Reflection.objects.create(conversation=talk, author=town[name], **OPEN | told)


def test_what_each_wrote_of_the_duty_once_it_is_open(town: Town) -> None:
    talk, points = held(town), texts()
    mine, theirs = (wrote(town, talk, name) for name in (NL, RL))
    rows = [
        row.recognitions.create(point=points[0], need=row.author.name) for row in (mine, theirs)
    ]
    mine.recognitions.create(point=points[1])
    elsewhere = wrote(town, held(town, theme=town.other_theme), NL)
    elsewhere.recognitions.create(point=points[0])
    found = guide.recognitions(talk, town[NL], points[0])
    assert found == {town[NL].pk: rows[0], town[RL].pk: rows[1]}
    Reflection.objects.filter(pk=theirs.pk).update(status="submitted", revealed_at=None)
    assert guide.recognitions(talk, town[NL], points[0]) == {town[NL].pk: rows[0]}


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ({}, True),
        ({"kind": "followup"}, False),
        ({"pair": (FORMER_NL, RL)}, False),
        ({"pair": (NL, FORMER_RL)}, False),
        ({"theme": True}, False),
        ({"level": ""}, False),
    ],
    ids=str,
)
def test_how_they_recognised_themselves_when_they_began(
    town: Town, told: dict, is_told: bool
) -> None:
    told = dict(told)
    if told.pop("theme", None):
        told["theme"] = town.other_theme
    level = told.pop("level", "partly")
    first = held(town, told.pop("pair", (NL, RL)), status=Status.APPROVED, **told)
    row = wrote(town, first, RL, **SENT | {"revealed_at": None})
    point = texts()[0]
    row.recognitions.create(point=point, level=level)
    now = held(town, kind="closing")
    key = {(town[RL].pk, point.key): "jeg kan delvist genkende mig selv"}
    assert guide.levels_at_kickoff(now, town[RL]) == (key if is_told else {})
    assert guide.levels_at_kickoff(now, town[NL]) == {}
    assert guide.levels_at_kickoff(first, town[RL]) == {}


def test_the_last_of_several_kickoffs_says_it(town: Town) -> None:
    point = texts()[0]
    before = copy(point)
    before.pk, before.version, before.order, before.is_current = None, 99, 99, False
    before._state.adding = True
    before.save()
    for text, level in ((before, "not_yet"), (point, "yes")):
        row = wrote(town, held(town, status=Status.APPROVED), RL)
        row.recognitions.create(point=text, level=level)
    found = guide.levels_at_kickoff(held(town, kind="closing"), town[NL])
    assert found == {(town[RL].pk, point.key): "jeg kan genkende mig selv"}


def test_the_answers_of_each_as_each_was_asked(town: Town) -> None:
    talk = held(town)
    told = {"question_set": talk.question_set, "network_leader_da": "Til den ene?"}
    told |= {"reference_leader_da": "Til den anden?"}
    asked = [
        Question.objects.create(key=key, order=order, **told)
        for order, key in enumerate(("needs", "reach", "other"))
    ]
    for name in (NL, RL):
        row = wrote(town, talk, name)
        for one, text in zip(asked, ("Tid", "", "Andet"), strict=True):
            row.answers.create(question=one, text=text)
    found = guide.answers(talk, town[NL])
    sides = {NL: "Til den ene?", RL: "Til den anden?"}
    assert found == {
        town[name].pk: [
            Said("needs", wording, "Tid"),
            Said("other", wording, "Andet"),
        ]
        for name, wording in sides.items()
    }
    assert guide.answers(talk, town[ONE]) == {}


def test_each_answer_is_read_at_its_step_or_where_the_rest_is_gathered(town: Town) -> None:
    said = {
        1: [Said("needs", "?", "Tid"), Said("contact", "?", "Tit")],
        2: [Said("other", "?", "Andet")],
    }
    found = stops(held(town))
    needs = next(one.step for one in found if one.step.gathers)
    assert guide.read_at(needs, said) == {1: said[1][:1]}
    assert guide.left_over(needs, found, said) == {2: said[2]}
    assert guide.left_over(found[0].step, found, said) == {}
