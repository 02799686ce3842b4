"""Files as other systems have written them: the same answer by the command and on the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from roles.models import Unit, User
from tests.admin.test_imports import say_yes, send
from tests.cast import Cast
from tests.test_import_commands import Ran

PEOPLE = "roles_user"
TOP = "Lyngvig Kommune"
HEAD = "e-mail;navn;stilling;telefon\r\n"

type Refusal = Callable[..., str]


@pytest.fixture
def refused(cast: Cast, gry: Client, tmp_path: Path) -> Refusal:
    """What is said of a file that the command and the page refuse alike, with nothing saved."""

    def told(content: bytes, model: str = PEOPLE, command: str = "import_people") -> str:
        before = list(User.objects.order_by("pk").values()), list(Unit.objects.values())
        (tmp_path / "f.csv").write_bytes(content)
        ran = Ran(command, str(tmp_path / "f.csv"))
        page = send(gry, model, content)
        after = list(User.objects.order_by("pk").values()), list(Unit.objects.values())
        assert ran.code == 1 and before == after
        if faults := [line.split(": ", 1)[1] for line in ran.err.splitlines() if line]:
            shown = [fault.message for fault in page.context["report"].faults]
            assert all(line.endswith(text) for line, text in zip(faults, shown, strict=True))
            return ran.err
        assert ran.error in str(page.context["form"].errors["file"])
        return ran.error

    return told


@pytest.mark.parametrize(
    ("rows", "place", "said"),
    [
        (
            'b@x.dk;Bo;"Pedel;12\r\nl@x;Lars;"Lærer;34\r\n',
            "række 2, kolonne “stilling”",
            "lukket",
        ),
        ('b@x.dk;Bo;Pedel;12\r\nl@x;Lars;"Lærer;34', "række 3, kolonne “stilling”", "lukket"),
        ("b@x.dk;Bo;Pedel; Skolen;12\r\n", "række 2, kolonne “celle 5”", "5 celler"),
        ("b@x.dk;Bo;Pedel;Skolen;\r\n", "række 2, kolonne “celle 5”", "5 celler"),
        ("b@x.dk;Bo;Pedel;12\r\nl@x;Lars Vin", "række 3, kolonne “stilling”", "2 celler"),
        ("b@x.dk;Bo;Pedel;12\r\nl@x;Lars;Lærer;1", "række 3, kolonne “telefon”", "midt i"),
        ("b@x.dk;Bo;Pedel;12\r\n" + HEAD, "række 3, kolonne “e-mail”", "er gentaget her"),
        ("b@x.dk;Bo;Pe\0del;12\r\n", "række 2, kolonne “stilling”", "styretegn"),
        (
            'b@x.dk;Bo;"Pedel;12\r\nl@x;Lars;Lærer";34\r\n',
            "række 2, kolonne “stilling”",
            "linje",
        ),
        ("b@x.dk;S\ufffdren;Pedel;12\r\n", "række 2, kolonne “navn”", "tabt"),
    ],
)
def test_csv_that_does_not_add_up_is_refused_with_row_and_cell(
    refused: Refusal, rows: str, place: str, said: str
) -> None:
    told = refused((HEAD + rows).encode("utf-8-sig"))
    assert place in told and said in told


@pytest.mark.parametrize("head", ["e-mail;navn;navn", "e-mail;navn;note;note", "e-mail;navn;x\0"])
def test_heading_that_is_there_twice_or_broken_is_refused(refused: Refusal, head: str) -> None:
    assert "række 1" in refused(f"{head}\r\n{';'.join('bx')}\r\n".encode())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Søren Halkier;Leder på Øen", "mac_roman"),
        ("Søren Halkier;Leder på Øen", "cp865"),
        ("Anne Lærke;Pædagog", "cp850"),
        ("André Bo;Læge", "mac_roman"),
    ],
)
def test_guessed_letters_that_are_not_danish_are_refused(
    refused: Refusal, text: str, encoding: str
) -> None:
    told = refused(f"e-mail;navn;stilling\r\ns@example.org;{text}\r\n".encode(encoding))
    assert "Gem den som .xlsx" in told
    twice = f"e-mail;navn;stilling\r\ns@example.org;{text}\r\n".encode().decode("cp1252")
    assert "ikke danske" in refused(twice.encode())


def test_windows_letters_with_quotes_and_accents_are_read(cast: Cast, gry: Client) -> None:
    row = "e-mail;navn;stilling\r\ns@example.org;Renée O’Brien;Leder – på “Øen” ½\r\n"
    page = send(gry, PEOPLE, row.encode("cp1252"))
    assert "Det vil filen ændre" in page.content.decode()


def test_day_in_a_far_year_is_until_further_notice(cast: Cast, gry: Client, tmp_path: Path) -> None:
    for number, day in enumerate(("31-12-9999", "31-12-2999", "9999-12-31 00:00:00")):
        head = "e-mail;navn;ansat fra;ansat til"
        rows = f"{head}\r\na{number}@example.org;Anne Prik;2020-02-01T00:00:00;{day}\r\n".encode()
        (tmp_path / "f.csv").write_bytes(rows)
        assert Ran("import_people", str(tmp_path / "f.csv")).code == 0
        anne = User.objects.get(email=f"a{number}@example.org")
        assert (f"{anne.active_from:%Y-%m-%d}", anne.active_to) == ("2020-02-01", None)
        assert "Filen ændrer ikke noget" in send(gry, PEOPLE, rows).content.decode()


@pytest.mark.parametrize("cell", ["46350", "46350.0"])
def test_bare_number_of_a_day_is_told_as_such(refused: Refusal, cell: str) -> None:
    told = refused(f"e-mail;navn;ansat fra\r\na@example.org;Anne;{cell}\r\n".encode())
    assert "regnearkets tal for 24-11-2026" in told


NO_EMAIL = b"e-mail;navn;stilling\r\nbo@example.org;Bo Test;Pedel\r\n;Kim Uden;Assistent\r\n"
TWO_JOBS = (
    f"e-mail;navn;stilling;enhed\r\nprik@example.org;Anne Prik;Lærer;{TOP} > Ældre og Omsorg\r\n"
    f"prik@example.org;Anne Prik;Vejleder;{TOP}\r\n"
).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [(NO_EMAIL, "Kim Uden har ingen e-mail."), (TWO_JOBS, "Anne Prik står allerede i række 2.")],
)
def test_incomplete_row_is_named_and_by_a_switch_skipped(
    refused: Refusal, gry: Client, tmp_path: Path, content: bytes, said: str
) -> None:
    told = refused(content)
    assert said in told and "--skip-incomplete" in told
    ran = Ran("import_people", str(tmp_path / "f.csv"), "--skip-incomplete", "--dry-run")
    assert ran.code == 0 and f"Sprunget over (1): Række 3: {said}" in ran.out
    page = send(gry, PEOPLE, content, skip_incomplete="on")
    assert said in page.content.decode()
    assert "Sprunget over: 1." in say_yes(gry, page).content.decode()
    assert User.objects.filter(name__in=("Bo Test", "Anne Prik")).count() == 1


@pytest.mark.parametrize(
    ("column", "first", "second", "title"),
    [
        ("lederniveau", "4", "3", "Vejleder"),
        ("primær", "ja", "nej", "Lærer"),
        ("primær", "", "x", "Vejleder"),
        ("ansat til", "01-01-2020", "", "Vejleder"),
        ("enhed", "", f"{TOP} > Ældre og Omsorg", "Vejleder"),
    ],
)
def test_of_several_jobs_the_one_that_counts_is_taken(
    cast: Cast, tmp_path: Path, column: str, first: str, second: str, title: str
) -> None:
    jobs = ((first, "Lærer"), (second, "Vejleder"))
    rows = [f"{cast.eva.email};{cast.eva.name};{job};{value}" for value, job in jobs]
    text = "\r\n".join([f"e-mail;navn;stilling;{column}", *rows, ""])
    (tmp_path / "f.csv").write_bytes(text.encode())
    assert Ran("import_people", str(tmp_path / "f.csv"), "--skip-incomplete").code == 0
    assert User.objects.get(pk=cast.eva.pk).job_title == title


def test_two_people_of_one_email_are_never_one_with_two_jobs(cast: Cast, tmp_path: Path) -> None:
    rows = "e-mail;navn\r\nskole@example.org;Anne Prik\r\nskole@example.org;Bo Prik\r\n"
    (tmp_path / "f.csv").write_bytes(rows.encode())
    ran = Ran("import_people", str(tmp_path / "f.csv"), "--skip-incomplete")
    assert ran.code == 1 and "Anne Prik og Bo Prik har den samme e-mail" in ran.err


def everyone(gry: Client) -> str:
    return gry.get(reverse("admin:roles_user_export")).content.decode()


def test_whoever_stands_without_email_in_the_whole_staff_has_not_left(
    cast: Cast, gry: Client, tmp_path: Path
) -> None:
    text = everyone(gry).replace(f"\r\n{cast.eva.email};", "\r\n;")
    (tmp_path / "f.csv").write_bytes(text.encode())
    assert (
        Ran("import_people", str(tmp_path / "f.csv"), "--complete", "--skip-incomplete").code == 0
    )
    assert User.objects.get(pk=cast.eva.pk).is_working


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u202e", "\ufeff", "\u00a0"])
def test_sign_that_nobody_sees_in_an_email_changes_nothing(
    cast: Cast, gry: Client, tmp_path: Path, sign: str
) -> None:
    text = everyone(gry).replace(cast.eva.email, cast.eva.email + sign)
    text = text.replace(cast.anna.name, cast.anna.name.replace(" ", "\u00a0 ") + sign)
    (tmp_path / "f.csv").write_bytes(text.encode())
    ran = Ran("import_people", str(tmp_path / "f.csv"), "--complete")
    assert (ran.code, "0 nye, 0 ændrede" in ran.out, "stopper: 0" in ran.out) == (0, True, True)
    page = send(gry, PEOPLE, text.encode(), is_complete="on")
    assert "Filen ændrer ikke noget" in page.content.decode()


def test_unit_in_composed_and_decomposed_letters_is_one(
    cast: Cast, gry: Client, tmp_path: Path
) -> None:
    rows = f"enhed;personaleleder\r\n{TOP} > A\u030alegården;\r\n{TOP} > Ålegården;\r\n".encode()
    (tmp_path / "f.csv").write_bytes(rows)
    assert Ran("import_units", str(tmp_path / "f.csv")).code == 0
    assert Unit.objects.filter(parent__name=TOP, name="Ålegården").count() == 1
    assert "Filen ændrer ikke noget" in send(gry, "roles_unit", rows).content.decode()


def test_unit_below_more_than_twenty_levels_is_refused(refused: Refusal) -> None:
    paths = [" > ".join(f"N{n}" for n in range(depth)) for depth in range(1, 23)]
    told = refused("\r\n".join(["enhed", *paths, ""]).encode(), "roles_unit", "import_units")
    assert "række 22" in told and "20 niveauer" in told and "række 21" not in told


def test_role_handed_over_on_one_day_says_which_day_to_use(refused: Refusal, cast: Cast) -> None:
    held = cast.theme.assignments.get(person=cast.anna)
    day = f"{held.starts_on:%d-%m-%Y}"
    rows = (
        "tema;rolle;e-mail;fra;til\r\n"
        f"{cast.theme.slug};Netværksleder;{cast.anna.email};{day};31-12-2030\r\n"
        f"{cast.theme.slug};Netværksleder;{cast.eva.email};31-12-2030;\r\n"
    )
    told = refused(rows.encode(), "themes_assignment", "import_assignments")
    assert "række 3, kolonne “fra”" in told and "Skriv 01-01-2031" in told


@pytest.mark.parametrize("day", ["1. feb. 2020", "1/2 2020", "01-02-20", "2020.2.1"])
def test_day_in_a_file_is_read_as_in_a_form(cast: Cast, tmp_path: Path, day: str) -> None:
    text = f"e-mail;navn;ansat fra\r\nny@example.org;Anne Ny;{day}\r\n"
    (tmp_path / "f.csv").write_text(text)
    assert Ran("import_people", str(tmp_path / "f.csv")).code == 0
    assert f"{User.objects.get(email='ny@example.org').active_from}" == "2020-02-01"


def test_year_that_was_meant_otherwise_is_asked_about_in_a_file(refused: Refusal) -> None:
    told = refused(b"e-mail;navn;ansat fra\r\na@example.org;Anne;01-08-0026\r\n")
    assert "Mente du 2026?" in told


def test_same_row_twice_is_one_though_it_says_which_job_counts(cast: Cast, tmp_path: Path) -> None:
    row = f"{cast.eva.email};{cast.eva.name};Lærer;ja"
    (tmp_path / "f.csv").write_text("\r\n".join(["e-mail;navn;stilling;primær", row, row, ""]))
    assert Ran("import_people", str(tmp_path / "f.csv")).code == 0
    assert User.objects.get(pk=cast.eva.pk).job_title == "Lærer"


def test_file_of_yes_pressed_twice_is_imported_once(cast: Cast, gry: Client) -> None:
    page = send(gry, PEOPLE, NO_EMAIL, skip_incomplete="on")
    say_yes(gry, page)
    assert "allerede indlæst" in say_yes(gry, page).content.decode()
    assert User.objects.filter(name="Bo Test").count() == 1
