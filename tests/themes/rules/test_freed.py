"""Who frees resources for whom: the line manager, for who takes part."""

import pytest

from roles.models import User
from tests.town import (
    CD,
    CHIEF,
    EMPLOYEE,
    FAR,
    FORMER_CD,
    MANAGER,
    MEMBER,
    NL,
    NOBODY,
    OTHER_MANAGER,
    RL,
    RUNNING,
    SHUT_OUT,
    Town,
    day,
    join,
)
from themes.models import FreedResources, MemberRequest
from themes.rules.freed import can_free_resources

pytestmark = pytest.mark.django_db


def test_for_a_co_driver_as_long_as_the_theme_runs(town: Town) -> None:
    rows = town.in_each_state(lambda theme: FreedResources(theme=theme, person=town[CD]))
    assert town.told(can_free_resources, rows) == {RUNNING: {MANAGER}}


@pytest.mark.parametrize("person", [NL, RL, EMPLOYEE, FORMER_CD, SHUT_OUT, CHIEF, MEMBER])
def test_for_nobody_else(town: Town, person: str) -> None:
    """The leader's time is in the mandate; the others take no part, or nobody manages them."""
    row = FreedResources(theme=town.theme, person=town[person])
    assert town.who(can_free_resources, row) == NOBODY


def test_for_a_member_until_the_member_leaves(town: Town) -> None:
    member = join(town, EMPLOYEE)
    row = FreedResources(theme=town.theme, person=town[EMPLOYEE])
    assert town.who(can_free_resources, row) == {MANAGER}
    other = FreedResources(theme=town.other_theme, person=town[EMPLOYEE])
    assert town.who(can_free_resources, other) == NOBODY
    member.left_on = day()
    member.save()
    assert town.who(can_free_resources, row) == NOBODY


def test_for_who_waits_for_a_yes_to_take_part(town: Town) -> None:
    row = FreedResources(theme=town.theme, person=town[EMPLOYEE])
    wish = MemberRequest.objects.create(theme=town.theme, person=town[EMPLOYEE], time="meetings")
    assert town.who(can_free_resources, row) == {MANAGER}
    wish.state = MemberRequest.State.WITHDRAWN
    wish.save()
    assert town.who(can_free_resources, row) == NOBODY


def test_for_a_member_somewhere_else_by_the_manager_there(town: Town) -> None:
    User.objects.filter(pk=town[MEMBER].pk).update(unit=town[FAR].unit)
    row = FreedResources(theme=town.theme, person=town[MEMBER])
    assert town.who(can_free_resources, row) == {OTHER_MANAGER}
