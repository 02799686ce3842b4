"""Who proposes, asks, answers and hands over: each person, each state."""

import pytest

from tests.town import (
    ACCEPTED,
    EMPLOYEE,
    FORMER_RL,
    FUTURE_RL,
    NL,
    NOBODY,
    RL,
    ROOT,
    RUNNING,
    SECRETARIAT,
    STATES,
    Rule,
    Town,
    day,
    each,
)
from themes.models import Assignment, HolderChange, LeaderRequest, Offer, Theme
from themes.rules import staffing
from themes.rules.rooms import CO_DRIVER, NETWORK_LEADER, REFERENCE_LEADER

pytestmark = pytest.mark.django_db


def test_the_secretariat_proposes_people_for_what_was_taken_up(town: Town) -> None:
    themes, may = town.in_each_state(), each(ACCEPTED, SECRETARIAT)
    assert town.told(staffing.can_assign_role, themes) == may
    wishes = town.in_each_state(lambda theme: LeaderRequest(theme=theme, asked_by=town[NL]))
    assert town.told(staffing.can_answer_request, wishes) == may


def test_who_administers_appoints_without_asking(town: Town) -> None:
    found = town.told(staffing.can_appoint, town.in_each_state())
    assert found == each(ACCEPTED, {ROOT, *SECRETARIAT})


def test_who_works_here_reads_why_they_were_appointed(town: Town) -> None:
    found = town.told(staffing.can_read_own_reason, town.in_each_state())
    assert found == each(ACCEPTED, town.working)


def test_the_secretariat_sees_how_much_each_carries(town: Town) -> None:
    assert town.who(staffing.can_see_load) == SECRETARIAT


def test_who_was_proposed_answers_and_who_asked_takes_back(town: Town) -> None:
    offers = town.in_each_state(lambda theme: Offer(theme=theme, person=town[EMPLOYEE]))
    assert town.told(staffing.can_answer_offer, offers) == each(STATES, {EMPLOYEE})
    wishes = town.in_each_state(lambda theme: LeaderRequest(theme=theme, asked_by=town[NL]))
    assert town.told(staffing.can_withdraw_request, wishes) == each(STATES, {NL})


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
    found = {name: staffing.askable_roles(one, theme) for name, one in town.people.items()}
    assert {name: some for name, some in found.items() if some} == asked
    assert town.who(staffing.can_ask_for_leader, theme) == asked.keys()


def test_nobody_asks_for_a_leader_of_what_does_not_run(town: Town) -> None:
    theme = vacated(town, {CO_DRIVER})
    town.theme.holders = theme.holders
    try:
        found = town.told(staffing.can_ask_for_leader, town.in_each_state())
    finally:
        del town.theme.holders
    assert found == {RUNNING: {NL}}


def change(town: Town, following: str | None) -> HolderChange:
    rows = town.theme.assignments.select_related("person")
    follows = rows.get(person=town[following]) if following else None
    return HolderChange(leaving=rows.get(person=town[RL]), following=follows)


NOTE: dict[Rule, set[str]] = {
    staffing.can_write_hand_over_note: {RL, *SECRETARIAT},
    staffing.can_receive_hand_over_note: {FUTURE_RL},
}


@pytest.mark.parametrize("rule", NOTE, ids=lambda rule: rule.name)
def test_who_leaves_writes_and_who_follows_receives(town: Town, rule: Rule) -> None:
    assert town.who(rule, change(town, FUTURE_RL)) == NOTE[rule]


def test_nobody_receives_as_long_as_nobody_follows(town: Town) -> None:
    nobody_follows = change(town, None)
    assert town.who(staffing.can_receive_hand_over_note, nobody_follows) == NOBODY
    former = HolderChange(leaving=town.theme.assignments.get(person=town[FORMER_RL]))
    assert town.who(staffing.can_write_hand_over_note, former) == {FORMER_RL, *SECRETARIAT}
