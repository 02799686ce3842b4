"""Who gives, moves, receives and confirms an idea: each person, each state."""

import pytest

from tests.town import (
    ACCEPTED,
    CD,
    EMPLOYEE,
    MANAGER,
    NL,
    NOBODY,
    RL,
    RUNNING,
    SECRETARIAT,
    STATES,
    Rule,
    Town,
    each,
)
from themes.models import Handover, Idea, IdeaPlace, Stage, Theme
from themes.rules import ideas

pytestmark = pytest.mark.django_db

MOVERS = {NL, RL, CD, *SECRETARIAT}
MAY: dict[Rule, set[str]] = {
    ideas.can_move_idea: MOVERS,
    ideas.can_stop_idea: {NL, CD, *SECRETARIAT},
    ideas.can_offer_handover: {NL, CD, *SECRETARIAT},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_takes_an_idea_on_its_way(town: Town, rule: Rule) -> None:
    things = town.in_each_state(lambda theme: Idea(theme=theme))
    assert town.told(rule, things) == each(ACCEPTED, MAY[rule])


def test_who_moves_an_idea_tells_where_it_is_used(town: Town) -> None:
    places = town.in_each_state(lambda theme: IdeaPlace(idea=Idea(theme=theme)))
    assert town.told(ideas.can_write_idea_place, places) == each(ACCEPTED, MOVERS)


def test_who_works_here_gives_an_idea_to_a_theme_that_runs(town: Town) -> None:
    assert town.told(ideas.can_give_idea, town.in_each_state()) == {RUNNING: town.working}
    new = town.in_each_state(lambda theme: Idea(theme=theme))
    assert town.told(ideas.can_write_idea, new) == {RUNNING: town.working}


@pytest.mark.parametrize("stage", Stage.values)
def test_an_idea_is_its_authors_until_it_is_tested(town: Town, stage: str) -> None:
    def given(theme: Theme) -> Idea:
        return Idea(pk=1, theme=theme, created_by=town[EMPLOYEE], stage=stage)

    may = MOVERS | ({EMPLOYEE} if stage == Stage.IDEA else NOBODY)
    found = town.told(ideas.can_write_idea, town.in_each_state(given))
    assert found == each(ACCEPTED, may)


def handovers(town: Town, receiver: str) -> dict[str, Handover]:
    def asked(theme: Theme) -> Handover:
        return Handover(idea=Idea(theme=theme), receiver=town[receiver])

    return town.in_each_state(asked)


def test_the_receiver_alone_answers(town: Town) -> None:
    may = each(STATES, {MANAGER})
    assert town.told(ideas.can_receive_handover, handovers(town, MANAGER)) == may


def test_the_reference_leader_confirms_but_not_what_one_receives(town: Town) -> None:
    rule = ideas.can_confirm_handover
    assert town.told(rule, handovers(town, MANAGER)) == each(STATES, {RL})
    assert town.told(rule, handovers(town, RL)) == {}
