"""The sheets of an XLSX file as a person sees them; what is hidden is told."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import repeat
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from referenceledelse.core.files.tables.cells import (
    MOST_COLUMNS,
    Cell,
    Formula,
    Table,
    Unreadable,
    counted,
    heading,
    read_cell,
)

MOST_UNPACKED = 60 * 1024 * 1024
# No spreadsheet has a row below it, whatever number a file gives one.
LAST_ROW = 1_048_576
PIECE = 1 << 16
# The same parts go by other names in the strict variant of the format, which no library reads.
STRICT = b"purl.oclc.org/ooxml/"
TAGS = re.compile(rb"<(?:\w+:)?(?:f[\s>/]|row\s[^>]*>)")
NUMBER = re.compile(rb'\sr="(\d+)"')
HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
TOLD = 5


def read_xlsx(content: bytes) -> list[Table]:
    """The sheets that are shown and hold anything; raises ``Unreadable``."""
    broken = _("Filen kan ikke åbnes som regneark. Gem den igen som .xlsx, og prøv en gang til.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            _check_parcel(parcel)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read_sheets(content)
    except Unreadable:
        raise
    # The library has no error of its own: what it stumbles over is as various as the files are.
    except Exception as error:
        raise Unreadable(broken) from error


def _check_parcel(parcel: zipfile.ZipFile) -> None:
    # What a member says of its size is also the most that is unpacked of it.
    if sum(member.file_size for member in parcel.infolist()) > MOST_UNPACKED:
        raise Unreadable(_("Filen er alt for stor, når den pakkes ud. Del den i flere."))
    if "xl/workbook.xml" in parcel.namelist() and STRICT in parcel.read("xl/workbook.xml"):
        raise Unreadable(
            _(
                "Filen er gemt som “Strict Open XML-projektmappe”. "
                "Gem den som “Excel-projektmappe (.xlsx)”, og prøv igen."
            )
        )


def _read_sheets(content: bytes) -> list[Table]:
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    said = _("Arket “%(name)s” er skjult i regnearket og bliver ikke læst.")
    hidden = [said % {"name": s.title} for s in values.worksheets if s not in shown]
    tables, beside = [], None
    for sheet in shown:
        formulas, look = None, _looked_over(sheet)
        if look.has_formulas:
            beside = beside or load_workbook(io.BytesIO(content), read_only=True)
            formulas = beside[sheet.title]
        if table := _table(sheet, formulas, look):
            tables.append(table)
            table.notes = [*hidden, *table.notes]
    if hidden and not tables:
        raise Unreadable(_("Alle ark med indhold er skjult i regnearket. Vis dem, og gem igen."))
    return tables


@dataclass
class Look:
    """What the library does not tell of a sheet."""

    has_formulas: bool = False
    hidden: set[int] = field(default_factory=set)


def _looked_over(sheet: ReadOnlyWorksheet) -> Look:
    """Whether a cell has a formula and which rows are hidden, without holding the whole sheet."""
    look, rest, number = Look(), b"", 0
    with sheet._get_source() as source:
        while piece := source.read(PIECE):
            # A tag that is cut in two comes whole with the next piece.
            text = rest + piece
            end = text.rfind(b">") + 1
            for tag in TAGS.findall(text, 0, end):
                if b"row" not in tag:
                    look.has_formulas = True
                    continue
                named = NUMBER.search(tag)
                number = int(named[1]) if named else number + 1
                if HIDDEN.search(tag):
                    look.hidden.add(number)
            rest = text[end:]
    return look


def _table(
    sheet: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None, look: Look
) -> Table | None:
    """The rows that hold anything, the first of which is the heading."""
    rows = list(counted(enumerate(_cells(sheet, formulas), 1)))
    if not rows:
        return None
    hidden = [number for number, _row in rows if number in look.hidden]
    return Table(sheet.title, rows[0][0], heading(rows[0][1]), rows[1:], _told(hidden))


def _told(hidden: list[int]) -> list[str]:
    """A row that a filter hides is in the file, so it is read; and that is said."""
    if not hidden:
        return []
    text = ngettext(
        "%(count)s række er skjult i regnearket, men er læst: %(rows)s.",
        "%(count)s rækker er skjult i regnearket, men er læst: %(rows)s.",
        len(hidden),
    )
    rows = ", ".join(map(str, hidden[:TOLD])) + (" …" if len(hidden) > TOLD else "")
    return [text % {"count": len(hidden), "rows": rows}]


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
                cells[place] = Formula(getattr(formula, "text", formula))
        while cells and cells[-1] == "":
            cells.pop()
        yield cells


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[Any, ...]]:
    # What the file says of the sheet's size may be wrong.
    sheet.reset_dimensions()
    return sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=LAST_ROW, values_only=True)


def _cell(value: Any) -> Cell:
    """What stands in the cell: numbers and yes or no as text, a moment as its day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return read_cell(str(value).strip())
