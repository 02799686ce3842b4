"""CSV and XLSX as they come from Danish spreadsheets, and from whoever means ill."""

import io
import zipfile
from datetime import date, datetime

import pytest

from referenceledelse import tables
from referenceledelse.tables import Unreadable, harmless, read_tables
from tests.tables import csv_of, xlsx_of

ROWS = [["E-mail", "Navn"], ["aase@example.org", "Åse Sø"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_however_it_was_saved(delimiter: str, encoding: str) -> None:
    (table,) = read_tables(csv_of(ROWS, encoding, delimiter))
    assert table.header == ROWS[0]
    assert table.rows == [(2, ROWS[1])]
    assert bool(table.notes) is (encoding == "cp1252")


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    text = 'sep=;\r\nE-mail;Navn\r\n\r\na@example.org;"to\r\nlinjer"\r\n;\r\nb@example.org;B\r\n'
    (table,) = read_tables(text.encode())
    assert [(number, row[0]) for number, row in table.rows] == [
        (3, "a@example.org"),
        (5, "b@example.org"),
    ]


def test_xlsx_gives_dates_and_numbers_as_they_are_meant() -> None:
    day = datetime(2026, 8, 1, 12, 30)
    content = xlsx_of(Ark=[["a", "b", "c", "d"], [day, 12345678, 4.0, " tekst "]])
    (table,) = read_tables(content)
    assert table.rows == [(2, [date(2026, 8, 1), "12345678", "4", "tekst"])]


def test_formula_without_a_result_is_shown_as_one() -> None:
    (table,) = read_tables(xlsx_of(Ark=[["a", "b"], ["=1+1", "x"]]))
    assert table.rows == [(2, ["=1+1", "x"])]


def test_formula_with_a_result_is_that_result() -> None:
    stream = io.BytesIO()
    content = xlsx_of(Ark=[["a", "b"], ["=1+1", "=2+2"]])
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            new.writestr(name, text)
    (table,) = read_tables(stream.getvalue())
    assert table.rows == [(2, ["2", "=2+2"])]


def test_empty_sheets_and_rows_are_left_out() -> None:
    tables = read_tables(xlsx_of(Tom=[], Fyldt=[[], ["a"], [None], ["b"]]))
    assert [(t.title, t.header_row, t.rows) for t in tables] == [("Fyldt", 2, [(4, ["b"])])]


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MOST_UNPACKED + 1))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (b"\n;;\n", "tom"),
        (b"\xd0\xcf\x11\xe0 gammel", "gamle format"),
        (b"PK\x03\x04 intet", "kan ikke åbnes"),
        (b"a;b\n\x81\x8d", "kan ikke læses"),
        (b"a" * (tables.MOST_BYTES + 1), "mere end 10 MB"),
        (b"a\n" * (tables.MOST_ROWS + 1), "mere end 60000 rækker"),
    ],
)
def test_file_that_is_no_table_says_why(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_tables(content)


def test_packed_bomb_is_not_unpacked() -> None:
    content = bomb()
    assert len(content) < tables.MOST_BYTES
    with pytest.raises(Unreadable, match="alt for stor"):
        read_tables(content)


def with_last_row(number: int) -> bytes:
    """A workbook whose second row says that it is another."""
    content, row = xlsx_of(Ark=[["a"], ["b"]]), str(number).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b'<row r="2"', b'<row r="%s"' % row).replace(b"A2", b"A" + row)
            new.writestr(name, text)
    return stream.getvalue()


def test_row_at_the_very_end_is_read_in_time() -> None:
    (table,) = read_tables(with_last_row(1_048_576))
    assert table.rows == [(1_048_576, ["b"])]


def test_row_beyond_every_end_is_not_counted_up_to() -> None:
    (table,) = read_tables(with_last_row(2_000_000_000))
    assert table.rows == []


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-1", "@x"])
def test_text_that_a_spreadsheet_would_run_goes_out_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
