"""The secretariat's files: opened again with csv, openpyxl and json; and nothing private in any."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from operator import itemgetter
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from dialogues.models import MandatePart
from dialogues.services.duties import ensure_duties
from referenceledelse.core.files import exports
from referenceledelse.core.files.exports import ExportColumn, Word
from referenceledelse.overview.sheets.exports import TABLES
from tests import markers, talks
from tests.cast import Cast, make_theme
from tests.test_access import PEOPLE
from tests.test_privacy import rich
from themes.models import Theme

PAGES = ("", "daekning/", "figurer/", "rapport/", "udtraek/")


def got(client: Client, table: str, kind: str, query: str = "") -> bytes:
    answer = client.get(f"/sekretariat/udtraek/{table}.{kind}?{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{table}.{kind}"'
    return answer.getvalue()


def read_csv(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


def read_xlsx(data: bytes) -> list[dict[str, object]]:
    rows = load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    heads = next(rows)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture
def gry(client: Client, cast: Cast) -> Client:
    client.force_login(cast.gry)
    return client


@pytest.mark.parametrize("table", TABLES)
def test_the_three_formats_tell_the_same(cast: Cast, gry: Client, table: str) -> None:
    talks.approved_talk(cast)
    freed(cast)
    told = read_csv(got(gry, table, "csv"))
    sheet = read_xlsx(got(gry, table, "xlsx"))
    rows = json.loads(got(gry, table, "json"))
    assert rows
    assert len(told) == len(sheet) == len(rows)
    assert list(told[0]) == list(sheet[0])
    assert len(rows[0]) == len(told[0])
    assert all(key.isascii() and key == key.lower() for key in rows[0])


def test_matrix_as_excel_and_as_a_program_read_it(cast: Cast, gry: Client) -> None:
    talks.approved_talk(cast)
    today = timezone.localdate()
    row = read_csv(got(gry, "overblik", "csv"))[0]
    assert row["Tema"] == cast.theme.title
    assert row["Holdt"] == today.strftime("%d-%m-%Y")
    assert row["Aftale"] == "godkendt"
    cell = read_xlsx(got(gry, "overblik", "xlsx"))[0]
    assert cell["Holdt"].date() == today
    assert cell["Mandat, aftalte dele"] == 1
    plain = json.loads(got(gry, "overblik", "json"))[0]
    assert plain["held_on"] == today.isoformat()
    assert plain["agreement"] == "approved"
    assert plain["mandate_in_place"] is False
    assert plain["duty_arenas"] == "not_discussed"


def test_headings_are_in_the_readers_language_and_keys_are_not(cast: Cast, gry: Client) -> None:
    keys = list(json.loads(got(gry, "temaer", "json"))[0])
    gry.post("/sprog/", {"language": "en"})
    assert "Network leader" in read_csv(got(gry, "temaer", "csv"))[0]
    assert list(json.loads(got(gry, "temaer", "json"))[0]) == keys


def test_file_is_narrowed_as_the_page(cast: Cast, gry: Client) -> None:
    talks.held_talk(cast)
    for table in ("overblik", "temaer"):
        assert len(json.loads(got(gry, table, "json", "show=held"))) == 1
        assert len(json.loads(got(gry, table, "json", "show=not_held"))) == 1
    assert len(json.loads(got(gry, "udpegninger", "json", "show=held"))) == 2


def freed(cast: Cast) -> None:
    """Finn has freed 7.5 hours a week for Anna."""
    now = timezone.now()
    yes = {"agreed_at": now, "leader_agreed_at": now, "counterpart_agreed_at": now}
    hours = {"hours_per_week": Decimal("7.5"), "hours_from": timezone.localdate()}
    told = {"network_leader": cast.anna, "counterpart": cast.finn, "role": "line_manager"}
    MandatePart.objects.create(theme=cast.theme, **told, **hours, **yes)


def test_hours_have_a_decimal_comma_and_are_numbers(cast: Cast, gry: Client) -> None:
    freed(cast)
    assert read_csv(got(gry, "timer", "csv")) == [
        {"Enhed": "Ældre og Omsorg", "Netværksledere": "1", "Timer om ugen": "7,5"}
    ]
    assert read_xlsx(got(gry, "timer", "xlsx"))[0]["Timer om ugen"] == 7.5
    assert json.loads(got(gry, "timer", "json"))[0]["hours_per_week"] == 7.5


@pytest.mark.parametrize("title", ["=1+1", "+45", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(1);x"])
def test_formula_stays_a_text(cast: Cast, gry: Client, title: str) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(title=title)
    assert title in [row["theme"] for row in json.loads(got(gry, "temaer", "json"))]
    assert f"'{title}" in [row["Tema"] for row in read_csv(got(gry, "temaer", "csv"))]
    sheet = load_workbook(BytesIO(got(gry, "temaer", "xlsx"))).active
    cell = next(one for one in sheet["A"] if one.value == title)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_text_with_what_the_format_is_made_of_comes_back_whole(cast: Cast, gry: Client) -> None:
    title = 'Et "tema"; med\nlinjer & <tegn>'
    Theme.objects.filter(pk=cast.theme.pk).update(title=title)
    assert title in [row["Tema"] for row in read_csv(got(gry, "temaer", "csv"))]
    assert title in [row["Tema"] for row in read_xlsx(got(gry, "temaer", "xlsx"))]


def test_rows_leave_as_they_come() -> None:
    taken = []

    def rows() -> Iterator[tuple]:
        for number in range(3):
            taken.append(number)
            yield (Word(f"key{number}", "ord"),)

    columns = [ExportColumn("state", "Status", itemgetter(0))]
    for make in (exports.csv_file, exports.json_file):
        taken.clear()
        stream = iter(make("x", columns, rows()).streaming_content)
        next(stream)
        assert len(taken) == 1


def test_empty_table_is_still_a_file() -> None:
    columns = [ExportColumn("state", "Status", itemgetter(0))]
    assert json.loads(exports.json_file("x", columns, []).getvalue()) == []
    assert read_csv(exports.csv_file("x", columns, []).getvalue()) == []


@pytest.mark.django_db
def test_control_character_does_not_stop_the_file() -> None:
    answer = exports.xlsx_file("x", [ExportColumn("a", "A", itemgetter(0))], [("Et\x07t",)])
    assert read_xlsx(answer.getvalue()) == [{"A": "Ett"}]
    answer.close()


def test_page_documents_every_column(cast: Cast, gry: Client) -> None:
    html = gry.get("/sekretariat/udtraek/").content.decode()
    for table in TABLES:
        for key in json.loads(got(gry, table, "json") if table != "timer" else b"[{}]")[0]:
            assert f"<code>{key}</code>" in html, (table, key)


@pytest.mark.parametrize("who", [who for who in PEOPLE if who not in ("anonymous", "gry")])
def test_files_are_the_secretariats(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast, who))
    for table in TABLES:
        for kind in exports.KINDS:
            assert client.get(f"/sekretariat/udtraek/{table}.{kind}").status_code == 403


def text_of(data: bytes, kind: str) -> str:
    if kind != "xlsx":
        return data.decode()
    with ZipFile(BytesIO(data)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def test_no_page_and_no_file_holds_a_private_word(cast: Cast, gry: Client) -> None:
    talks.held_talk(cast)
    freed(cast)
    ensure_duties(theme=make_theme("Et tema med opgaver"))
    assert rich(cast) >= 200
    MandatePart.objects.update(message=f"{markers.WORD}-part-message-1", time_balance="MARKØR-x")
    for page in PAGES:
        for query in ("", "?show=held", f"?q={markers.WORD}", "?round=all"):
            assert markers.WORD not in gry.get(f"/sekretariat/{page}{query}").content.decode()
    for table in TABLES:
        for kind in exports.KINDS:
            assert markers.WORD not in text_of(got(gry, table, kind, "round=all"), kind), table


def test_days_in_the_sheet_show_as_danes_write_them(cast: Cast, gry: Client) -> None:
    sheet = load_workbook(BytesIO(got(gry, "temaer", "xlsx"))).active
    cell = sheet.cell(row=2, column=5)
    assert isinstance(cell.value, datetime)
    assert cell.number_format == "dd-mm-yyyy"
