"""Who may what with a theme itself, asked of the rules: each person, each state."""

import pytest

from tests.town import (
    ACCEPTED,
    AUTHOR,
    CD,
    CLOSED,
    DRAFT,
    LEFT,
    MEMBER,
    NL,
    PROPOSED,
    REVISE,
    RL,
    RUNNING,
    SECRETARIAT,
    SHUT_OUT,
    STATES,
    TO_COME,
    Rule,
    Town,
    each,
)
from themes.rules.themes import (
    can_decide_proposal,
    can_edit_theme,
    can_propose_theme,
    can_write_proposal,
    can_write_update,
)

pytestmark = pytest.mark.django_db

MAY: dict[Rule, dict[str, set[str]]] = {
    can_edit_theme: {
        RUNNING: {NL, *SECRETARIAT},
        CLOSED: {NL, *SECRETARIAT},
        PROPOSED: SECRETARIAT,
        DRAFT: {AUTHOR},
        REVISE: {AUTHOR},
    },
    can_write_update: each(ACCEPTED, {NL, RL, CD, MEMBER, *SECRETARIAT}),
    can_write_proposal: each(STATES, {AUTHOR}),
    can_decide_proposal: each(STATES, SECRETARIAT),
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_may_in_each_state_of_a_theme(town: Town, rule: Rule) -> None:
    assert town.told(rule, town.in_each_state()) == MAY[rule]


def test_who_works_here_proposes_a_theme(town: Town) -> None:
    assert town.who(can_propose_theme) == town.people.keys() - {LEFT, SHUT_OUT, TO_COME}
