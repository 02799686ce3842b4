"""Empty files to fill in: the heading, one example, and what each column holds."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from referenceledelse.core.files.columns import Column, day, last_day
from referenceledelse.core.files.imports import Sheet
from referenceledelse.core.files.tables import as_csv

WIDTH = 24
GUIDE_WIDTHS = {"A": 14, "B": 20, "C": 16, "D": 70}
BOLD = Font(bold=True)
WRAP = Alignment(wrap_text=True, vertical="top")


def blank_csv(sheet: Sheet) -> str:
    return as_csv([[c.name for c in sheet.columns], [c.example for c in sheet.columns]])


def blank_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with the sheets, and a last one that explains the columns."""
    book = Workbook()
    book.remove(book.active)
    guide: list[tuple[str, ...]] = []
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.append([column.name for column in sheet.columns])
        page.append([_example(column) for column in sheet.columns])
        _dress(page, {cell.column_letter: WIDTH for cell in page[1]})
        for cell in page[2]:
            cell.font = Font(italic=True)
            cell.number_format = "DD-MM-YYYY" if cell.is_date else "@"
        guide += [(sheet.title, c.name, needed(c), str(c.about)) for c in sheet.columns]
    page = book.create_sheet(_("Vejledning"))
    page.append([_("Ark"), _("Kolonne"), _("Skal udfyldes"), _("Indhold")])
    for row in guide:
        page.append(row)
    _dress(page, GUIDE_WIDTHS)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def needed(column: Column) -> str:
    return _("ja") if column.is_needed else _("nej")


def _example(column: Column) -> Any:
    """The example; a date as a real date, so that the spreadsheet shows the next ones alike."""
    return day(column.example) if column.read in (day, last_day) else column.example


def _dress(page: Worksheet, widths: dict[str, int]) -> None:
    page.freeze_panes = "A2"
    for cell in page[1]:
        cell.font = BOLD
    for letter, width in widths.items():
        page.column_dimensions[letter].width = width
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = WRAP
