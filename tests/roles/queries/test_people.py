"""People and units with the roles and themes that the reader may know of."""

import pytest

from roles.models import RoleKey, Unit
from roles.queries import people
from tests.cast import assign, make_theme
from tests.town import (
    CHIEF,
    EMPLOYEE,
    FAR,
    FORMER_NL,
    FUTURE_NL,
    LEFT,
    LISTED,
    MANAGER,
    NL,
    ONE,
    OTHER_MANAGER,
    SHUT_OUT,
    Town,
    day,
)
from themes.models import Phase, Theme

pytestmark = pytest.mark.django_db

LEADER, REFERENCE, DRIVER = RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER, RoleKey.CO_DRIVER


def closed(title: str) -> Theme:
    return make_theme(title, phase=Phase.objects.get(key=Phase.CLOSED))


def proposed(title: str) -> Theme:
    return make_theme(title, status=Theme.Status.PROPOSED)


def test_each_with_what_one_holds_today_on_themes_that_run(town: Town) -> None:
    assign(make_theme("Et mere"), DRIVER, town[NL])
    assign(make_theme("Endnu et"), REFERENCE, town[NL])
    assign(closed("Et lukket"), LEADER, town[NL])
    assign(proposed("Et foreslået"), LEADER, town[NL])
    asked = [town[name] for name in (NL, FORMER_NL, FUTURE_NL, EMPLOYEE)]
    found = people.with_roles(asked, town[EMPLOYEE])
    titles = [[row.theme.title for row in person.held] for person in found]
    assert titles == [["Færre ensomme ældre", "Endnu et", "Et mere"], [], [], []]
    shut_out = people.with_roles([town[NL]], town[SHUT_OUT])
    assert [person.held for person in shut_out] == [[]]


def test_what_a_person_has_will_have_and_had_the_latest_first(town: Town) -> None:
    person = town[EMPLOYEE]
    assign(make_theme("Nu"), DRIVER, person, starts_on=day(-2))
    assign(make_theme("Også nu"), DRIVER, person, starts_on=day(-1))
    assign(make_theme("Snart"), DRIVER, person, starts_on=day(5))
    assign(make_theme("Før"), DRIVER, person, starts_on=day(-9), ends_on=day(-3))
    assign(closed("Lukket"), DRIVER, person, starts_on=day(-8))
    assign(proposed("Foreslået"), DRIVER, person)
    found = people.roles_of(person, town[NL])
    titles = [[row.theme.title for row in rows] for rows in found]
    assert titles == [["Også nu", "Nu"], ["Snart"], ["Lukket", "Før"]]
    assert {name for rows in found for row in rows for name in row.get_deferred_fields()} == {"why"}
    assert people.roles_of(person, town[SHUT_OUT]) == ([], [], [])


def test_the_themes_of_a_unit_running_and_closed_by_title(town: Town) -> None:
    unit = town[FAR].unit
    running = [make_theme(title) for title in ("Åbne døre", "Ældre")]
    for one in (*running, closed("Lukket"), proposed("Foreslået")):
        one.units.add(unit)
    running, over = people.themes_of(unit, town[ONE])
    assert [one.title for one in running] == ["Ældre", "Åbne døre"]
    assert [one.title for one in over] == ["Lukket"]
    assert people.themes_of(unit, town[SHUT_OUT]) == ([], [])


def test_a_unit_with_its_manager_and_how_many_work_there_today(town: Town) -> None:
    units = list(Unit.objects.with_tree_fields().select_related("manager", "parent__manager"))
    (top,) = people.tree(units)
    assert [branch.unit.name for branch in top.below] == ["Skoler", "Ældre og Omsorg"]
    by_name = {branch.unit.name: branch for branch in (top, *top.below)}
    assert by_name["Skoler"].people == len({FAR, LISTED})
    managers = [town[name] for name in (OTHER_MANAGER, MANAGER)]
    assert [branch.manager for branch in top.below] == managers
    assert top.manager == town[CHIEF]
    here = {name for name in town.working if town[name].unit == top.unit}
    assert top.people == len(here)
    assert LEFT not in here
    assert town[LEFT].unit == top.unit


def test_units_whose_parent_is_not_among_them_are_tops(town: Town) -> None:
    school = town[FAR].unit
    Unit.objects.create(name="En klasse", parent=school)
    (branch,) = people.tree(Unit.objects.exclude(parent=None).filter(name="En klasse"))
    assert (branch.unit.name, branch.people, branch.below) == ("En klasse", 0, [])
