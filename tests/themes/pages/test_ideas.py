"""Where each reader can take an idea from each stage."""

import pytest

from tests.town import CD, CLOSED, EMPLOYEE, NL, ONE, RL, RUNNING, Town
from themes.models import Idea, Stage
from themes.pages.ideas import moves, powers

pytestmark = pytest.mark.django_db

STEERS = {
    Stage.IDEA: ["test", "stopped"],
    Stage.TEST: ["idea", "ready", "stopped"],
    Stage.READY: ["adopted", "test", "stopped"],
    Stage.ADOPTED: ["scaled", "stopped"],
    Stage.SCALED: ["adopted", "stopped"],
    Stage.STOPPED: ["idea"],
}
FORWARD = {Stage.IDEA: ["test"], Stage.TEST: ["ready"], Stage.ADOPTED: ["scaled"]}


def found(town: Town, who: str, state: str = RUNNING) -> dict[Stage, list[str]]:
    theme = town.in_state(state)
    may = powers(town[who], theme)
    ways = {stage: moves(Idea(theme=theme, stage=stage), may) for stage in Stage}
    return {stage: [move.stage for move in found] for stage, found in ways.items() if found}


@pytest.mark.parametrize(
    ("who", "ways"),
    [(NL, STEERS), (CD, STEERS), (ONE, STEERS), (RL, FORWARD), (EMPLOYEE, {})],
)
def test_where_the_reader_can_take_an_idea(
    town: Town, who: str, ways: dict[Stage, list[str]]
) -> None:
    assert found(town, who) == ways


def test_nothing_is_handed_over_from_a_closed_theme(town: Town) -> None:
    assert found(town, NL, CLOSED) == STEERS | {Stage.READY: ["test", "stopped"]}
    assert powers(town[NL], town.in_state(CLOSED)).may_offer


def test_only_to_stop_and_to_hand_over_take_more_than_a_button(town: Town) -> None:
    may = powers(town[NL], town.theme)
    ways = [move for stage in Stage for move in moves(Idea(theme=town.theme, stage=stage), may)]
    from_ready = moves(Idea(theme=town.theme, stage=Stage.READY), may)[0]
    assert {move.stage for move in ways if not move.is_form} == {Stage.STOPPED, Stage.ADOPTED}
    assert not from_ready.is_form
