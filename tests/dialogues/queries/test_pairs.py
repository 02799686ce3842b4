"""Whether the two of a row lead its theme today: each pair, and who has followed whom."""

from typing import Any

import pytest

from dialogues.models import Duty, Sitting
from dialogues.models.questions import ConversationKind
from dialogues.queries import pairs
from roles.models import RoleKey, RolePoint
from tests.cast import assign
from tests.dialogues.queries.rows import held, sides
from tests.dialogues.rules.states import Status
from tests.town import (
    CD,
    FORMER_NL,
    FORMER_RL,
    FUTURE_NL,
    FUTURE_RL,
    LEFT,
    NL,
    OTHER_NL,
    OTHER_RL,
    RL,
    Town,
    day,
)
from themes.models import Assignment, Phase, Theme

pytestmark = pytest.mark.django_db

KICKOFF, FOLLOWUP = ConversationKind.KICKOFF, ConversationKind.FOLLOWUP
ON = {"status": Status.IN_PROGRESS, "held_at": None}
# Two people of a row, and whether both lead its theme today in these roles.
PAIRS = {
    (NL, RL): True,
    (FORMER_NL, RL): False,
    (NL, FORMER_RL): False,
    (FUTURE_NL, RL): False,
    (NL, FUTURE_RL): False,
    (OTHER_NL, RL): False,
    (NL, OTHER_RL): False,
    (OTHER_NL, OTHER_RL): False,
    (RL, NL): False,
    (CD, RL): False,
}


def without(town: Town, *roles: str) -> None:
    """Nobody holds these roles on the theme."""
    Assignment.objects.filter(theme=town.theme, role__in=roles).delete()


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_both_lead_today_each_in_their_role(town: Town, pair: tuple[str, str]) -> None:
    row = held(town, pair)
    told = {"theme": town.theme, "started_by": town[NL]} | sides(town, pair)
    sitting = Sitting.objects.create(**told)
    assert pairs.lead_today(row) is pairs.lead_today(sitting) is PAIRS[pair]
    assert list(pairs.first_talks_held()) == ([row] if PAIRS[pair] else [])
    assert pairs.have_met(town.theme) is PAIRS[pair]


@pytest.mark.parametrize("told", [{"kind": FOLLOWUP}, ON])
def test_only_the_first_talk_and_only_once_it_was_held(town: Town, told: dict) -> None:
    row = held(town, **told)
    assert pairs.lead_today(row)
    assert list(pairs.first_talks_held()) == []


def test_each_theme_has_a_first_talk_of_its_own(town: Town) -> None:
    held(town, (OTHER_NL, OTHER_RL), theme=town.other_theme)
    assert pairs.have_met(town.other_theme)
    assert not pairs.have_met(town.theme)


def test_of_two_rows_each_is_asked_for_itself(town: Town) -> None:
    now, before = held(town), held(town, (FORMER_NL, RL))
    assert (pairs.lead_today(now), pairs.lead_today(before)) == (True, False)


@pytest.mark.parametrize(
    ("with_whom", "told", "is_new"),
    [
        (None, {}, True),
        (NL, {}, False),
        (NL, ON, True),
        (NL, {"kind": FOLLOWUP}, True),
        (FORMER_NL, {}, True),
        (OTHER_NL, {}, True),
    ],
)
def test_new_is_whom_the_reference_leader_has_not_met(
    town: Town, with_whom: str | None, told: dict, is_new: bool
) -> None:
    if with_whom:
        held(town, (with_whom, RL), **told)
    assert list(pairs.new_to(town[RL])) == ([town.theme] if is_new else [])


def test_what_another_reference_leader_has_held_makes_nobody_known(town: Town) -> None:
    held(town, (NL, FORMER_RL))
    assert list(pairs.new_to(town[RL])) == [town.theme]
    assert [list(pairs.new_to(town[name])) for name in (NL, FORMER_RL, FUTURE_RL)] == [[], [], []]


def test_a_talk_on_another_theme_makes_nobody_known_on_this_one(town: Town) -> None:
    held(town, theme=town.other_theme)
    assert list(pairs.new_to(town[RL])) == [town.theme]


def test_the_two_may_have_met_on_one_theme_and_not_on_the_other(town: Town) -> None:
    Assignment.objects.filter(theme=town.other_theme).delete()
    for role, name in ((RoleKey.NETWORK_LEADER, NL), (RoleKey.REFERENCE_LEADER, RL)):
        assign(town.other_theme, role, town[name])
    held(town, theme=town.other_theme)
    assert list(pairs.new_to(town[RL])) == [town.theme]


