"""CSV and XLSX as they come from Danish spreadsheets, and from whoever means ill."""

import io
import zipfile
from datetime import date, datetime

import pytest

from referenceledelse.core.files import tables
from referenceledelse.core.files.tables import Unreadable, harmless, read_tables
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


def changed(content: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    """The workbook with something else in its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for before, after in pairs:
                text = text.replace(before, after)
            new.writestr(name, text)
    return stream.getvalue()


def test_formula_without_a_result_is_one_where_the_writer_uses_a_prefix() -> None:
    content = xlsx_of(Ark=[["a"], ["=1+1"]])
    tags = [(b"<%s" % t, b"<x:%s" % t) for t in (b"f>", b"row", b"c ", b"v", b"sheetData>")]
    tags += [(b"</%s" % t, b"</x:%s" % t) for t in (b"f>", b"row>", b"c>", b"v>", b"sheetData>")]
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    named = b'<worksheet xmlns:x="%s" xmlns="%s"' % (space, space)
    content = changed(content, *tags, (b'<worksheet xmlns="%s"' % space, named))
    (table,) = read_tables(content)
    assert table.rows == [(2, ["=1+1"])] and isinstance(table.rows[0][1][0], tables.Formula)


def test_strict_workbook_is_told_as_such() -> None:
    plain, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with pytest.raises(Unreadable, match="Strict Open XML"):
        read_tables(changed(xlsx_of(Ark=[["a"], ["b"]]), (plain, strict)))


def test_hidden_sheet_is_not_read_and_hidden_rows_are_told() -> None:
    content = changed(
        xlsx_of(Ark=[["a"], ["b"], ["c"]], Skjult=[["x"], ["y"]]),
        (b'name="Skjult" sheetId="2" state="visible"', b'name="Skjult" sheetId="2" state="hidden"'),
        (b'<row r="3"', b'<row r="3" hidden="1"'),
    )
    (table,) = read_tables(content)
    assert table.title == "Ark" and [number for number, _row in table.rows] == [2, 3]
    first, second = table.notes
    assert "“Skjult” er skjult" in first and "læst: 3." in second


def test_more_columns_than_anyone_means_are_refused() -> None:
    row = ["x"] * (tables.cells.MOST_COLUMNS + 1)
    for content in (csv_of([row]), xlsx_of(Ark=[row])):
        with pytest.raises(Unreadable, match="60 kolonner"):
            read_tables(content)


@pytest.mark.parametrize("content", [b"[1]", b'[{"a": {}}]', b"[", b"[[]"])
def test_json_that_is_no_list_of_rows_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="JSON"):
        read_tables(content)


def test_json_rows_must_have_the_same_names() -> None:
    (table,) = read_tables(b'[{"a": 1, "b": null}, {"b": true, "a": "x"}, {"a": 1}]')
    assert table.rows == [(2, ["1", ""]), (3, ["x", "ja"])]
    assert [flaw.row for flaw in table.flaws] == [4]
