"""When the two should talk again, and about what."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from dialogues.models import Conversation, Sitting
from dialogues.models.questions import ConversationKind
from dialogues.queries import follow_ups
from tests.dialogues.queries.rows import held, sides
from tests.dialogues.rules.states import Status
from tests.town import FORMER_NL, FORMER_RL, NL, ONE, RL, Town, day
from themes.models import Phase, Theme

pytestmark = pytest.mark.django_db

KICKOFF, FOLLOWUP, CLOSING = (
    ConversationKind.KICKOFF,
    ConversationKind.FOLLOWUP,
    ConversationKind.CLOSING,
)
NOW = timezone.now()
DONE = {"status": Status.APPROVED, "approved_at": NOW}
WEEKS = timedelta(weeks=settings.FOLLOW_UP_WEEKS)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_default_timezone())


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def close(town: Town) -> None:
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))


# A Monday, and what a day of its week becomes.
MONDAY = date(2030, 1, 7)


@pytest.mark.parametrize(("place", "later"), [(0, 0), (4, 0), (5, 2), (6, 1)])
def test_the_next_talk_is_so_many_weeks_on_and_never_at_a_weekend(place: int, later: int) -> None:
    on = MONDAY + timedelta(days=place)
    row = Conversation(held_at=moment(on))
    day = on + WEEKS + timedelta(days=later)
    assert follow_ups.next_talk_on(row) == day
    told = datetime.combine(day, time(10), timezone.get_default_timezone())
    assert follow_ups.suggested_time(row) == told


@pytest.mark.parametrize("days", [0, 9])
def test_where_the_day_has_passed_it_is_in_a_week(days: int) -> None:
    on = day() - timedelta(days=days)
    row = Conversation(held_at=moment(on - WEEKS))
    found = timezone.localtime(follow_ups.suggested_time(row)).date()
    passed = follow_ups.next_talk_on(row)
    if passed > day():
        assert found == passed
        return
    late = (day(7).weekday() - 5 >= 0) * (7 - day(7).weekday())
    assert found == day(7) + timedelta(days=late)


@pytest.mark.parametrize(
    ("told", "has_met"),
    [
        ({}, True),
        ({"kind": FOLLOWUP}, False),
        ({"status": Status.IN_PROGRESS, "held_at": None}, False),
        ({"pair": (FORMER_NL, RL)}, False),
        ({"pair": (NL, FORMER_RL)}, False),
        ({"theme": True}, False),
    ],
)
def test_the_first_talk_comes_first_and_only_once(town: Town, told: dict, has_met: bool) -> None:
    make(town, **told)
    kinds = follow_ups.kinds_for(town.theme, town[NL], town[RL])
    assert kinds == ([FOLLOWUP, CLOSING] if has_met else [KICKOFF])


def make(town: Town, **told: Any) -> Conversation:
    if told.pop("theme", None):
        told["theme"] = town.other_theme
    if name := told.get("invited_by"):
        told["invited_by"] = town[name]
    return held(town, told.pop("pair", (NL, RL)), **told)


def test_the_last_talk_of_the_two(town: Town) -> None:
    make(town, status=Status.INVITED, held_at=None)
    assert follow_ups.latest_of(town.theme, town[NL], town[RL]) is None
    last = make(town, held_at=ago(3), **DONE)
    make(town, held_at=ago(9), **DONE)
    for told in ({"pair": (FORMER_NL, RL)}, {"pair": (NL, FORMER_RL)}, {"theme": True}):
        make(town, held_at=ago(1), **told)
    assert follow_ups.latest_of(town.theme, town[NL], town[RL]) == last


# What waits to be planned


@pytest.mark.parametrize(
    ("told", "is_ready"),
    [
        (DONE, True),
        ({"status": Status.CLOSED}, True),
        ({"status": Status.CANCELLED, "held_at": None}, False),
        ({}, False),
        (DONE | {"kind": CLOSING}, False),
        (DONE | {"pair": (FORMER_NL, RL)}, False),
        (DONE | {"pair": (NL, FORMER_RL)}, False),
    ],
)
def test_after_what_talk_the_next_is_planned(town: Town, told: dict, is_ready: bool) -> None:
    row = make(town, **told)
    ready = [row] if is_ready else []
    assert list(follow_ups.ready_for_next_talk(town[RL])) == ready
    assert list(follow_ups.ready_for_next_talk(town[ONE])) == []
    close(town)
    assert list(follow_ups.ready_for_next_talk(town[RL])) == []


@pytest.mark.parametrize(
    ("told", "is_ready"),
    [
        ({"status": Status.INVITED, "held_at": None}, False),
        ({"status": Status.DRAFT, "held_at": None, "invited_by": NL}, False),
        ({"status": Status.DRAFT, "held_at": None, "invited_by": RL}, True),
        ({"status": Status.CANCELLED, "held_at": None}, True),
        ({"status": Status.INVITED, "held_at": None, "theme": True}, True),
        ({"status": Status.INVITED, "held_at": None, "pair": (NL, FORMER_RL)}, True),
        ({"status": Status.INVITED, "held_at": None, "pair": (FORMER_NL, RL)}, True),
        ({"held_at": ago(9), **DONE}, True),
        ({"theme": True}, True),
        ({"pair": (NL, FORMER_RL)}, True),
    ],
)
def test_nothing_is_planned_while_something_newer_is_under_way(
    town: Town, told: dict, is_ready: bool
) -> None:
    row = make(town, held_at=ago(3), **DONE)
    make(town, **{"kind": FOLLOWUP} | told)
    assert (row in follow_ups.ready_for_next_talk(town[NL])) is is_ready


def test_what_the_other_has_invited_to_is_under_way_and_their_draft_is_not(town: Town) -> None:
    row = make(town, held_at=ago(3), **DONE)
    make(town, kind=FOLLOWUP, status=Status.DRAFT, held_at=None, invited_at=None)
    assert list(follow_ups.ready_for_next_talk(town[RL])) == [row]
    Conversation.objects.exclude(pk=row.pk).update(status=Status.INVITED, invited_at=NOW)
    assert list(follow_ups.ready_for_next_talk(town[RL])) == []


def test_only_after_the_last_of_several(town: Town) -> None:
    make(town, held_at=ago(9), **DONE)
    row = make(town, held_at=ago(3), kind=FOLLOWUP, **DONE)
    assert list(follow_ups.ready_for_next_talk(town[NL])) == [row]


# The half-yearly confirmation


def sat(town: Town, days: int | None, pair: tuple[str, str] = (NL, RL), **told: Any) -> None:
    told = {"theme": town.theme, "started_by": town[NL]} | told | sides(town, pair)
    at = None if days is None else ago(days)
    Sitting.objects.create(confirmed_at=at, dropped_at=at or NOW, **told)


def confirmation(town: Town) -> tuple[date | None, list[tuple[Theme, date]]]:
    on = follow_ups.confirmation_on(town.theme, town[NL], town[RL])
    return on, follow_ups.confirmations(town[NL])


def half_year(days: int) -> date:
    weeks = timedelta(weeks=settings.CONFIRMATION_WEEKS)
    return timezone.localdate(ago(days)) + weeks


def test_half_a_year_after_the_newest_of_talk_and_confirmation(town: Town) -> None:
    assert confirmation(town) == (None, [])
    make(town, **DONE | {"approved_at": ago(30)})
    make(town, kind=FOLLOWUP, **DONE | {"approved_at": ago(20)})
    assert confirmation(town) == (half_year(20), [(town.theme, half_year(20))])
    sat(town, 40)
    sat(town, None)
    assert confirmation(town)[0] == half_year(20)
    sat(town, 9)
    sat(town, 12)
    assert confirmation(town) == (half_year(9), [(town.theme, half_year(9))])
    assert follow_ups.confirmations(town[RL]) == [(town.theme, half_year(9))]
    assert follow_ups.confirmations(town[ONE]) == []
    close(town)
    assert confirmation(town)[1] == []


def test_those_of_others_count_for_nothing(town: Town) -> None:
    make(town, **DONE | {"approved_at": ago(20)})
    for told in ({"pair": (FORMER_NL, RL)}, {"pair": (NL, FORMER_RL)}, {"theme": True}):
        make(town, **DONE | told)
    for pair in ((FORMER_NL, RL), (NL, FORMER_RL)):
        sat(town, 1, pair)
    sat(town, 1, theme=town.other_theme)
    assert confirmation(town) == (half_year(20), [(town.theme, half_year(20))])


def test_what_is_not_approved_asks_for_no_confirmation(town: Town) -> None:
    make(town)
    assert confirmation(town) == (None, [])
