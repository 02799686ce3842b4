"""Tables out of a CSV or XLSX file: the cells as a person sees them in the spreadsheet.

Nothing here knows what the columns mean. A file that is too large, packed to burst or not a table
at all is ``Unreadable``, with a message for the person who chose it.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import repeat
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 60_000
MOST_COLUMNS = 60
# No spreadsheet has a row below it, whatever number a file gives one.
LAST_ROW = 1_048_576
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# A spreadsheet takes text that begins like this for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

type Cell = str | date
type Numbered = tuple[int, list[Cell]]


class Unreadable(Exception):
    """The file is no table that can be read; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Table:
    """A sheet, or a whole CSV file: the heading, and the rows with their numbers in the file."""

    title: str
    header_row: int
    header: list[str]
    rows: list[Numbered]
    notes: list[str] = field(default_factory=list)


def read_tables(content: bytes) -> list[Table]:
    """The sheets of the file that hold anything; raises ``Unreadable``."""
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024 // 1024
        raise Unreadable(_("Filen fylder mere end %(size)s MB. Del den i flere.") % {"size": size})
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _(
                "Filen er gemt i Excels gamle format eller med en adgangskode. "
                "Gem den som .xlsx uden adgangskode."
            )
        )
    tables = _sheets(content) if content.startswith(b"PK\x03\x04") else [_csv(content)]
    found = [table for table in tables if table is not None]
    if not found:
        raise Unreadable(_("Filen er tom. Vælg en anden."))
    return found


def _table(title: str, rows: Iterable[list[Cell]], notes: list[str]) -> Table | None:
    """The rows that hold anything, the first of which is the heading."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not filled:
        return None
    header_row, header = filled[0]
    return Table(title, header_row, [shown(cell) for cell in header], filled[1:], notes)


def _counted(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, as long as there are not too many that hold something."""
    filled = 0
    for row in rows:
        filled += any(row)
        if filled > MOST_ROWS:
            raise Unreadable(
                _("Filen har mere end %(rows)s rækker. Del den i flere.") % {"rows": MOST_ROWS}
            )
        yield row


def _csv(content: bytes) -> Table | None:
    text, notes = _decoded(content)
    named = SEPARATOR.match(text)
    if named:
        text = text[named.end() :]
    header = text.partition("\n")[0]
    separator = named[1] if named else max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = _counted([cell.strip() for cell in row[:MOST_COLUMNS]] for row in reader)
        return _table("", rows, notes)
    except csv.Error as error:
        text = _("Linje %(line)s kan ikke læses. Gem filen som CSV på ny, og prøv igen.")
        raise Unreadable(text % {"line": reader.line_num}) from error


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, and what is to be said about how it was guessed.

    Danish Excel saves "CSV" in Windows-1252, which has no mark of its own.
    """
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("Filen kan ikke læses. Gem den som .xlsx eller som “CSV UTF-8”, og prøv igen.")
        ) from error
    guess = _(
        "Filen er læst som Windows-1252, som Excel gemmer CSV i. Se efter, at æ, ø og å er rigtige."
    )
    return text, [guess]


def _sheets(content: bytes) -> list[Table | None]:
    broken = _("Filen kan ikke åbnes som regneark. Gem den som .xlsx på ny, og prøv igen.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            # What a member says of its size is also the most that is unpacked of it.
            if sum(member.file_size for member in parcel.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("Filen er alt for stor, når den pakkes ud. Del den i flere."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read_sheets(content)
    except Unreadable:
        raise
    # The library has no error of its own: what it stumbles over is as various as the files are.
    except Exception as error:
        raise Unreadable(broken) from error


def _read_sheets(content: bytes) -> list[Table | None]:
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    tables, beside = [], None
    for sheet in values.worksheets:
        formulas = None
        if _has_formulas(sheet):
            beside = beside or load_workbook(io.BytesIO(content), read_only=True)
            formulas = beside[sheet.title]
        tables.append(_table(sheet.title, _counted(_cells(sheet, formulas)), []))
    return tables


def _has_formulas(sheet: ReadOnlyWorksheet) -> bool:
    """Whether a cell of the sheet has a formula, looked for without reading the sheet at once."""
    last = b""
    with sheet._get_source() as source:
        while piece := source.read(1 << 16):
            if b"<f>" in last + piece or b"<f " in last + piece:
                return True
            last = piece[-2:]
    return False


def _cells(sheet: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None) -> Iterator[list[Cell]]:
    """Each row as the spreadsheet last showed it; a formula that has no result as it is."""
    rows = _rows(sheet)
    beside = _rows(formulas) if formulas else repeat(())
    for row, other in zip(rows, beside, strict=False):
        # A file may claim a million empty rows.
        if row.count(None) == len(row) and other.count(None) == len(other):
            yield []
            continue
        cells = [_cell(value) for value in row]
        for place, formula in enumerate(other):
            if row[place] is None and formula is not None:
                cells[place] = str(getattr(formula, "text", formula))
        while cells and cells[-1] == "":
            cells.pop()
        yield cells


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[Any, ...]]:
    # What the file says of the sheet's size may be wrong.
    sheet.reset_dimensions()
    return sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LAST_ROW, values_only=True)


def _cell(value: Any) -> Cell:
    """What stands in the cell: numbers and yes or no as text, a moment as its day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def shown(cell: Any) -> str:
    """A cell or a value as one reads it in Denmark."""
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    return "" if cell is None else str(cell)


def harmless(cell: Any) -> str:
    """The cell for a file that goes out, so that no spreadsheet runs it."""
    text = shown(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """The rows as a Danish spreadsheet opens them at once: semicolons, and UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + stream.getvalue()
