"""Who may do what with the parts of a mandate: each person, each state, each two."""

import pytest
from django.utils import timezone

from dialogues.models import MandatePart
from dialogues.queries.mandate import Mandate, mandate
from dialogues.rules import mandate as rules
from roles.models import RoleKey
from tests.town import (
    ACCEPTED,
    CD,
    CHIEF,
    CLOSED,
    FORMER_CD,
    FORMER_NL,
    MANAGER,
    NL,
    NOBODY,
    OTHER_MANAGER,
    RL,
    RUNNING,
    SECRETARIAT,
    SHUT_OUT,
    STATES,
    Rule,
    Town,
    each,
)

pytestmark = pytest.mark.django_db

DRIVER, LINE = RoleKey.CO_DRIVER.value, RoleKey.LINE_MANAGER.value
# Whose part it is, and who of the two may go on with it.
PARTS = {
    (NL, LINE, MANAGER): {NL, MANAGER},
    (NL, DRIVER, CD): {NL, CD},
    (FORMER_NL, LINE, MANAGER): NOBODY,
    (FORMER_NL, DRIVER, CD): NOBODY,
    (NL, LINE, CHIEF): NOBODY,
    (NL, LINE, OTHER_MANAGER): NOBODY,
    (NL, DRIVER, FORMER_CD): NOBODY,
    (NL, DRIVER, SHUT_OUT): NOBODY,
    (NL, DRIVER, MANAGER): NOBODY,
}
NAMED = {(NL, LINE, MANAGER): "with the line manager", (NL, DRIVER, CD): "with the co-driver"}


def mandates(town: Town) -> dict[str, Mandate]:
    found = mandate(town.theme)
    return {state: found._replace(theme=town.in_state(state)) for state in STATES}


def test_who_sees_how_far_it_is(town: Town) -> None:
    parts = each(STATES, {RL, MANAGER, CD})
    may = parts | each(ACCEPTED, {NL, RL, MANAGER, CD, *SECRETARIAT})
    assert town.told(rules.can_see_mandate, mandates(town)) == may


def test_who_manages_nobody_here_sees_nothing_of_it(town: Town) -> None:
    alone = Mandate(town.theme, town[NL], [])
    assert town.who(rules.can_see_mandate, alone) == {NL, RL, CD, *SECRETARIAT}


def test_the_network_leader_invites_to_each_part_until_the_theme_closes(town: Town) -> None:
    found = town.told(rules.can_begin_part, mandates(town))
    assert found == each(STATES.keys() - {CLOSED}, {NL})
    vacant = Mandate(town.theme, None, [])
    assert town.who(rules.can_begin_part, vacant) == NOBODY


def test_the_line_manager_may_begin_the_own_part_and_no_other(town: Town) -> None:
    assert town.told(rules.can_begin_manager_part, mandates(town)) == each(
        STATES.keys() - {CLOSED}, {NL, MANAGER}
    )
    vacant = mandate(town.theme)._replace(network_leader=None)
    assert town.who(rules.can_begin_manager_part, vacant) == NOBODY
    rights = [rules.right_to_begin(role) for role in (LINE, DRIVER)]
    assert rights == ["dialogues.begin_manager_part", "dialogues.begin_part"]


def part(town: Town, two: tuple[str, str, str], state: str = RUNNING) -> MandatePart:
    leader, role, counterpart = two
    people = {"network_leader": town[leader], "counterpart": town[counterpart]}
    row = MandatePart.objects.create(theme=town.theme, role=role, **people)
    row.theme = town.in_state(state)
    return row


GO_ON: tuple[Rule, ...] = (rules.can_write_part, rules.can_agree_part, rules.can_reopen_part)


def agreed(row: MandatePart) -> MandatePart:
    row.leader_agreed_at = row.counterpart_agreed_at = row.agreed_at = timezone.now()
    return row


@pytest.mark.parametrize("two", PARTS, ids=" ".join)
def test_the_two_of_today_go_on_with_it(town: Town, two: tuple[str, str, str]) -> None:
    row, may = part(town, two), PARTS[two]
    own = {two[0], two[2]} & town.working
    assert town.who(rules.can_take_part_in_mandate, row) == own
    assert [town.who(rule, row) for rule in GO_ON] == [may, may, NOBODY]
    agreed(row)
    assert town.who(rules.can_take_part_in_mandate, row) == own
    assert [town.who(rule, row) for rule in GO_ON] == [NOBODY, NOBODY, may]


@pytest.mark.parametrize("two", NAMED, ids=NAMED.get)
def test_nobody_goes_on_with_it_once_the_theme_is_closed(
    town: Town, two: tuple[str, str, str]
) -> None:
    row = part(town, two, CLOSED)
    assert [town.who(rule, row) for rule in GO_ON] == [NOBODY, NOBODY, NOBODY]
    assert [town.who(rule, agreed(row)) for rule in GO_ON] == [NOBODY, NOBODY, NOBODY]


def test_each_says_yes_once(town: Town) -> None:
    row = part(town, (NL, LINE, MANAGER))
    row.leader_agreed_at = timezone.now()
    assert town.who(rules.can_agree_part, row) == {MANAGER}
    assert town.who(rules.can_write_part, row) == {NL, MANAGER}
    row.leader_agreed_at, row.counterpart_agreed_at = None, timezone.now()
    assert town.who(rules.can_agree_part, row) == {NL}
