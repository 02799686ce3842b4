"""Who holds which role on a theme today."""

import pytest

from roles.models import RoleKey
from tests.cast import assign, make_theme
from tests.town import (
    CD,
    EMPLOYEE,
    FORMER_NL,
    FUTURE_RL,
    MEMBER,
    NL,
    OTHER_NL,
    OTHER_RL,
    RL,
    Town,
    day,
)
from themes.models import Phase, Theme
from themes.queries import assignments

pytestmark = pytest.mark.django_db

LEADER, REFERENCE = RoleKey.NETWORK_LEADER.value, RoleKey.REFERENCE_LEADER.value
DRIVER = RoleKey.CO_DRIVER.value


def test_the_leaders_of_today_by_their_roles(town: Town) -> None:
    assert assignments.leading(town.theme) == {LEADER: town[NL], REFERENCE: town[RL]}
    other = {LEADER: town[OTHER_NL], REFERENCE: town[OTHER_RL]}
    assert assignments.leading(town.other_theme) == other


@pytest.mark.parametrize(
    ("roles", "names"),
    [
        ([LEADER], [NL]),
        ([REFERENCE, LEADER], [RL, NL]),
        ([LEADER, REFERENCE], [NL, RL]),
        ([DRIVER], [EMPLOYEE, MEMBER, CD]),
        ([DRIVER, LEADER], [EMPLOYEE, MEMBER, CD, NL]),
        ([], []),
    ],
)
def test_all_who_hold_one_of_the_roles_in_their_order(
    town: Town, roles: list[str], names: list[str]
) -> None:
    # Two co-drivers who began before the one that is there, on one day, and in this order.
    assign(town.theme, DRIVER, town[EMPLOYEE], starts_on=day(-5))
    assign(town.theme, DRIVER, town[MEMBER], starts_on=day(-5))
    read = Theme.objects.with_people().get(pk=town.theme.pk)
    for theme in (town.theme, read):
        assert assignments.those_with(theme, *roles) == [town[name] for name in names]


def test_what_people_hold_on_running_themes_by_title(town: Town) -> None:
    assign(town.other_theme, DRIVER, town[NL])
    asked = [town[name].pk for name in (NL, FORMER_NL, FUTURE_RL, EMPLOYEE)]

    def told() -> dict:
        found = assignments.running_roles(asked)
        return {key: [(row.role_id, row.theme) for row in rows] for key, rows in found.items()}

    here, there = (LEADER, town.theme), (DRIVER, town.other_theme)
    assert told() == {town[NL].pk: [here, there]}
    Theme.objects.filter(pk=town.theme.pk).update(title="Årets sidste")
    assert told() == {town[NL].pk: [there, here]}
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert told() == {town[NL].pk: [there]}


def test_themes_get_those_whom_they_are_fetched_with(town: Town) -> None:
    assign(town.theme, DRIVER, town[EMPLOYEE])
    make_theme("Tema uden mennesker")
    read = list(Theme.objects.with_people().order_by("pk"))
    bare = list(Theme.objects.order_by("pk"))
    assignments.add_holders(bare)
    assert [one.holders for one in bare] == [one.holders for one in read]
    assert [] in [one.holders for one in bare]
    assert all(row.theme is one and row.person.name for one in bare for row in one.holders)
    assignments.add_holders([])
