"""What a file asks: answered on the page of the import, and by switches of the nightly job."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from roles.models import AccountChange, Unit, User
from tests.admin.test_imports import say_yes, send
from tests.cast import Cast
from tests.roles.test_same_person import HEAD, left, path, rows_of
from tests.tables import csv_of
from tests.test_import_commands import Ran

OLD = "Lyngvig Kommune > Ældre og Omsorg"
NEW = "Lyngvig Kommune > Senior"


@pytest.fixture
def married(cast: Cast) -> bytes:
    """Everyone, Anna with another surname and address."""
    rows = rows_of(anna=["anna.holm@example.org", "", "Anna Holm", "", path(cast.anna.unit)])
    return csv_of([HEAD, *rows])


@pytest.fixture
def given_away(cast: Cast) -> bytes:
    """Everyone without Anna, who has left; her address is Asger's."""
    left(cast.anna)
    return csv_of([HEAD, *rows_of(asger=[cast.anna.email, "", "Asger Holm", "", ""])])


@pytest.fixture
def renamed(cast: Cast) -> tuple[bytes, bytes]:
    """The unit under a new name in both files."""
    rows = [[cell.replace(OLD, NEW) for cell in row] for row in rows_of()]
    units = [["enhed", "personaleleder"], ["Lyngvig Kommune", ""], [NEW, cast.finn.email]]
    return csv_of([HEAD, *rows]), csv_of(units)


def written(folder: Path, *contents: bytes) -> list[str]:
    names = [folder / f"{number}.csv" for number, _content in enumerate(contents)]
    for name, content in zip(names, contents, strict=True):
        name.write_bytes(content)
    return [str(name) for name in names]


def test_job_asks_in_plain_words_and_saves_nothing(
    cast: Cast, tmp_path: Path, married: bytes
) -> None:
    (file,) = written(tmp_path, married)
    ran = Ran("import_people", file, "--complete")
    key = f"{cast.anna.email}=anna.holm@example.org"
    assert ran.code == 1 and "Filen rejser 1 spørgsmål. Intet er gemt." in ran.error
    assert "Er det den samme person?" in ran.err and f"--same {key}" in ran.err
    assert User.objects.get(pk=cast.anna.pk).name == "Anna Netsø"
    assert Ran("import_people", file, "--complete", "--same", key).code == 0
    assert User.objects.get(pk=cast.anna.pk).name == "Anna Holm"
    assert AccountChange.objects.get().email == "anna.holm@example.org"
    assert Ran("import_people", file, "--complete").code == 0


def test_job_gives_no_account_away(cast: Cast, tmp_path: Path, given_away: bytes) -> None:
    (file,) = written(tmp_path, given_away)
    ran = Ran("import_people", file, "--complete")
    assert ran.code == 1 and f"--different {cast.anna.email}" in ran.err
    assert User.objects.get(email=cast.anna.email) == cast.anna
    assert Ran("import_people", file, "--complete", "--different", cast.anna.email).code == 0
    assert User.objects.get(email=cast.anna.email).assignments.count() == 0
    assert Ran("import_people", file, "--complete").code == 0


def test_job_keeps_a_renamed_unit(cast: Cast, tmp_path: Path, renamed: tuple[bytes, bytes]) -> None:
    people, units = written(tmp_path, *renamed)
    run = ("import_people", people, "--units", units, "--complete")
    ran = Ran(*run)
    assert ran.code == 1 and f"--same '{OLD}={NEW}'" in ran.err
    assert Ran(*run, "--same", f"{OLD}={NEW}").code == 0
    assert cast.theme.units.get().name == "Senior"
    assert not User.objects.filter(moved_on=timezone.localdate()).exists()
    assert Unit.objects.count() == 2


def test_page_asks_before_it_shows_what_would_change(
    cast: Cast, gry: Client, married: bytes
) -> None:
    page = send(gry, "roles_user", married, is_complete="on")
    name = f"answer:{cast.anna.email}=anna.holm@example.org"
    text = page.content.decode()
    assert f'name="{name}"' in text and 'value="Indlæs"' not in text
    say_yes(gry, page)
    assert User.objects.get(pk=cast.anna.pk).name == "Anna Netsø"
    looked = say_yes(gry, page, **{name: "same", "look": "1"}).content.decode()
    assert "checked" in looked and 'value="Indlæs"' in looked
    assert User.objects.get(pk=cast.anna.pk).name == "Anna Netsø"
    assert "Filen er indlæst" in say_yes(gry, page, **{name: "same"}).content.decode()
    assert User.objects.get(pk=cast.anna.pk).name == "Anna Holm"


def test_page_gives_no_account_away(cast: Cast, gry: Client, given_away: bytes) -> None:
    page = send(gry, "roles_user", given_away, is_complete="on")
    assert "Asger Holm får sin egen konto" in page.content.decode()
    say_yes(gry, page, **{f"answer:{cast.anna.email}": "different"})
    asger = User.objects.get(email=cast.anna.email)
    assert (asger.name, asger.assignments.count()) == ("Asger Holm", 0)


def test_page_keeps_a_renamed_unit(
    cast: Cast, gry: Client, tmp_path: Path, renamed: tuple[bytes, bytes]
) -> None:
    people, units = renamed
    name = written(tmp_path, units)[0]
    with Path(name).open("rb") as file:
        page = send(gry, "roles_user", people, units=file, is_complete="on")
    say_yes(gry, page, **{f"answer:{OLD}={NEW}": "same"})
    assert cast.theme.units.get().name == "Senior"
