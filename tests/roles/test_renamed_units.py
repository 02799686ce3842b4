"""A unit keeps its themes and people under a new name or in a new place."""

from collections.abc import Iterator

import pytest
from auditlog.models import LogEntry

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.files.questions import answers
from referenceledelse.core.text.paths import told_too_deep
from referenceledelse.core.web.access import as_system
from roles.models import Unit
from tests.cast import Cast, make_person
from tests.tables import PEOPLE, csv_of, import_people, import_units, person, told

TOP = "Lyngvig Kommune"
OLD, NEW = f"{TOP} > Ældre og Omsorg", f"{TOP} > Senior og Omsorg"
HEAD = ["enhed", "enheds-id", "personaleleder"]


@pytest.fixture(autouse=True)
def nightly() -> Iterator[None]:
    with as_system():
        yield


@pytest.fixture
def teams(cast: Cast) -> list[Unit]:
    """Two teams below the unit, one with a person in it."""
    made = [Unit.objects.create(name=name, parent=cast.anna.unit) for name in ("Øst", "Vest")]
    make_person("Hans Øst", unit=made[0])
    return made


def units(*rows: list[str], **chosen: object) -> Report:
    content = csv_of([HEAD, *([*row, "", ""][:3] for row in rows)])
    return import_units(order=ImportOrder(content, is_try=False, **chosen), by=None)


def test_unit_that_empties_into_a_new_one_with_the_same_children_is_asked_about(
    cast: Cast, teams: list[Unit]
) -> None:
    rows = [[TOP], [NEW, "", cast.finn.email], [f"{NEW} > Øst"], [f"{NEW} > Vest"]]
    report = units(*rows)
    assert [q.key for q in report.unanswered] == [f"{OLD}={NEW}"] and not report.is_saved
    assert units(*rows, answers=answers([f"{OLD} = {NEW.lower()}"], [])).is_saved
    cast.anna.unit.refresh_from_db()
    assert (cast.anna.unit.name, Unit.objects.count()) == ("Senior og Omsorg", 4)
    assert cast.theme.units.get() == cast.anna.unit and cast.anna.unit.manager == cast.finn
    assert not units(*rows).changes_anything


def test_different_answered_makes_the_new_unit(cast: Cast, teams: list[Unit]) -> None:
    rows = [[NEW], [f"{NEW} > Nyt hold"], [f"{NEW} > Øst"], [f"{NEW} > Vest"]]
    assert units(*rows, answers=answers([], [f"{OLD}={NEW}"])).is_saved
    assert cast.theme.units.get().name == "Ældre og Omsorg"


def test_leaf_is_known_by_its_people(cast: Cast, teams: list[Unit]) -> None:
    path = f"{OLD} > Øst og Syd"
    hans = teams[0].people.get()
    people = csv_of([PEOPLE, person(hans.email, hans.name, unit=path)])
    told_units = csv_of([HEAD, [OLD, "", ""], [path, "", ""], [f"{OLD} > Vest", "", ""]])
    order = ImportOrder(people, more=told_units, is_try=False)
    report = import_people(order=order, by=None)
    key = f"{OLD} > Øst={path}"
    assert [q.key for q in report.unanswered] == [key]
    order = ImportOrder(people, more=told_units, is_try=False, answers=answers([key], []))
    assert import_people(order=order, by=None).is_saved
    hans.refresh_from_db()
    assert (hans.unit, hans.unit.name, hans.moved_on) == (teams[0], "Øst og Syd", None)


def test_id_moves_a_unit_with_all_below_it(cast: Cast, teams: list[Unit]) -> None:
    Unit.objects.filter(pk=cast.anna.unit_id).update(stable_id="O1")
    report = units([f"{TOP} > Social"], [f"{TOP} > Social > Omsorg", "o1"])
    assert report.is_saved and not report.questions
    teams[0].refresh_from_db()
    assert teams[0].parent == cast.anna.unit
    assert teams[0].parent.parent.name == "Social"
    assert [change.fields[0] for change in report.changes] == [
        ("enhed", OLD, f"{TOP} > Social > Omsorg")
    ]


def test_unit_is_logged_below_the_new_one_it_was_moved_to(cast: Cast, teams: list[Unit]) -> None:
    Unit.objects.filter(pk=cast.anna.unit_id).update(stable_id="O1")
    assert units([f"{TOP} > Social"], [f"{TOP} > Social > Omsorg", "O1"]).is_saved
    logged = [entry.changes for entry in LogEntry.objects.get_for_object(cast.anna.unit)]
    places = next(changes["parent"] for changes in logged if "parent" in changes)
    social = Unit.objects.get(name="Social")
    assert places == [str(cast.anna.unit.parent_id), str(social.pk)]


def test_what_follows_a_unit_does_not_come_to_lie_too_deep(cast: Cast, teams: list[Unit]) -> None:
    Unit.objects.filter(pk=cast.anna.unit_id).update(stable_id="O1")
    paths = [" > ".join(["Dyb"] * depth) for depth in range(1, 20)]
    rows = [*([path] for path in paths), [f"{paths[-1]} > Omsorg", "O1"]]
    assert told(units(*rows)) == [(21, "enhed", told_too_deep())]


def test_two_units_change_names_by_their_ids(cast: Cast, teams: list[Unit]) -> None:
    units([f"{OLD} > Øst", "1"], [f"{OLD} > Vest", "2"])
    assert units([f"{OLD} > Vest", "1"], [f"{OLD} > Øst", "2"]).is_saved
    assert [Unit.objects.get(pk=team.pk).name for team in teams] == ["Vest", "Øst"]


def test_people_themes_and_managers_may_be_told_by_id(cast: Cast, teams: list[Unit]) -> None:
    assert units([f"{OLD} > Øst", "ost-1"]).is_saved
    cast.eva.stable_id = "e9"
    cast.eva.save()
    people = csv_of([PEOPLE, person(cast.eva.email, cast.eva.name, unit="OST-1")])
    assert import_people(order=ImportOrder(people, is_try=False), by=None).is_saved
    cast.eva.refresh_from_db()
    assert cast.eva.unit == teams[0]
    assert units([f"{OLD} > Øst", "", "E9"]).is_saved
    assert Unit.objects.get(pk=teams[0].pk).manager == cast.eva


def test_id_of_another_unit_is_a_fault(cast: Cast, teams: list[Unit]) -> None:
    units([f"{OLD} > Øst", "1"])
    assert [row[:2] for row in told(units([f"{OLD} > Øst", "2"]))] == [(2, "enheds-id")]
    assert [row[:2] for row in told(units([f"{OLD} > Vest", "1"]))] == [(2, "enhed")]