def test_where_nobody_has_followed_there_is_nobody_to_be_new_to(town: Town) -> None:
    without(town, RoleKey.NETWORK_LEADER)
    assert list(pairs.new_to(town[RL])) == [town.theme]
    held(town, (FORMER_NL, RL))
    assert list(pairs.new_to(town[RL])) == []


def test_a_closed_theme_asks_for_no_first_talk(town: Town) -> None:
    closed = Phase.objects.get(key=Phase.CLOSED)
    Theme.objects.filter(pk=town.theme.pk).update(phase=closed)
    assert list(pairs.new_to(town[RL])) == []


NOBODY = (None, None)
# Who set the duty, whose role is empty today, and whether an earlier pair has set it.
SET_BY = [
    ((NL, RL), (), False),
    ((FORMER_NL, RL), (), True),
    ((NL, FORMER_RL), (), True),
    ((FORMER_NL, FORMER_RL), (), True),
    ((OTHER_NL, OTHER_RL), (), True),
    ((None, RL), (), True),
    ((NL, None), (), True),
    (NOBODY, (), False),
    ((FORMER_NL, RL), (RoleKey.NETWORK_LEADER,), False),
    ((NL, FORMER_RL), (RoleKey.REFERENCE_LEADER,), False),
    ((FORMER_NL, RL), (RoleKey.REFERENCE_LEADER,), True),
    ((None, RL), (RoleKey.NETWORK_LEADER,), False),
    ((NL, None), (RoleKey.REFERENCE_LEADER,), False),
    (NOBODY, (RoleKey.NETWORK_LEADER,), False),
]


def duty(town: Town, by: tuple[str | None, str | None], **fields: Any) -> Duty:
    """The first duty as these two have set it."""
    told = {"network_leader": by[0] and town[by[0]], "reference_leader": by[1] and town[by[1]]}
    point = RolePoint.objects.duties().current().first()
    return Duty.objects.create(theme=town.theme, point=point, key=point.key, **told | fields)


@pytest.mark.parametrize(("by", "empty", "is_earlier"), SET_BY)
def test_what_an_earlier_pair_has_set_is_theirs(
    town: Town, by: tuple, empty: tuple, is_earlier: bool
) -> None:
    row = duty(town, by)
    without(town, *empty)
    row.theme = Theme.objects.with_people().get(pk=town.theme.pk)
    found = Duty.objects.filter(pairs.set_by_earlier_pair("theme"))
    assert found.exists() is pairs.is_set_by_earlier_pair(row) is is_earlier


def test_what_is_not_relevant_stands_until_it_is_assessed_anew(town: Town) -> None:
    row = duty(town, (FORMER_NL, FORMER_RL))
    row.status = Duty.Status.NOT_RELEVANT
    row.theme = Theme.objects.with_people().get(pk=town.theme.pk)
    assert not pairs.is_set_by_earlier_pair(row)


def test_the_leaders_of_today_are_asked_not_those_who_left_or_come(town: Town) -> None:
    row = duty(town, (LEFT, RL))
    assign(town.theme, RoleKey.NETWORK_LEADER, town[LEFT], starts_on=day(-9), ends_on=day(-1))
    row.theme = Theme.objects.with_people().get(pk=town.theme.pk)
    assert pairs.is_set_by_earlier_pair(row)
    assert Duty.objects.filter(pairs.set_by_earlier_pair("theme")).exists()


@pytest.mark.parametrize(
    ("leaders", "is_todays"),
    [
        ({(1, "network_leader"): 5, (1, "reference_leader"): 6}, True),
        ({(1, "network_leader"): 5, (1, "reference_leader"): 7}, False),
        ({(1, "network_leader"): 7, (1, "reference_leader"): 6}, False),
        ({(2, "network_leader"): 5, (2, "reference_leader"): 6}, False),
        ({(1, "network_leader"): 5}, False),
    ],
)
def test_of_talks_as_they_are_told_those_of_today(leaders: dict, is_todays: bool) -> None:
    talks = [{"theme_id": 1, "network_leader_id": 5, "reference_leader_id": 6}]
    assert pairs.between_todays_pair(talks, leaders) == (talks if is_todays else [])
