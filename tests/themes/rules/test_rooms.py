"""Who writes in which room of a theme, asked of the rules: each person, each state."""

from typing import Any

import pytest

from tests.cast import assign
from tests.town import (
    ACCEPTED,
    CD,
    DECLINED,
    EMPLOYEE,
    FORMER_RL,
    LISTED,
    MEMBER,
    NEAR,
    NL,
    NOBODY,
    ONE,
    OTHER_RL,
    RL,
    RUNNING,
    SECRETARIAT,
    Rule,
    Town,
    day,
    each,
)
from themes.models import Member, NetworkMeeting, NoNewAgenda, Theme, ValueStory
from themes.rules import rooms

pytestmark = pytest.mark.django_db

ROLES = {NL: rooms.NETWORK_LEADER, RL: rooms.REFERENCE_LEADER, CD: rooms.CO_DRIVER}
# Who may on a theme that was taken up, whether it runs or is closed, and nobody on any other.
MAY: dict[Rule, set[str]] = {
    rooms.can_write_network: {NL, CD, *SECRETARIAT},
    rooms.can_write_strategy: {NL, RL, *SECRETARIAT},
    rooms.can_set_agenda: {RL},
    rooms.can_recognise_link: {RL, *SECRETARIAT},
    rooms.can_write_capital: {NL, RL, *SECRETARIAT},
    rooms.can_write_ownership: {NL, RL},
    rooms.can_write_value: {NL, RL, CD, *SECRETARIAT},
    rooms.can_show_story: {NL, RL},
    rooms.can_publish_story: {NL},
    rooms.can_write_review: {NL, RL, *SECRETARIAT},
    rooms.can_write_phases: {NL, *SECRETARIAT},
}
READ: dict[Rule, set[str]] = {
    rooms.can_read_met_how: {NL, RL, CD, *SECRETARIAT},
    rooms.can_read_ownership: {NL, RL, CD, *SECRETARIAT},
    rooms.can_read_leader_line: {NEAR, LISTED},
}


def both_ways(town: Town, theme: Theme) -> tuple[Theme, Theme]:
    """The theme as services have it, and as pages do, with its ``holders``."""
    return theme, Theme.objects.with_people().get(pk=theme.pk)


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_writes_on_a_theme_in_each_state(town: Town, rule: Rule) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(rule, things) == each(ACCEPTED, MAY[rule])


def test_the_reference_leader_alone_says_that_no_new_agenda_is_needed(town: Town) -> None:
    things = town.in_each_state(lambda theme: NoNewAgenda(theme=theme))
    assert town.told(rooms.can_write_strategy, things) == each(ACCEPTED, {RL})


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.name)
def test_who_reads_on_a_theme_in_each_state(town: Town, rule: Rule) -> None:
    assert town.told(rule, town.in_each_state()) == each(ACCEPTED, READ[rule])


def test_who_works_here_follows_what_was_taken_up(town: Town) -> None:
    everyone = each(ACCEPTED, town.working)
    assert town.told(rooms.can_follow, town.in_each_state()) == everyone


def test_a_leader_says_the_own_line_as_long_as_the_theme_runs(town: Town) -> None:
    found = town.told(rooms.can_write_leader_line, town.in_each_state())
    assert found == {RUNNING: {NEAR, LISTED}}


def test_member_says_the_own_line_as_long_as_both_go_on(town: Town) -> None:
    things = town.in_each_state(lambda theme: Member(theme=theme, person=town[MEMBER]))
    assert town.told(rooms.can_write_own_line, things) == {RUNNING: {MEMBER}}
    left = Member(theme=town.theme, person=town[MEMBER], left_on=day())
    assert town.who(rooms.can_write_own_line, left) == NOBODY


@pytest.mark.parametrize(
    ("author", "may"),
    [(RL, {NL, RL, CD, *SECRETARIAT}), (NL, {NL, CD, *SECRETARIAT}), (ONE, {NL, CD, *SECRETARIAT})],
)
def test_reference_leader_corrects_the_members_that_one_brought(
    town: Town, author: str, may: set[str]
) -> None:
    row = Member(pk=1, theme=town.theme, created_by=town[author])
    assert town.who(rooms.can_write_network, row) == may


