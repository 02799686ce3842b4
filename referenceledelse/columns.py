"""What a table's columns mean: how a cell is read, and what is wrong with it in plain Danish.

Every fault of a file is collected with its row and column, so that all can be mended at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from referenceledelse.forms import CONTROL, LONG_TEXT, SHORT_TEXT
from referenceledelse.tables import FORMULA, Cell, Table, shown

DAYS = ("%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y")
# How a cell looks whose formula went wrong, in Danish and in English.
BROKEN = re.compile(r"#[A-ZÆØÅ/0-9]+[!?]?")
NOT_LETTERS = re.compile(r"[\W_]+")
STEP = " > "
STEPS = re.compile(r"\s*[>›]\s*")
SHOWN_VALUE = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; ``row`` is the number that the spreadsheet shows."""

    sheet: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        values = {
            "sheet": f"{self.sheet}: " if self.sheet else "",
            "row": self.row,
            "column": self.column,
            "message": self.message,
        }
        return _("%(sheet)srække %(row)s, kolonne “%(column)s”: %(message)s") % values


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, how its cells are read, and what is said about it.

    ``is_needed`` means that the column must be there and its cells filled.
    """

    key: str
    name: str
    read: Callable[[Cell], Any]
    about: str | Promise
    example: str = ""
    is_needed: bool = False
    also: tuple[str, ...] = ()

    @property
    def names(self) -> set[str]:
        return {plain(name) for name in (self.key, self.name, *self.also)}


@dataclass(slots=True)
class Row:
    """What a row of the file says, by the columns' keys; a cell that is wrong is left out."""

    number: int
    values: dict[str, Any]


@dataclass
class Rows:
    """The rows of one table, and what is wrong with them."""

    sheet: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, row: int, key: str, value: Any, message: str) -> None:
        name = self.columns[key].name if key in self.columns else key
        text = Truncator(shown(value)).chars(SHOWN_VALUE)
        self.faults.append(Fault(self.sheet, row, name, text, message))

    def once(self, *keys: str) -> Iterator[Row]:
        """The rows that name something, each thing once; a second naming is a fault."""
        seen: dict[tuple, int] = {}
        for row in self.rows:
            name = tuple(row.values.get(key) for key in keys)
            first = seen.setdefault(name, row.number)
            if name[0] and first != row.number:
                text = _("Det samme står allerede i række %(row)s.") % {"row": first}
                self.fault(row.number, keys[0], name[0], text)
            elif name[0]:
                yield row


def plain(name: str) -> str:
    """A name of a column or a choice without case, spaces and signs."""
    return NOT_LETTERS.sub("", name.casefold())


def read_rows(
    table: Table,
    title: str,
    columns: Iterable[Column],
    watch: Callable[[Iterable, str], Iterable],
) -> Rows:
    """The table by its columns: unknown ones are named, and missing ones are a fault."""
    found = Rows(title, {column.key: column for column in columns}, notes=list(table.notes))
    places = _places(table, found)
    example = {key: column.example for key, column in found.columns.items() if key in places}
    if not found.faults:
        for number, cells in watch(table.rows, title):
            raw = {k: cells[place] if place < len(cells) else "" for k, place in places.items()}
            if {key: shown(cell) for key, cell in raw.items()} == example:
                found.notes.append(
                    _("Eksemplet i række %(row)s er sprunget over.") % {"row": number}
                )
            elif any(raw.values()):
                found.rows.append(_row(found, number, raw))
    found.columns = {key: column for key, column in found.columns.items() if key in places}
    return found


def _places(table: Table, found: Rows) -> dict[str, int]:
    """Where each column stands in the table."""
    places: dict[str, int] = {}
    unknown = []
    for place, name in enumerate(table.header):
        key = next((c.key for c in found.columns.values() if plain(name) in c.names), None)
        if key in places:
            found.fault(table.header_row, name, name, _("Kolonnen er der to gange."))
        elif key:
            places[key] = place
        elif name:
            unknown.append(name)
    for column in found.columns.values():
        if column.is_needed and column.key not in places:
            found.fault(table.header_row, column.key, "", _("Kolonnen mangler."))
    if unknown:
        names = {"names": ", ".join(Truncator(name).chars(SHOWN_VALUE) for name in unknown)}
        found.notes.append(_("Disse kolonner bliver ikke læst: %(names)s.") % names)
    return places


