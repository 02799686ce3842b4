"""Who holds a role on a theme today, as the rules of its rooms ask."""

from typing import Any

import pytest

from tests.cast import assign
from tests.town import (
    CD,
    DECLINED,
    EMPLOYEE,
    MEMBER,
    NL,
    NOBODY,
    RL,
    RUNNING,
    Town,
    day,
)
from themes.models import Theme
from themes.rules import rooms

pytestmark = pytest.mark.django_db

ROLES = {NL: rooms.NETWORK_LEADER, RL: rooms.REFERENCE_LEADER, CD: rooms.CO_DRIVER}


def both_ways(town: Town, theme: Theme) -> tuple[Theme, Theme]:
    """The theme as services have it, and as pages do, with its ``holders``."""
    return theme, Theme.objects.with_people().get(pk=theme.pk)


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
