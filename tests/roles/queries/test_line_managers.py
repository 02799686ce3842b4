"""Who is whose line manager: of one person, of a unit, of rows, and up through the units."""

import pytest

from roles.models import Unit, User
from roles.queries import line_managers
from tests.town import (
    CD,
    CHIEF,
    EMPLOYEE,
    FAR,
    LEFT,
    LISTED,
    MANAGER,
    NEAR,
    NL,
    OTHER_MANAGER,
    OTHER_NL,
    RL,
    ROOT,
    SHUT_OUT,
    TO_COME,
    Town,
    day,
)

pytestmark = pytest.mark.django_db

# The manager of the employee's unit, the one of the unit above, and whose word goes.
MANAGED = [
    (MANAGER, CHIEF, MANAGER),
    (None, CHIEF, CHIEF),
    (LEFT, CHIEF, CHIEF),
    (TO_COME, CHIEF, CHIEF),
    (SHUT_OUT, CHIEF, CHIEF),
    (EMPLOYEE, CHIEF, CHIEF),
    (None, LEFT, None),
    (None, None, None),
    (EMPLOYEE, EMPLOYEE, None),
]


def unit_of(town: Town, name: str) -> Unit:
    return town[name].unit


def manages(town: Town, unit: Unit, name: str | None) -> None:
    Unit.objects.filter(pk=unit.pk).update(manager=town[name] if name else None)


def read(town: Town, name: str) -> User:
    return User.objects.select_related(*line_managers.MANAGERS).get(pk=town[name].pk)


@pytest.mark.parametrize(("own", "above", "whose"), MANAGED)
def test_the_nearest_who_works_here_and_is_another(
    town: Town, own: str | None, above: str | None, whose: str | None
) -> None:
    unit = unit_of(town, EMPLOYEE)
    manages(town, unit, own)
    manages(town, unit.parent, above)
    manager = line_managers.line_manager(read(town, EMPLOYEE))
    assert manager == (town[whose] if whose else None)
    answers = {name for name in town.people if is_managed_by(town, EMPLOYEE, name)}
    assert answers == ({whose} if whose else set())


def is_managed_by(town: Town, person: str, manager: str) -> bool:
    """The same asked of rows."""
    rows = User.objects.managed_by(town[manager].pk)
    return rows.filter(pk=town[person].pk).exists()


def test_nobody_manages_who_has_no_unit_and_who_leads_the_top(town: Town) -> None:
    people = (read(town, ROOT), read(town, CHIEF), None)
    assert [line_managers.line_manager(one) for one in people] == [None, None, None]


@pytest.mark.parametrize(("own", "above", "whose"), MANAGED[:-1])
def test_a_unit_is_managed_by_the_same_whoever_works_there(
    town: Town, own: str | None, above: str | None, whose: str | None
) -> None:
    unit = unit_of(town, EMPLOYEE)
    manages(town, unit, own)
    manages(town, unit.parent, above)
    whose = EMPLOYEE if own == EMPLOYEE else whose
    assert line_managers.manager_of(read(town, EMPLOYEE).unit) == (town[whose] if whose else None)


def test_a_unit_far_below_without_a_manager_has_nobody(town: Town) -> None:
    room = Unit.objects.create(name="Et lokale", parent=_room(town, "En klasse", None))
    assert line_managers.manager_of(room) is None


def _room(town: Town, name: str, manager: str | None) -> Unit:
    told = {"parent": unit_of(town, FAR), "manager": manager and town[manager]}
    return Unit.objects.create(name=name, **told)


@pytest.mark.parametrize(
    ("name", "above"),
    [
        (FAR, {OTHER_MANAGER: "Skoler", CHIEF: "Lyngvig Kommune"}),
        (EMPLOYEE, {MANAGER: "Ældre og Omsorg", CHIEF: "Lyngvig Kommune"}),
        (MANAGER, {CHIEF: "Lyngvig Kommune"}),
        (CHIEF, {}),
        (ROOT, {}),
    ],
)
def test_everyone_above_by_the_nearest_unit_that_they_lead(
    town: Town, name: str, above: dict[str, str]
) -> None:
    found = line_managers.Chains().above(town[name])
    assert found == {town[leader].pk: unit for leader, unit in above.items()}


def test_who_leads_two_units_above_is_told_of_by_the_nearer(town: Town) -> None:
    manages(town, unit_of(town, FAR), CHIEF)
    assert line_managers.Chains().above(town[FAR]) == {town[CHIEF].pk: "Skoler"}
    assert line_managers.Chains().above(None) == {}


def test_who_left_leads_nobody_above(town: Town) -> None:
    manages(town, unit_of(town, FAR), LEFT)
    assert line_managers.Chains().above(town[FAR]) == {town[CHIEF].pk: "Lyngvig Kommune"}


def test_the_units_whose_people_one_manages_by_name(town: Town) -> None:
    def names(manager: str, user: str = EMPLOYEE) -> list[str]:
        return [unit.name for unit in line_managers.managed_units(town[manager], town[user])]

    assert (names(CHIEF), names(MANAGER)) == (["Lyngvig Kommune"], ["Ældre og Omsorg"])
    assert (names(EMPLOYEE), names(CHIEF, SHUT_OUT)) == ([], [])
    manages(town, unit_of(town, FAR), LEFT)
    for name in ("Åbent hus", "Økonomi"):
        Unit.objects.create(name=name, parent=unit_of(town, CHIEF))
    assert names(CHIEF) == ["Lyngvig Kommune", "Skoler", "Økonomi", "Åbent hus"]
    assert names(LEFT) == []


def test_all_units_below_those_that_one_manages(town: Town) -> None:
    room = _room(town, "En klasse", CHIEF)
    top, unit, school = (unit_of(town, name) for name in (CHIEF, EMPLOYEE, FAR))
    for manager, units in {
        CHIEF: {top, unit, school, room},
        MANAGER: {unit},
        OTHER_MANAGER: {school, room},
        EMPLOYEE: set(),
    }.items():
        assert set(line_managers.units_of(town[manager])) == {one.pk for one in units}


def test_who_left_has_no_units(town: Town) -> None:
    manages(town, unit_of(town, FAR), LEFT)
    assert set(line_managers.units_of(town[LEFT])) == set()


def test_all_others_who_work_below_today(town: Town) -> None:
    User.objects.filter(pk=town[EMPLOYEE].pk).update(active_to=day(-1))

    def names(manager: str) -> set[str]:
        found = set(line_managers.employees(town[manager]))
        return {name for name, person in town.people.items() if person in found}

    assert names(OTHER_MANAGER) == {FAR, LISTED}
    assert names(MANAGER) == {NL, OTHER_NL, CD, NEAR}
    assert names(MANAGER) < names(CHIEF)
    assert RL in names(CHIEF)
    assert CHIEF not in names(CHIEF)
    assert names(EMPLOYEE) == set()