def _row(found: Rows, number: int, raw: dict[str, Cell]) -> Row:
    row = Row(number, {})
    for key, cell in raw.items():
        column = found.columns[key]
        try:
            _refuse_formula(cell)
            row.values[key] = value = column.read(cell)
            if column.is_needed and not value:
                raise ValueError(_("Cellen skal udfyldes."))
        except ValueError as error:
            row.values.pop(key, None)
            found.fault(number, key, cell, str(error))
    return row


def _refuse_formula(cell: Cell) -> None:
    if isinstance(cell, str) and cell.startswith("="):
        raise ValueError(
            _("Cellen er en formel uden resultat. Kopiér den, og sæt den ind som værdi.")
        )
    if isinstance(cell, str) and BROKEN.fullmatch(cell):
        raise ValueError(_("Cellen viser en fejl i regnearket. Ret formlen."))


def _text(longest: int, cell: Cell) -> str:
    """Text, as it was before an export made it harmless."""
    text = shown(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    text = text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text
    if len(text) > longest:
        said = _("Teksten er på %(length)s tegn. Der er plads til %(longest)s.")
        raise ValueError(said % {"length": len(text), "longest": longest})
    if CONTROL.search(text):
        raise ValueError(
            _("Teksten indeholder usynlige styretegn. Slet dem, eller skriv teksten ind på ny.")
        )
    return text


def text(longest: int = SHORT_TEXT) -> Callable[[Cell], str]:
    """Reads text of at most so many characters."""
    return partial(_text, longest)


def line(longest: int = SHORT_TEXT) -> Callable[[Cell], str]:
    """Reads text that stands in one line."""
    return lambda cell: " ".join(_text(longest, cell).split())


long_text = text(LONG_TEXT)


def email(cell: Cell) -> str:
    """An e-mail in lower case, since people type it either way."""
    address = _text(254, cell).lower()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise ValueError(_("Det er ikke en e-mail. Skriv den som navn@kommunen.dk.")) from error
    return address


def day(cell: Cell) -> date | None:
    """A date, as the spreadsheet keeps it or as Danes write it."""
    found = cell if isinstance(cell, date) else None
    words = "" if found else _text(SHORT_TEXT, cell)
    for layout in DAYS if words else ():
        try:
            found = datetime.strptime(words, layout).date()
            break
        except ValueError:
            continue
    is_likely = found is not None and 1900 <= found.year <= 2200
    if (words or found) and not is_likely:
        raise ValueError(_("Det er ikke en dato. Skriv den som 31-12-2026."))
    return found


def level(cell: Cell) -> int | None:
    """A leader's level; 1 is the top."""
    digits = _text(SHORT_TEXT, cell)
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 3
    if digits and not (is_number and int(digits) > 0):
        raise ValueError(_("Det er ikke et lederniveau. Skriv et tal fra 1 til 99."))
    return int(digits) if digits else None


def path(cell: Cell) -> str:
    """A unit with all above it, since two may be called the same: "A > B > C"."""
    words = " ".join(_text(2_000, cell).split())
    names = STEPS.split(words) if words else []
    if not all(names):
        raise ValueError(_("Der mangler et navn mellem to “>”."))
    if any(len(name) > SHORT_TEXT for name in names):
        raise ValueError(_("Navnet på en enhed har plads til 200 tegn."))
    return STEP.join(names)


def paths(cell: Cell) -> list[str]:
    """Several units, each in a line of its own or after a semicolon."""
    pieces = re.split(r"[;\n|]", _text(LONG_TEXT, cell))
    return list(dict.fromkeys(path(piece) for piece in pieces if piece.strip()))
