"""The same person stays the same in a file, and an address never hands over an account."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.files.questions import answers
from referenceledelse.core.web.access import as_system
from roles.models import AccountChange, Unit, User
from roles.queries.joining.people import may_be_same
from tests.cast import Cast
from tests.tables import csv_of, import_people, told
from themes.models import Assignment

HEAD = ["e-mail", "medarbejder-id", "navn", "stilling", "enhed"]


@pytest.fixture(autouse=True)
def nightly() -> Iterator[None]:
    with as_system():
        yield


def rows_of(**changed: list[str] | None) -> list[list[str]]:
    """Everyone who works here as the file tells them, some otherwise, by their first name."""
    rows = []
    for person in User.objects.working().order_by("pk"):
        row = [person.email, person.stable_id, person.name, person.job_title, path(person.unit)]
        row = changed.pop(person.get_short_name().lower(), row)
        rows += [row] if row else []
    return rows + [row for row in changed.values() if row]


def path(unit: Unit | None) -> str:
    above = f"{path(unit.parent)} > " if unit and unit.parent else ""
    return f"{above}{unit.name}" if unit else ""


def take(
    rows: list[list[str]], *, same: list[str] = (), different: list[str] = (), **chosen: bool
) -> Report:
    given = answers(same, different)
    content = csv_of([HEAD, *rows])
    wanted = {"is_complete": True, "is_try": False, "answers": given} | chosen
    return import_people(order=ImportOrder(content, **wanted), by=None)


def left(person: User) -> None:
    User.objects.filter(pk=person.pk).update(active_to=timezone.localdate() - timedelta(days=9))


def keys(report: Report) -> list[str]:
    return [question.key for question in report.unanswered]


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("Camilla Bertelsen", "Camilla Holm", True),
        ("Kristian Lund", "Christian Lund", True),
        ("Anne-Marie Bach", "Anne Marie Bach Lund", True),
        ("Mette Jensen", "Lars Jensen", False),
        ("Camilla Rosenvang", "Carsten Rosenvang", False),
    ],
)
def test_surname_may_change_and_first_name_stays(one: str, other: str, answer: bool) -> None:
    assert may_be_same(one, other) is answer


def test_id_knows_a_person_with_a_new_name_and_address(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(stable_id="A-17")
    row = ["anna.gift@example.org", "a-17", "Anna Gift", "Leder", path(cast.anna.unit)]
    report = take(rows_of(anna=row))
    assert report.is_saved and not report.questions and not report.leaving
    cast.anna.refresh_from_db()
    assert (cast.anna.name, cast.anna.is_working) == ("Anna Gift", True)
    assert AccountChange.objects.get(person=cast.anna).email == "anna.gift@example.org"
    assert not take(rows_of(anna=row)).counts[1].changed


def test_id_is_taken_in_once_and_an_empty_cell_keeps_it(cast: Cast) -> None:
    take([[cast.eva.email, "77", cast.eva.name, "", path(cast.eva.unit)]], is_complete=False)
    take([[cast.eva.email, "", cast.eva.name, "", path(cast.eva.unit)]], is_complete=False)
    cast.eva.refresh_from_db()
    assert cast.eva.stable_id == "77"
    rows = [[f"{n}@example.org", "78", "Ny", "", ""] for n in "ab"]
    assert told(take(rows, is_complete=False))[0][:2] == (3, "medarbejder-id")


def test_one_who_stops_and_one_who_begins_in_the_same_post_are_asked_about(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(job_title="Leder")
    rows = rows_of(anna=["nn@example.org", "", "Nina Ny", "leder", path(cast.anna.unit)])
    report = take(rows)
    assert keys(report) == [f"{cast.anna.email}=nn@example.org"] and not report.is_saved
    assert not User.objects.filter(name="Nina Ny").exists()
    assert take(rows, different=keys(report)).is_saved
    assert Assignment.objects.get(person__name="Anna Netsø").person != User.objects.get(
        name="Nina Ny"
    )


def test_same_answered_keeps_the_account_and_the_old_address_until_it_is_confirmed(
    cast: Cast,
) -> None:
    rows = rows_of(anna=["gift@example.org", "", "Anna Gift", "", path(cast.anna.unit)])
    before = User.objects.count()
    assert take(rows, same=[f" {cast.anna.email.upper()} = gift@example.org"]).is_saved
    anna = User.objects.get(pk=cast.anna.pk)
    assert (anna.name, anna.email, anna.is_working) == ("Anna Gift", cast.anna.email, True)
    assert (User.objects.count(), AccountChange.objects.get().email) == (before, "gift@example.org")
    again = take(rows_of(anna=rows[0]))
    assert not again.questions and not again.leaving


def test_closed_person_who_comes_back_as_another_is_asked_about(cast: Cast) -> None:
    left(cast.anna)
    row = [cast.anna.email, "", "Asger Ny", "", ""]
    report = take(rows_of(asger=row))
    assert keys(report) == [cast.anna.email] and not report.is_saved
    assert take(rows_of(asger=row), different=keys(report)).is_saved
    asger = User.objects.get(email=cast.anna.email)
    anna = User.objects.get(pk=cast.anna.pk)
    assert (asger.name, asger.assignments.count(), asger.has_usable_password()) == (
        "Asger Ny",
        0,
        False,
    )
    assert (anna.name, anna.has_address, anna.assignments.count()) == ("Anna Netsø", False, 1)


def test_closed_person_with_another_surname_is_asked_about_too(cast: Cast) -> None:
    left(cast.anna)
    row = [cast.anna.email, "", "Anna Holm", "", ""]
    assert keys(take(rows_of(anna_holm=row))) == [cast.anna.email]
    assert take(rows_of(anna_holm=row), same=[cast.anna.email]).is_saved
    assert User.objects.get(email=cast.anna.email).pk == cast.anna.pk


def test_two_who_have_each_others_address_are_asked_about_and_never_changed(cast: Cast) -> None:
    place = path(cast.bo.unit)
    swapped = {
        "bo": [cast.dan.email, "", cast.bo.name, "", place],
        "dan": [cast.bo.email, "", cast.dan.name, "", place],
    }
    report = take(rows_of(**swapped))
    assert keys(report) == [f"{cast.bo.email}={cast.dan.email}"]
    assert take(rows_of(**swapped), same=keys(report)).is_saved
    assert not AccountChange.objects.exists()
    assert take(rows_of(**swapped), different=keys(report)).is_saved
    for person in (cast.bo, cast.dan):
        assert User.objects.get(pk=person.pk).email == person.email
    assert AccountChange.objects.get(person=cast.bo).email == cast.dan.email


def test_address_of_one_who_works_here_goes_to_nobody(cast: Cast) -> None:
    rows = [[cast.anna.email, "", "Asger Ny", "", ""]]
    report = take(rows, is_complete=False, different=[cast.anna.email])
    ((_row, column, text),) = told(report)
    assert column == "e-mail" and "arbejder her" in text
    assert User.objects.get(email=cast.anna.email).name == "Anna Netsø"


def test_other_id_at_a_closed_persons_address_is_another_person(cast: Cast) -> None:
    left(cast.anna)
    User.objects.filter(pk=cast.anna.pk).update(stable_id="1")
    row = [cast.anna.email, "2", "Anna Netsø", "", ""]
    assert take(rows_of(ny=row)).is_saved
    ny = User.objects.get(email=cast.anna.email)
    assert ny.stable_id == "2" and not ny.assignments.exists()


def test_one_without_an_email_is_known_by_the_id_and_stays(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(stable_id="1")
    place = path(cast.anna.unit)
    rows = rows_of(
        anna=["", "1", "A. Holm", "", place], ny=["ny@example.org", "", "Anna Ny", "", place]
    )
    report = take(rows, skip_incomplete=True)
    assert report.is_saved and not report.questions and not report.leaving
    assert User.objects.get(pk=cast.anna.pk).is_working


def test_domain_of_all_addresses_is_asked_about_by_name(cast: Cast) -> None:
    rows = [[r[0].replace(".org", ".net"), *r[1:]] for r in rows_of()]
    assert len(keys(take(rows, allow_many=True))) == User.objects.working().count()
