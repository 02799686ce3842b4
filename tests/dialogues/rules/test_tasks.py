"""Who adds, takes over and finishes the tasks of a talk."""

import pytest

from dialogues.models import Task
from dialogues.rules.tasks import can_add_task, can_finish_task, can_take_over_task
from tests.dialogues.rules.states import (
    APPROVED,
    HELD,
    ON,
    SUMMARISED,
    talk,
    talks,
    talks_on_closed,
    talks_with_one_who_left,
)
from tests.town import (
    BOTH,
    CD,
    FORMER_NL,
    FORMER_RL,
    FUTURE_RL,
    LEFT,
    NL,
    NOBODY,
    RL,
    Town,
    each,
)

pytestmark = pytest.mark.django_db

BEGUN = (ON, HELD, SUMMARISED, APPROVED)


def test_the_two_add_tasks_from_the_talk_until_it_is_closed(town: Town) -> None:
    assert town.told(can_add_task, talks(town)) == each(BEGUN, BOTH)
    assert town.told(can_add_task, talks_on_closed(town)) == each(BEGUN, BOTH)


def test_with_one_who_left_only_what_is_approved_gets_tasks(town: Town) -> None:
    assert town.told(can_add_task, talks_with_one_who_left(town)) == {APPROVED: {NL}}


@pytest.mark.parametrize(
    ("owner", "may"),
    [
        (NL, {NL}),
        (RL, {RL}),
        (CD, NOBODY),
        (FORMER_RL, NOBODY),
        (FUTURE_RL, NOBODY),
        (LEFT, NOBODY),
    ],
)
def test_its_owner_takes_it_over_as_a_leader_of_today(
    town: Town, owner: str, may: set[str]
) -> None:
    row = Task(conversation=talk(town, APPROVED), owner=town[owner])
    assert town.who(can_take_over_task, row) == may


def test_its_owner_and_the_two_whose_it_is_now_finish_it(town: Town) -> None:
    former = talk(town, APPROVED, network_leader=town[FORMER_NL])
    row = Task(conversation=former, owner=town[FORMER_RL])
    assert town.who(can_finish_task, row) == {FORMER_RL}
    row.network_leader, row.reference_leader = town[NL], town[RL]
    assert town.who(can_finish_task, row) == {NL, RL, FORMER_RL}