@pytest.mark.parametrize(
    "row",
    [
        lambda town: Member(theme=town.theme),
        lambda town: Member(theme=town.theme, created_by=town[RL]),
        lambda town: Member(pk=1, theme=town.theme, created_by=town[EMPLOYEE]),
        lambda town: Member(pk=1, theme=town.theme, created_by=town[FORMER_RL]),
        lambda town: NetworkMeeting(pk=1, theme=town.theme, created_by=town[RL]),
    ],
    ids=["new", "new in own name", "an employee's", "a former leader's", "a meeting"],
)
def test_all_else_of_a_network_is_written_by_those_who_keep_it(town: Town, row: Any) -> None:
    assert town.who(rooms.can_write_network, row(town)) == MAY[rooms.can_write_network]


@pytest.mark.parametrize("author", [NL, RL, CD, EMPLOYEE, FORMER_RL, OTHER_RL])
def test_a_story_is_edited_by_whom_it_belongs_to(town: Town, author: str) -> None:
    story = ValueStory(pk=1, theme=town.theme, created_by=town[author])
    may = {NL, *SECRETARIAT} | ({author} & {RL, CD})
    assert town.who(rooms.can_write_value, story) == may


PERIODS: dict[str, tuple[dict[str, int], bool]] = {
    "from today": ({"starts_on": 0}, True),
    "until today": ({"starts_on": -9, "ends_on": 0}, True),
    "until yesterday": ({"starts_on": -9, "ends_on": -1}, False),
    "from tomorrow": ({"starts_on": 1}, False),
}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("role", ROLES.values())
def test_who_holds_a_role_holds_that_one_today(town: Town, role: str, period: str) -> None:
    told, is_held = PERIODS[period]
    town.theme.assignments.all().delete()
    assign(town.theme, role, town[EMPLOYEE], **{name: day(n) for name, n in told.items()})
    for theme in both_ways(town, town.theme):
        found = {one for one in ROLES.values() if rooms.holds(town[EMPLOYEE], theme, one)}
        assert found == ({role} if is_held else set())
        assert rooms.holds(town[EMPLOYEE], theme, *ROLES.values()) is is_held
        assert not rooms.holds(town[MEMBER], theme, *ROLES.values())
    for theme in both_ways(town, town.other_theme):
        assert not rooms.holds(town[EMPLOYEE], theme, *ROLES.values())


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_held_by_its_holder_of_today(town: Town, role: str) -> None:
    for theme in both_ways(town, town.theme):
        found = {name for name in town.people if rooms.holds(town[name], theme, ROLES[role])}
        assert found == {role}


# No rule asks whether someone works here; the door that it stands in does.
EMPLOYED: dict[str, tuple[dict[str, Any], bool]] = {
    "until today": ({"active_to": day()}, True),
    "until yesterday": ({"active_to": day(-1)}, False),
    "from tomorrow": ({"active_from": day(1)}, False),
    "but shut out": ({"is_active": False}, False),
}


@pytest.mark.parametrize("when", EMPLOYED)
def test_who_does_not_work_here_holds_nothing(town: Town, when: str) -> None:
    told, is_held = EMPLOYED[when]
    type(town[RL]).objects.filter(pk=town[RL].pk).update(**told)
    for theme in both_ways(town, town.theme):
        assert rooms.holds(town[RL], theme, rooms.REFERENCE_LEADER) is is_held


def test_running_is_taken_up_and_not_closed(town: Town) -> None:
    found = {state for state, one in town.in_each_state().items() if rooms.is_running(one)}
    assert found == {RUNNING}


@pytest.mark.parametrize("role", ROLES)
def test_one_of_the_roles_or_the_secretariat_on_a_theme_taken_up(town: Town, role: str) -> None:
    def found(theme: Theme) -> set[str]:
        people = town.people.items()
        return {name for name, one in people if rooms.holds_or_secretariat(one, theme, ROLES[role])}

    has_group = {name for name, one in town.people.items() if one.is_secretariat}
    for theme in both_ways(town, town.theme):
        assert found(theme) == {role} | has_group
    assert found(town.in_state(DECLINED)) == NOBODY
