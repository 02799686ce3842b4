"""What calls for a talk, the plan that comes of it, and the points beside the duties."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogues.models import (
    AgendaPoint,
    Conversation,
    ConversationPoint,
    Duty,
    OwnView,
    Reflection,
    Task,
)
from dialogues.queries import agenda
from roles.models import RolePoint
from tests.dialogues.queries.rows import held, sides
from tests.dialogues.rules.states import Status
from tests.town import FORMER_NL, FORMER_RL, NL, RL, Town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
OPEN = {"status": "revealed", "submitted_at": NOW, "revealed_at": NOW}
AHEAD: dict[str, Any] = {"status": Status.TIME_AGREED, "held_at": None}


def texts(*, others: bool = True) -> list[RolePoint]:
    """The ten in their order; without the one that has its own step."""
    found = RolePoint.objects.duties().current().order_by("order")
    return list(found.exclude(key="co_player") if others else found)


def duty(town: Town, point: RolePoint, **told: Any) -> Duty:
    told = {"theme": town.theme} | told
    return Duty.objects.create(point=point, key=point.key, **told)


def wrote(town: Town, talk: Conversation, name: str, *some: dict, **told: Any) -> None:
    row = Reflection.objects.create(conversation=talk, author=town[name], **OPEN | told)
    for one in some:
        row.recognitions.create(**one)


def chosen(points: Sequence[ConversationPoint]) -> list[str]:
    return [row.point.key for row in points if row.point and row.is_chosen]


# The plan


def test_what_the_two_chose_stays_and_what_one_asked_for_comes_along(town: Town) -> None:
    talk, points = held(town, **AHEAD), texts()
    asked = {"level": "talk"}
    wrote(town, talk, RL, *({"point": points[place], **asked} for place in (4, 1)))
    wrote(town, talk, NL, {"point": points[2], "level": "rely"})
    keys = [one.key for one in points]
    first = ["co_player"]
    assert chosen(agenda.plan(talk)) == [*first, keys[1], keys[4]]
    kept = [points[5], points[4]]
    assert chosen(agenda.plan(talk, kept)) == [*first, keys[5], keys[4], keys[1]]
    assert chosen(agenda.plan(talk, kept, is_asked=False)) == [*first, keys[5], keys[4]]
    many = agenda.plan(talk, points[2:9])
    assert chosen(many) == [*first, *keys[2:7]]
    assert {row.conversation for row in many} == {talk}


def test_what_is_not_open_for_both_asks_for_nothing(town: Town) -> None:
    talk, point = held(town, **AHEAD), texts()[0]
    sent = {"status": "submitted", "revealed_at": None}
    wrote(town, talk, NL, {"point": point, "level": "talk"}, **sent)
    assert chosen(agenda.plan(talk)) == ["co_player"]


def test_the_fixed_one_is_not_chosen_besides(town: Town) -> None:
    talk = held(town, **AHEAD)
    fixed = next(one for one in texts(others=False) if one.key == "co_player")
    wrote(town, talk, RL, {"point": fixed, "level": "talk"})
    five = texts()[:5]
    for kept in (five, [fixed, *five]):
        assert chosen(agenda.plan(talk, kept)) == ["co_player", *(one.key for one in five)]


# What calls for a duty


def test_what_each_wrote_calls_once_it_is_open(town: Town) -> None:
    talk, points = held(town, **AHEAD), texts()
    duty(town, points[0])
    wrote(town, talk, RL, {"point": points[0], "level": "talk", "need": "Tid"})
    wrote(town, talk, NL, {"point": points[0], "need": "Mod"}, {"point": points[1], "level": "yes"})
    other = held(town, theme=town.other_theme, **AHEAD)
    wrote(town, other, RL, {"point": points[2], "need": "Andet"})
    theirs = {"Bo Refsgaard har brug for hjælp", "Bo Refsgaard vil gerne tale om opgaven"}
    mine = {"Anna Netsø har brug for hjælp"}

    def said() -> dict[int, set[str]]:
        return {point: set(words) for point, words in agenda.calls(talk, town[NL]).items()}

    assert said() == {points[0].pk: theirs | mine}
    Reflection.objects.filter(author=town[RL]).update(status="submitted", revealed_at=None)
    assert said() == {points[0].pk: mine}


@pytest.mark.parametrize(
    ("one", "other", "calls"),
    [("agreed", "in_progress", False), ("agreed", "in_place", True), ("agreed", None, False)],
)
def test_views_apart_call_where_both_are_read(
    town: Town, one: str, other: str | None, calls: bool
) -> None:
    talk = held(town)
    row = duty(town, texts()[0])
    told = {NL: one, RL: other, FORMER_NL: "in_place"}
    for name, status in told.items():
        if status:
            OwnView.objects.create(duty=row, person=town[name], status=status)
    found = {row.point_id: ["I vurderer forskelligt, hvor langt I er"]} if calls else {}
    assert agenda.calls(talk, town[NL]) == found
    Conversation.objects.update(status=Status.TIME_AGREED, held_at=None)
    assert agenda.calls(talk, town[NL]) == {}


def test_views_of_another_theme_call_for_nothing(town: Town) -> None:
    held(town, theme=town.other_theme)
    row = duty(town, texts()[0], theme=town.other_theme)
    for name, status in ((NL, "agreed"), (RL, "in_place")):
        OwnView.objects.create(duty=row, person=town[name], status=status)
    assert agenda.calls(held(town), town[NL]) == {}


def test_views_of_one_who_led_before_call_for_nothing(town: Town) -> None:
    held(town, (FORMER_NL, RL))
    row = duty(town, texts()[0])
    for name, status in ((FORMER_NL, "agreed"), (RL, "in_place")):
        OwnView.objects.create(duty=row, person=town[name], status=status)
    assert agenda.calls(held(town), town[RL]) == {}


@pytest.mark.parametrize(
    ("told", "calls"),
    [
        ({}, True),
        ({"status": "in_place"}, False),
        ({"next_step": ""}, False),
        ({"theme": True, "pair": None}, False),
        ({"pair": (FORMER_NL, RL)}, False),
    ],
    ids=str,
)
def test_a_step_that_is_planned_and_not_taken_calls_in_later_talks(
    town: Town, told: dict, calls: bool
) -> None:
    told = {"next_step": "Et møde", "status": "agreed"} | told
    if pair := told.pop("pair", (NL, RL)):
        told |= sides(town, pair)
    if told.pop("theme", None):
        told["theme"] = town.other_theme
    row = duty(town, texts()[0], **told)
    found = {row.point_id: ["Opgaven har et næste skridt"]} if calls else {}
    assert agenda.calls(held(town, kind="followup", **AHEAD), town[NL]) == found
    assert agenda.calls(held(town, **AHEAD), town[NL]) == {}


# Points


def test_each_point_stands_where_it_has_come_to(town: Town) -> None:
    talk, other = held(town, **AHEAD), held(town, theme=town.other_theme, **AHEAD)

    def point(text: str, name: str = NL, talk: Conversation = talk, **told: Any) -> None:
        told = {"raised_at": NOW} | told
        AgendaPoint.objects.create(conversation=talk, author=town[name], text=text, **told)

    point("Mit", raised_at=None)
    point("Den andens", RL, raised_at=None)
    point("Åbent", RL)
    point("Udsat", parked_at=NOW)
    point("Drøftet", done_at=NOW)
    point("Udsat og drøftet", parked_at=NOW, done_at=NOW)
    point("Et andet tema", talk=other)
    found = agenda.points(talk, town[NL])
    read = {name: [row.text for row in rows] for name, rows in found.items() if "_points" in name}
    assert read == {
        "own_points": ["Mit"],
        "open_points": ["Åbent"],
        "parked_points": ["Udsat"],
        "done_points": ["Drøftet", "Udsat og drøftet"],
    }
    assert (found["may_plan"], found["partner"], found["left_tasks"]) == (True, town[RL], [])
    assert not agenda.points(held(town, kind="followup"), town[NL])["may_plan"]


@pytest.mark.parametrize(
    ("told", "is_left"),
    [
        ({}, True),
        ({"done_at": NOW}, False),
        ({"pair": (FORMER_NL, RL)}, False),
        ({"pair": (NL, FORMER_RL)}, False),
        ({"theme": True}, False),
        ({"talk": True}, False),
    ],
    ids=str,
)
def test_what_the_two_left_open_in_other_talks(town: Town, told: dict, is_left: bool) -> None:
    told, talk = dict(told), held(town, kind="followup", **AHEAD)
    theme = town.other_theme if told.pop("theme", None) else town.theme
    before = held(town, (FORMER_NL, FORMER_RL), theme=theme)
    told["conversation"] = talk if told.pop("talk", None) else before
    told |= sides(town, told.pop("pair", (NL, RL)))
    row = Task.objects.create(text="Ring", owner=town[RL], created_by=town[NL], **told)
    assert agenda.left_tasks(talk, town[RL]) == ([row] if is_left else [])
    assert agenda.left_tasks(talk, town[FORMER_RL]) == []
