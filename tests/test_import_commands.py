"""The nightly job: what it prints, how it ends, and that it does as the administration does."""

from io import StringIO
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.utils import timezone

from roles.models import Unit, Upload, User
from roles.models.uploads import KEPT_FOR
from tests.cast import Cast
from tests.tables import PEOPLE, UNITS, csv_of, person, xlsx_of
from themes.models import Assignment, Theme


class Ran:
    """What a command wrote on both its streams, and what it ended with."""

    def __init__(self, *arguments: str) -> None:
        out, err = StringIO(), StringIO()
        self.code, self.error = 0, ""
        try:
            call_command(*arguments, stdout=out, stderr=err)
        except CommandError as error:
            self.code, self.error = error.returncode, str(error)
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def staff(tmp_path: Path) -> str:
    file = tmp_path / "personale.xlsx"
    rows = [person("ole@example.org", unit="By")]
    file.write_bytes(xlsx_of(Enheder=[UNITS, ["By", "ole@example.org"]], Personer=[PEOPLE, *rows]))
    return str(file)


def test_people_and_units_are_taken_in_and_nothing_the_second_time(db: None, staff: str) -> None:
    ran = Ran("import_people", staff)
    assert "enheder: 1 nye, 0 ændrede, 0 uændrede; personer: 1 nye" in ran.out
    assert "gemt." in ran.out and not ran.err
    assert Unit.objects.get().manager.email == "ole@example.org"
    assert {entry.actor for entry in LogEntry.objects.all()} == {None}
    Upload.objects.create(owner=User.objects.get(), created_at=timezone.now() - KEPT_FOR)
    again = Ran("import_people", staff)
    assert not Upload.objects.exists()
    assert "personer: 0 nye, 0 ændrede, 1 uændrede" in again.out


def test_dry_run_tells_what_would_change_and_saves_nothing(db: None, staff: str) -> None:
    ran = Ran("import_people", staff, "--dry-run")
    assert "Ny: Ole Ny, ole@example.org" in ran.out and "intet er gemt." in ran.out
    assert not User.objects.exists()


def test_faults_go_to_stderr_and_the_job_fails(db: None, tmp_path: Path) -> None:
    people, units = tmp_path / "p.csv", tmp_path / "e.csv"
    people.write_bytes(csv_of([PEOPLE, person("x"), person("b@example.org", unit="Mars")]))
    units.write_bytes(csv_of([UNITS, ["By", "ingen@example.org"]]))
    for more in ([], ["--dry-run"]):
        ran = Ran("import_people", str(people), "--units", str(units), *more)
        assert ran.code == 1 and "3 fejl" in ran.error
        assert "Personer: række 3, kolonne “enhed”: Enheden findes ikke." in ran.err
        assert "Enheder: række 2, kolonne “personaleleder”" in ran.err
    assert not Unit.objects.exists()


def test_whole_staff_that_is_half_is_refused_with_the_names(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "alle.csv"
    file.write_bytes(csv_of([["email", "navn"], [cast.anna.email, cast.anna.name]]))
    ran = Ran("import_people", str(file), "--complete")
    assert ran.code == 1 and "--allow-many" in ran.error
    assert f"{cast.eva.name}, {cast.eva.email}" in ran.out
    assert User.objects.get(pk=cast.eva.pk).is_working
    assert Ran("import_people", str(file), "--complete", "--allow-many").code == 0
    assert not User.objects.get(pk=cast.eva.pk).is_working


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04"])
def test_file_that_is_no_table_fails_with_a_sentence(
    db: None, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    ran = Ran("import_people", str(file))
    assert ran.code == 1 and ran.error.startswith("Filen ")
    assert "No such file" in Ran("import_people", str(tmp_path / "nej")).error


def test_units_themes_and_assignments_have_commands_too(cast: Cast, tmp_path: Path) -> None:
    files = {
        "units": [["Enhed"], ["Ny By"]],
        "themes": [["Titel", "Type", "Udfordring", "Enheder"], ["Ny", "Læring", "x", "Ny By"]],
        "assignments": [["Tema", "Rolle", "E-mail"], ["Ny", "Netværksleder", cast.eva.email]],
    }
    for kind, rows in files.items():
        (tmp_path / kind).write_bytes(csv_of(rows))
        assert Ran(f"import_{kind}", str(tmp_path / kind)).code == 0
        assert "1 uændrede" in Ran(f"import_{kind}", str(tmp_path / kind)).out
    theme = Theme.objects.get(title="Ny")
    assert theme.units.get().name == "Ny By"
    assert Assignment.objects.get(theme=theme).person == cast.eva
