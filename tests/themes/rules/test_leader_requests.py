"""As ``themes.rules.leader_requests`` says it, person by person."""

import pytest

from tests.town import (
    ACCEPTED,
    NL,
    RL,
    RUNNING,
    SECRETARIAT,
    STATES,
    Town,
    day,
    each,
)
from themes.models import Assignment, LeaderRequest, Theme
from themes.rules import leader_requests
from themes.rules.rooms import CO_DRIVER, NETWORK_LEADER, REFERENCE_LEADER

pytestmark = pytest.mark.django_db


def test_the_secretariat_answers_and_who_asked_takes_back(town: Town) -> None:
    wishes = town.in_each_state(lambda theme: LeaderRequest(theme=theme, asked_by=town[NL]))
    assert town.told(leader_requests.can_answer_request, wishes) == each(ACCEPTED, SECRETARIAT)
    assert town.told(leader_requests.can_withdraw_request, wishes) == each(STATES, {NL})


# Who has left by today, and who asks then for whom.
ASKED: dict[str, tuple[set[str], dict[str, list[str]]]] = {
    "nobody is missing": (set(), {}),
    "the co-driver has left": ({CO_DRIVER}, {NL: [CO_DRIVER]}),
    "the reference leader has left": ({REFERENCE_LEADER}, {NL: [REFERENCE_LEADER]}),
    "the network leader has left": ({NETWORK_LEADER}, {RL: [NETWORK_LEADER]}),
    "the network leader is alone": (
        {REFERENCE_LEADER, CO_DRIVER},
        {NL: [REFERENCE_LEADER, CO_DRIVER]},
    ),
    "both leaders have left": ({NETWORK_LEADER, REFERENCE_LEADER}, {}),
}


def vacated(town: Town, roles: set[str]) -> Theme:
    """The theme, with its holders, since the roles have no holder."""
    rows = Assignment.objects.active().filter(theme=town.theme, role__in=roles)
    rows.update(starts_on=day(-9), ends_on=day(-1))
    return Theme.objects.with_people().get(pk=town.theme.pk)


@pytest.mark.parametrize("missing", ASKED)
def test_leaders_ask_for_who_is_missing_beside_them(town: Town, missing: str) -> None:
    roles, asked = ASKED[missing]
    theme = vacated(town, roles)
    found = {name: leader_requests.askable_roles(one, theme) for name, one in town.people.items()}
    assert {name: some for name, some in found.items() if some} == asked
    assert town.who(leader_requests.can_ask_for_leader, theme) == asked.keys()


def test_nobody_asks_for_a_leader_of_what_does_not_run(town: Town) -> None:
    theme = vacated(town, {CO_DRIVER})
    town.theme.holders = theme.holders
    try:
        found = town.told(leader_requests.can_ask_for_leader, town.in_each_state())
    finally:
        del town.theme.holders
    assert found == {RUNNING: {NL}}
