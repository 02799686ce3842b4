"""Files as a spreadsheet saves them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from referenceledelse.core.files.imports import ImportOrder, Report
from roles import services
from roles.models import User
from roles.sheets.people import people_in, units_in
from themes import services as theme_services
from themes.sheets.themes import assignments_in, themes_in

PEOPLE = ["E-mail", "Navn", "Stilling", "Telefon", "Enhed", "Lederniveau", "Ansat fra", "Ansat til"]
UNITS = ["Enhed", "Personaleleder"]

type Rows = Sequence[Sequence[Any]]


def csv_of(rows: Rows, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_of(**sheets: Rows) -> bytes:
    """A workbook of the sheets, each under its name."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def person(email: str, name: str = "Ole Ny", **columns: Any) -> list[Any]:
    """A row of a file with people; the rest of its columns by their keys."""
    keys = ("job_title", "phone", "unit", "leader_level", "active_from", "active_to")
    return [email, name, *(columns.get(key, "") for key in keys)]


def take_people(
    *rows: Rows, units: bytes | None = None, by: User | None = None, **chosen: bool
) -> Report:
    """Import the people for good."""
    order = ImportOrder(csv_of([PEOPLE, *rows]), more=units, is_try=False)
    return import_people(order=ImportOrder(**(vars(order) | chosen)), by=by)


def people_given(order: ImportOrder) -> dict[str, Any]:
    """What the verb is given, as the page and the command read it from the file."""
    people, units = people_in(order)
    return {"people": people, "units": units, "order": order}


def units_given(order: ImportOrder) -> dict[str, Any]:
    return {"units": units_in(order), "order": order}


def themes_given(order: ImportOrder) -> dict[str, Any]:
    return {"themes": themes_in(order), "order": order}


def assignments_given(order: ImportOrder) -> dict[str, Any]:
    return {"assignments": assignments_in(order), "order": order}


def import_people(*, order: ImportOrder, by: User | None) -> Report:
    return services.import_people(**people_given(order), by=by)


def import_units(*, order: ImportOrder, by: User | None) -> Report:
    return services.import_units(**units_given(order), by=by)


def import_themes(*, order: ImportOrder, by: User | None) -> Report:
    return theme_services.import_themes(**themes_given(order), by=by)


def import_assignments(*, order: ImportOrder, by: User | None) -> Report:
    return theme_services.import_assignments(**assignments_given(order), by=by)


def told(report: Report) -> list[tuple[int, str, str]]:
    """The faults: row, column and the words."""
    return [(fault.row, fault.column, fault.message) for fault in report.faults]
