"""Rows as files: CSV as Danish Excel reads it, XLSX, and JSON.

Rows come one by one and leave one by one, so that a file of any length takes as little memory.
"""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any, NamedTuple

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from referenceledelse.core.files.tables import FORMULA, harmless, shown

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
DAY = "dd-mm-yyyy"
NARROWEST = 12
# No spreadsheet has a day before it.
FIRST_YEAR = 1900


class Word(NamedTuple):
    """A state: the key that programs read, and the words that people read."""

    key: str
    label: str


def word(choices: Any, value: str) -> Word | None:
    """A state of the choices; nothing where there is none."""
    return Word(value, str(choices(value).label)) if value else None


type Value = str | int | date | Decimal | bool | Word | None


@dataclass(frozen=True)
class ExportColumn:
    """One column: its stable key, its heading and what it holds, in the reader's language.

    ``tell`` says what a row has in it, so that no value can stand under another's heading.
    """

    key: str
    heading: str
    tell: Callable[[Any], Value]
    about: str = ""


def csv_file(name: str, columns: list[ExportColumn], rows: Iterable) -> Any:
    """With a byte order mark, semicolons, decimal commas and days as dd-mm-yyyy."""
    response = StreamingHttpResponse(_csv(columns, rows), content_type="text/csv; charset=utf-8")
    return _attached(response, f"{name}.csv")


def json_file(name: str, columns: list[ExportColumn], rows: Iterable) -> Any:
    """A list of objects with the columns' keys; days as ISO 8601, states by their keys."""
    response = StreamingHttpResponse(_json(columns, rows), content_type="application/json")
    return _attached(response, f"{name}.json")


def xlsx_file(name: str, columns: list[ExportColumn], rows: Iterable) -> Any:
    """One sheet with real days and numbers, its heading frozen."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        width = max(len(column.heading) + 2, NARROWEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, column.heading) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.tell(row)) for column in columns])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=kind)


# What each ending makes.
KINDS: dict[str, Callable[..., HttpResponseBase]] = {
    "csv": csv_file,
    "xlsx": xlsx_file,
    "json": json_file,
}


def _attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(columns: list[ExportColumn], rows: Iterable) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([column.heading for column in columns])
    for row in rows:
        yield _taken(buffer)
        writer.writerow([_text(column.tell(row)) for column in columns])
    yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    """What was written to the buffer since the last call; empties it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _text(value: Value) -> str:
    if value is None:
        return ""
    value = _said(value)
    if isinstance(value, date):
        return shown(value)
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return harmless(value)


def _said(value: Value) -> Any:
    """A state or a yes in the reader's words; days and numbers as they are."""
    if isinstance(value, Word):
        return str(value.label)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return value


def _cell(sheet: Any, value: Value) -> Any:
    """A real day or number; a text that looks like a formula stays a text."""
    value = _said(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
        # A text cell may begin like a formula; other text that an import would misread gets an
        # apostrophe.
        value = value if value.startswith(FORMULA) else harmless(value)
    if isinstance(value, date) and value.year < FIRST_YEAR:
        value = shown(value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = DAY
    elif isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    return cell


def _json(columns: list[ExportColumn], rows: Iterable) -> Iterator[str]:
    before = "["
    for row in rows:
        told = {column.key: _plain(column.tell(row)) for column in columns}
        yield f"{before}\n{json.dumps(told, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _plain(value: Value) -> Any:
    if isinstance(value, Word):
        return value.key
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value
