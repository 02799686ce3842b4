"""People and units from files: what is saved, what is told, and what is left alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referenceledelse.core.files.imports import ImportOrder
from referenceledelse.core.web.access import as_system
from roles.models import RoleKey, Unit, User
from tests.cast import Cast
from tests.tables import (
    PEOPLE,
    UNITS,
    csv_of,
    import_people,
    import_units,
    person,
    take_people,
    told,
    xlsx_of,
)
from themes.models import Theme

TOP = "Lyngvig Kommune"


@pytest.fixture(autouse=True)
def nightly() -> Iterator[None]:
    """Without ``by`` the files come with the nightly job, which no person runs."""
    with as_system():
        yield


def yesterday() -> str:
    return f"{timezone.localdate() - timedelta(days=1):%d-%m-%Y}"


def test_new_person_is_saved_whole(cast: Cast) -> None:
    row = person("Ole@Example.org", unit=f"{TOP}>Ældre  og Omsorg", leader_level="4")
    row = [*row[:6], "1.8.2026", ""]
    assert take_people(row).is_saved
    ole = User.objects.get(email="ole@example.org")
    assert (ole.unit, ole.leader_level, ole.active_from.month) == (cast.anna.unit, 4, 8)
    assert not ole.has_usable_password() and not ole.is_staff


def test_second_run_changes_nothing_and_logs_nothing(cast: Cast) -> None:
    row = person("ole@example.org", unit=TOP, phone="12 34 56 78")
    take_people(row)
    before, logged = list(User.objects.values()), LogEntry.objects.count()
    report = take_people(row)
    assert (report.changes_anything, report.counts[1].same) == (False, 1)
    assert list(User.objects.values()) == before
    assert LogEntry.objects.count() == logged


def test_changed_columns_are_told_and_logged(cast: Cast) -> None:
    row = person(cast.eva.email, "Eva Sten", job_title="Leder", unit=TOP)
    report = take_people(row, by=cast.gry)
    (change,) = report.changes
    assert ("stilling", "", "Leder") in change.fields
    assert ("enhed", f"{TOP} > Ældre og Omsorg", TOP) in change.fields
    cast.eva.refresh_from_db()
    assert (cast.eva.job_title, cast.eva.unit.name) == ("Leder", TOP)
    told = {k for e in LogEntry.objects.get_for_object(cast.eva)[:2] for k in e.changes}
    assert told == {"job_title", "unit"}
    assert LogEntry.objects.get_for_object(cast.eva)[0].actor == cast.gry


def test_column_that_is_left_out_stays_as_it_is(cast: Cast) -> None:
    User.objects.filter(pk=cast.eva.pk).update(phone="12345678")
    content = csv_of([["navn", "EMAIL"], ["Eva Sten Holm", cast.eva.email]])
    import_people(order=ImportOrder(content, is_try=False), by=None)
    cast.eva.refresh_from_db()
    assert (cast.eva.name, cast.eva.phone) == ("Eva Sten Holm", "12345678")
    assert cast.eva.unit == cast.anna.unit


def test_every_fault_is_told_at_once_with_its_place(cast: Cast) -> None:
    report = take_people(
        person("ikke en mail", unit="Findes ikke"),
        person("b@example.org", "", leader_level="x", active_from="i går"),
        person("c@example.org", job_title="x" * 201, phone="1\x002"),
        person("d@example.org", active_from="02-01-2026", active_to="01-01-2026"),
        person("B@example.org", "=1+1", leader_level="#REF!"),
    )
    found = [(row, column) for row, column, _message in told(report)]
    assert found == [
        (2, "e-mail"),
        (2, "enhed"),
        (3, "navn"),
        (3, "lederniveau"),
        (3, "ansat fra"),
        (4, "stilling"),
        (4, "telefon"),
        (5, "ansat til"),
        (6, "navn"),
        (6, "lederniveau"),
        (6, "e-mail"),
    ]
    assert "står allerede i række 3" in str(report.faults[-1])
    assert not report.is_saved


def test_long_cell_is_told_shortly(cast: Cast) -> None:
    (fault,) = take_people(person("a@example.org", "x" * 100_000)).faults
    assert "100000 tegn" in fault.message
    assert len(fault.value) <= 80


def test_one_fault_keeps_all_from_being_saved(cast: Cast) -> None:
    before = User.objects.count()
    report = take_people(person("a@example.org"), person("b@example.org", unit="Nej"))
    assert [fault.row for fault in report.faults] == [3]
    assert User.objects.count() == before


def test_missing_and_unknown_columns_are_named(cast: Cast) -> None:
    content = csv_of([["e-mail", "skostørrelse"], ["a@example.org", "42"]])
    report = import_people(order=ImportOrder(content), by=None)
    assert told(report) == [(1, "navn", "Kolonnen mangler.")]
    assert "skostørrelse" in report.notes[0]


def test_units_and_people_refer_to_each_other(db: None) -> None:
    content = xlsx_of(
        Vejledning=[["Læs mig"]],
        Enheder=[UNITS, ["By > Skole", "leder@example.org"], ["By", ""]],
        Personer=[PEOPLE, person("leder@example.org", "Lea Leder", unit="By > Skole")],
    )
    assert import_people(order=ImportOrder(content, is_try=False), by=None).is_saved
    school = Unit.objects.get(name="Skole")
    assert (school.parent.name, school.manager.unit) == ("By", school)
    again = import_people(order=ImportOrder(content, is_try=False), by=None)
    assert not again.changes_anything


def test_fault_in_a_managers_cell_names_that_cell(cast: Cast) -> None:
    units = csv_of([UNITS, [TOP, "ingen@example.org"], ["Andet > Sted", "x"]])
    report = take_people(person("a@example.org"), units=units)
    assert [(f.sheet, f.row, f.column, f.value) for f in report.faults] == [
        ("Enheder", 2, "personaleleder", "ingen@example.org"),
        ("Enheder", 3, "enhed", "Andet > Sted"),
        ("Enheder", 3, "personaleleder", "x"),
    ]


def test_unit_in_other_letters_is_pointed_out(cast: Cast) -> None:
    units = csv_of([UNITS, ["LYNGVIG KOMMUNE", ""]])
    report = take_people(person("a@example.org", unit=f"{TOP} > ældre og omsorg"), units=units)
    assert report.faults[0].message.endswith(f"Mener du “{TOP} > Ældre og Omsorg”?")
    assert report.notes == [f"Række 2: Den nye enhed ligner “{TOP}”."]


def test_unit_gets_another_manager_and_none(cast: Cast) -> None:
    for email in (cast.eva.email, ""):
        content = csv_of([UNITS, [f"{TOP} > Ældre og Omsorg", email]])
        report = import_units(order=ImportOrder(content, is_try=False), by=cast.gry)
        assert report.counts[0].changed == 1
        manager = Unit.objects.get(pk=cast.anna.unit_id).manager
        assert getattr(manager, "email", "") == email


def test_example_of_the_empty_file_is_skipped(cast: Cast) -> None:
    from referenceledelse.core.files.blanks import blank_csv, blank_xlsx
    from roles.sheets.people import PEOPLE
    from roles.sheets.units import UNITS

    for content in (blank_csv(PEOPLE).encode(), blank_xlsx([PEOPLE, UNITS])):
        report = import_people(order=ImportOrder(content, is_try=False), by=None)
        assert not report.faults and not report.changes_anything
        assert "Eksemplet i række 2" in " ".join(report.notes)


def test_person_who_left_is_signed_out_and_the_role_is_vacant(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    assert client.get(cast.theme.get_absolute_url()).status_code == 200
    row = person(cast.anna.email, cast.anna.name, active_to=yesterday())
    report = take_people(row)
    assert report.leaving == [f"{cast.anna.name}, {cast.anna.email}"]
    assert client.get(cast.theme.get_absolute_url()).status_code == 302
    assert cast.theme in Theme.objects.vacant(RoleKey.NETWORK_LEADER)
    client.force_login(cast.gry)
    page = client.get(cast.theme.get_absolute_url())
    assert page.context["theme"].network_leader is None
    assert client.get(reverse("secretariat")).context["counts"]["network_leader"] == 1


def test_person_who_left_cannot_sign_in_again(cast: Cast, client: Client) -> None:
    take_people(person(cast.eva.email, cast.eva.name, active_to=yesterday()))
    form = {"login": cast.eva.email, "password": "en lang adgangskode"}
    response = client.post(reverse("account_login"), form)
    assert response.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def everyone(*left_out: User) -> list[list[str]]:
    people = User.objects.exclude(pk__in=[p.pk for p in left_out])
    return [[p.email, p.name] for p in people]


def complete(*left_out: User, **chosen: bool):  # noqa: ANN201
    content = csv_of([["e-mail", "navn"], *everyone(*left_out)])
    order = ImportOrder(content, is_complete=True, is_try=False, **chosen)
    return import_people(order=order, by=None)


def test_who_is_missing_from_the_whole_staff_has_left_and_comes_back(cast: Cast) -> None:
    assert complete(cast.eva).leaving == [f"{cast.eva.name}, {cast.eva.email}"]
    cast.eva.refresh_from_db()
    assert not cast.eva.is_working and cast.eva.is_active
    assert not complete(cast.eva).changes_anything
    assert complete().returning == [f"{cast.eva.name}, {cast.eva.email}"]
    cast.eva.refresh_from_db()
    assert cast.eva.is_working


def test_who_runs_the_place_stays_though_missing(cast: Cast) -> None:
    report = complete(cast.gry, cast.root)
    assert cast.gry.name in report.notes[-1] and cast.root.name in report.notes[-1]
    assert not report.changes_anything
    assert User.objects.get(pk=cast.gry.pk).is_working


def test_half_a_file_is_refused_unless_it_is_meant(cast: Cast) -> None:
    report = complete(cast.eva, cast.anna)
    assert report.too_many.startswith("2 af 8 medarbejdere") and not report.is_saved
    assert User.objects.get(pk=cast.eva.pk).is_working
    assert complete(cast.eva, cast.anna, allow_many=True).is_saved
    assert not User.objects.get(pk=cast.eva.pk).is_working


def test_who_begins_later_or_today_is_no_fault_to_the_whole_staff(cast: Cast) -> None:
    today = timezone.localdate()
    User.objects.filter(pk=cast.eva.pk).update(active_from=today + timedelta(days=9))
    User.objects.filter(pk=cast.dan.pk).update(active_from=today)
    assert complete(cast.eva, cast.dan).is_saved
    assert User.objects.get(pk=cast.eva.pk).active_to is None
    assert User.objects.get(pk=cast.dan.pk).active_to == today


def test_whoever_was_shut_out_by_hand_stays_shut_out(cast: Cast) -> None:
    User.objects.filter(pk=cast.eva.pk).update(is_active=False)
    complete()
    assert not User.objects.get(pk=cast.eva.pk).is_active


def test_nobody_ends_the_own_employment(cast: Cast) -> None:
    report = take_people(person(cast.gry.email, "Gry", active_to=yesterday()), by=cast.gry)
    assert told(report) == [(2, "ansat til", "Du kan ikke afslutte din egen ansættelse.")]


def test_secretariat_does_not_change_a_superuser_by_file(cast: Cast) -> None:
    report = take_people(person(cast.root.email, "Ny Rod", active_to=yesterday()), by=cast.gry)
    assert "Rie Rod driver systemet" in report.notes[0]
    cast.root.refresh_from_db()
    assert (cast.root.name, cast.root.is_working) == ("Rie Rod", True)


@pytest.mark.parametrize("number", [1, 30])
def test_number_of_queries_does_not_grow_with_the_file(cast: Cast, number: int) -> None:
    rows = [person(f"p{n}@example.org", unit=TOP) for n in range(number)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        take_people(*rows)
    # What stands, twice; units, people, what waits for a yes, a savepoint, the new people, their
    # keys and their log.
    assert len(queries) <= 16


def test_large_import_is_whole_or_nothing_and_idempotent(db: None, tmp_path: Path) -> None:
    from benchmarks import imports as many

    tree, count = many.units(), 2_000
    staff = many.people(count, [row[0] for row in tree[1:]])
    faulty = xlsx_of(Enheder=tree, Personer=many.spoilt(staff))
    report = import_people(order=ImportOrder(faulty, is_try=False), by=None)
    assert len({fault.row for fault in report.faults if fault.sheet == "Personer"}) == 200
    assert not User.objects.exists() and not Unit.objects.exists()
    order = ImportOrder(xlsx_of(Enheder=tree, Personer=staff), is_try=False)
    assert import_people(order=order, by=None).is_saved
    assert (User.objects.count(), Unit.objects.count()) == (count, many.UNITS)
    assert not Unit.objects.filter(manager=None).exists()
    logged = LogEntry.objects.count()
    assert not import_people(order=order, by=None).changes_anything
    assert LogEntry.objects.count() == logged


def test_cell_beside_the_table_is_told_of(cast: Cast) -> None:
    rows = [["e-mail", "navn"], [cast.eva.email, cast.eva.name, "", "husk mig"]]
    report = import_people(order=ImportOrder(xlsx_of(Personer=rows)), by=None)
    assert "uden overskrift" in report.notes[0] and "række 2." in report.notes[0]
