"""What a table's columns mean: how a cell is read, and what is wrong with it in plain Danish.

Every fault of a file is collected with its row and column, so that all can be mended at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from referenceledelse.core.files.tables import Broken, Cell, Formula, Table, shown
from referenceledelse.core.text.cleaning import LOST, clean, one_line
from referenceledelse.core.text.days import NO_DATE, named_day, refuse_unlikely
from referenceledelse.core.text.paths import path_of, split_paths
from referenceledelse.core.web.forms import CONTROL, LONG_TEXT, SHORT_TEXT

MIDNIGHT = re.compile(r"[T ]+00[:.]00(?:[:.]00(?:[.,]0+)?)?(?: ?Z|[+-]\d\d:?\d\d)?$")
# What a spreadsheet keeps for a day: the number of days since 1900.
SERIAL = re.compile(r"(\d{4,6})(?:[.,]0+)?")
FIRST_DAY = date(1899, 12, 30)
# What other systems write for a last day that nobody knows.
UNTIL_FURTHER_NOTICE = (2999, 9999)
NOT_LETTERS = re.compile(r"[\W_]+")
YES, NO = ("ja", "j", "yes", "x", "1", "sand", "true"), ("nej", "n", "no", "0", "falsk", "false")
SHOWN_VALUE = 80
TOLD_ROWS = 10

# What a row tells in a column: the row, and each unit's path from the top.
type Tell = Callable[[Any, Mapping[int, str]], Any]


def attribute(path: str) -> Tell:
    """What stands in the row's field, or in that of the row it points at: "manager.email"."""
    names = path.split(".")

    def tell(row: Any, _paths: Mapping[int, str]) -> Any:
        for name in names:
            row = getattr(row, name) if row is not None else None
        return row

    return tell


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
    """One column: its name in a file, how its cells are read, what a row tells in it, and why.

    ``tell`` takes the row and all units' paths by primary key; a column without it is not exported.
    ``is_needed`` requires the column and its cells; with ``may_lack`` cells may be empty, and the
    import decides about such rows.
    """

    key: str
    name: str
    read: Callable[[Cell], Any]
    about: str | Promise
    example: str = ""
    is_needed: bool = False
    may_lack: bool = False
    also: tuple[str, ...] = ()
    tell: Tell | None = None

    @property
    def names(self) -> set[str]:
        return {plain(name) for name in (self.key, self.name, *self.also)}


@dataclass(slots=True)
class FileRow:
    """What a row of the file says, by the columns' keys; a cell that is wrong is left out."""

    number: int
    values: dict[str, Any]


