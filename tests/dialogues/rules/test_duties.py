"""Who may do what with the ten duties of a theme: each person, each state."""

import pytest

from dialogues.models import Duty, StatusChange
from dialogues.rules.duties import (
    can_answer_status,
    can_read_plan,
    can_see_duties,
    can_track_duty,
    can_withdraw_status,
)
from roles.models import RolePoint
from tests.town import (
    BOTH,
    CD,
    CLOSED,
    FORMER_RL,
    NL,
    NOBODY,
    RL,
    SECRETARIAT,
    STATES,
    Town,
    each,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db

# All but the closed one: there they read what they wrote.
OPEN = STATES.keys() - {CLOSED}


def test_who_has_a_role_and_the_secretariat_see_the_joint_statuses(town: Town) -> None:
    may = each(STATES, {NL, RL, CD, *SECRETARIAT})
    assert town.told(can_see_duties, town.in_each_state()) == may


def test_a_next_step_between_the_two_is_read_by_them_alone(town: Town) -> None:
    for kind, may in (
        ("relation", BOTH),
        ("stance", BOTH),
        ("task", {NL, RL, CD, *SECRETARIAT}),
        ("stance_and_task", {NL, RL, CD, *SECRETARIAT}),
    ):
        duties = town.in_each_state(
            lambda theme, k=kind: Duty(theme=theme, point=RolePoint(kind=k))
        )
        assert town.told(can_read_plan, duties) == each(STATES, may), kind


def test_the_two_leaders_of_today_alone_set_them(town: Town) -> None:
    duties = town.in_each_state(lambda theme: Duty(theme=theme))
    assert town.told(can_track_duty, duties) == each(OPEN, BOTH)


@pytest.mark.parametrize(("proposer", "may"), [(NL, {RL}), (RL, {NL}), (FORMER_RL, BOTH)])
def test_the_other_leader_answers_and_who_proposed_takes_back(
    town: Town, proposer: str, may: set[str]
) -> None:
    def proposed(theme: Theme) -> StatusChange:
        return StatusChange(duty=Duty(theme=theme), proposed_by=town[proposer])

    changes = town.in_each_state(proposed)
    assert town.told(can_answer_status, changes) == each(OPEN, may)
    assert town.told(can_withdraw_status, changes) == each(STATES, {proposer})


def test_nobody_answers_on_a_closed_theme(town: Town) -> None:
    change = StatusChange(duty=Duty(theme=town.in_state(CLOSED)), proposed_by=town[NL])
    assert town.who(can_answer_status, change) == NOBODY