@dataclass
class Rows:
    """The rows of one table, and what is wrong with them."""

    sheet: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    rows: list[FileRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def again(self) -> "Rows":
        """The same rows, for a plan that begins anew."""
        rows = [FileRow(row.number, dict(row.values)) for row in self.rows]
        return replace(self, rows=rows, faults=list(self.faults), notes=list(self.notes))

    def fault(self, row: int, key: str, value: Any, message: str) -> None:
        name = self.columns[key].name if key in self.columns else key.replace("\0", "␀")
        # PostgreSQL and a page take no NUL.
        text = Truncator(shown(value).replace("\0", "␀")).chars(SHOWN_VALUE)
        self.faults.append(Fault(self.sheet, row, name, text, message))

    def once(self, *keys: str) -> Iterator[FileRow]:
        """The rows that name something, each thing once; a second naming is a fault.

        A row with exactly the same values is skipped.
        """
        seen: dict[tuple, FileRow] = {}
        for row in self.rows:
            name = tuple(row.values.get(key) for key in keys)
            first = seen.setdefault(name, row)
            if name[0] and first is not row and first.values != row.values:
                text = _("Det samme står allerede i række %(row)s.") % {"row": first.number}
                self.fault(row.number, keys[0], name[0], text)
            elif name[0] and first is row:
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
    is_readable = not found.faults
    keys = {place: key for key, place in places.items()}
    names = dict(enumerate(table.header)) | keys
    for flaw in table.flaws:
        name = names.get(flaw.place) or _("celle %(number)s") % {"number": flaw.place + 1}
        found.fault(flaw.row, name, flaw.value, flaw.message)
    unheaded: list[str] = []
    example = {key: column.example for key, column in found.columns.items() if key in places}
    for number, cells in watch(table.rows, title) if is_readable else ():
        raw = {k: cells[place] if place < len(cells) else "" for k, place in places.items()}
        if {key: shown(cell) for key, cell in raw.items()} == example:
            found.notes.append(_("Eksemplet i række %(row)s er sprunget over.") % {"row": number})
            continue
        if any(cell and not names.get(place) for place, cell in enumerate(cells)):
            unheaded.append(str(number))
        for place, cell in enumerate(cells):
            # ``_row`` reports it in known columns.
            if place not in keys and isinstance(cell, str) and "\0" in cell:
                found.fault(number, names.get(place, ""), cell, _no_text())
        if any(raw.values()):
            found.rows.append(_row(found, number, raw))
    if unheaded:
        text = _("En kolonne uden overskrift har indhold, som ikke bliver læst: række %(rows)s.")
        found.notes.append(text % {"rows": ", ".join(unheaded[:TOLD_ROWS])})
    found.columns = {key: column for key, column in found.columns.items() if key in places}
    return found


def _no_text() -> str:
    return _("Cellen har tegn, der ikke er tekst. Gem filen igen, og prøv en gang til.")


def _places(table: Table, found: Rows) -> dict[str, int]:
    """Where each column stands in the table."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    if not table.header:
        return places
    for place, name in enumerate(table.header):
        key = next((c.key for c in found.columns.values() if plain(name) in c.names), None)
        if key in places or (not key and name in unknown):
            found.fault(table.header_row, name, name, _("Kolonnen er der to gange."))
        elif key:
            places[key] = place
        elif name:
            unknown.append(name)
            if "\0" in name:
                found.fault(table.header_row, name, name, _no_text())
    for column in found.columns.values():
        if column.is_needed and column.key not in places:
            found.fault(table.header_row, column.key, "", _("Kolonnen mangler."))
    if unknown:
        names = {"names": ", ".join(Truncator(name).chars(SHOWN_VALUE) for name in unknown)}
        found.notes.append(_("Disse kolonner bliver ikke læst: %(names)s.") % names)
    return places


def _row(found: Rows, number: int, raw: dict[str, Cell]) -> FileRow:
    row = FileRow(number, {})
    for key, cell in raw.items():
        column = found.columns[key]
        try:
            _refuse_formula(cell)
            row.values[key] = value = column.read(cell)
            if column.is_needed and not value and not column.may_lack:
                raise ValueError(_("Cellen skal udfyldes."))
        except ValueError as error:
            row.values.pop(key, None)
            found.fault(number, key, cell, str(error))
    return row


def _refuse_formula(cell: Cell) -> None:
    if isinstance(cell, Formula):
        raise ValueError(
            _("Cellen er en formel uden resultat. Kopiér den, og sæt den ind som værdi.")
        )
    if isinstance(cell, Broken):
        raise ValueError(_("Cellen viser en fejl i regnearket. Ret formlen."))


def _text(longest: int, cell: Cell) -> str:
    """Text as it is kept."""
    text = clean(shown(cell)).strip()
    if len(text) > longest:
        said = _("Teksten er på %(length)s tegn. Der er plads til %(longest)s.")
        raise ValueError(said % {"length": len(text), "longest": longest})
    if CONTROL.search(text):
        raise ValueError(
            _("Teksten indeholder usynlige styretegn. Slet dem, eller skriv teksten igen.")
        )
    if LOST in text:
        raise ValueError(_("Et bogstav er gået tabt i filen. Skriv ordet igen."))
    return text


def text(longest: int = SHORT_TEXT) -> Callable[[Cell], str]:
    """Reads text of at most so many characters."""
    return partial(_text, longest)


def line(longest: int = SHORT_TEXT) -> Callable[[Cell], str]:
    """Reads text that stands in one line."""
    return partial(_line, longest)


def _line(longest: int, cell: Cell) -> str:
    text = _text(longest, cell)
    if "\n" in text and re.search(r"[;,\t]", text):
        raise ValueError(
            _("Cellen fylder flere linjer. Er et anførselstegn ikke lukket? Skriv det på én linje.")
        )
    return one_line(text)


long_text = text(LONG_TEXT)
stable_id = line(64)


def email(cell: Cell) -> str:
    """An e-mail in lower case, since people type it either way."""
    address = one_line(_text(254, cell)).lower()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise ValueError(_("Det er ikke en e-mail. Skriv den som navn@kommunen.dk.")) from error
    return address


def person(cell: Cell) -> str:
    """Whom the row points at: an e-mail, or what has no "@" is an id."""
    return email(cell) if "@" in shown(cell) else stable_id(cell)


def day(cell: Cell) -> date | None:
    """A date, as the spreadsheet keeps it or in each way that a form reads."""
    found, year, words = _day(cell)
    if found:
        _refuse_year(year)
    elif words:
        _refuse_serial(words)
        raise ValueError(str(NO_DATE))
    return found


def last_day(cell: Cell) -> date | None:
    """A date, or nothing where it says "until further notice" with a day in a far year."""
    found, year, _words = _day(cell)
    return None if found and year in UNTIL_FURTHER_NOTICE else day(cell)


def _day(cell: Cell) -> tuple[date | None, int, str]:
    """The date, its year as it was meant, and what stands in the cell."""
    if isinstance(cell, date):
        return cell, cell.year, shown(cell)
    words = one_line(_text(SHORT_TEXT, cell))
    return *named_day(MIDNIGHT.sub("", words)), words


def _refuse_year(year: int) -> None:
    try:
        refuse_unlikely(year)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error


def _refuse_serial(words: str) -> None:
    number = SERIAL.fullmatch(words)
    meant = FIRST_DAY + timedelta(int(number[1])) if number else FIRST_DAY
    if 1930 <= meant.year <= 2200:
        text = _("Det er regnearkets tal for %(day)s. Vis kolonnen som dato, og gem filen igen.")
        raise ValueError(text % {"day": shown(meant)})


def yes_or_no(cell: Cell) -> bool:
    """A yes, where there is one."""
    word = _text(SHORT_TEXT, cell).casefold()
    if word and word not in YES + NO:
        raise ValueError(_("Skriv “ja” eller “nej”."))
    return word in YES


def level(cell: Cell) -> int | None:
    """A leader's level; 1 is the top."""
    digits = _text(SHORT_TEXT, cell)
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 3
    if digits and not (is_number and int(digits) > 0):
        raise ValueError(_("Det er ikke et lederniveau. Skriv et tal fra 1 til 99."))
    return int(digits) if digits else None


def path(cell: Cell) -> str:
    """A unit with all above it, since two may be called the same: "A > B > C"."""
    return path_of(_line(LONG_TEXT, cell))


def paths(cell: Cell) -> list[str]:
    """Several units, each in a line of its own or after a semicolon."""
    return list(dict.fromkeys(map(path_of, split_paths(_text(LONG_TEXT, cell)))))
