"""What every kind of file is read into: a table of cells, and what is wrong with the file."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from referenceledelse.core.text.cleaning import clean

MOST_ROWS = 60_000
MOST_COLUMNS = 60
# A spreadsheet takes text that begins like this for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# How a cell looks whose formula went wrong, in Danish and in English.
BROKEN = re.compile(
    r"#+|#(?:REF|REFERENCE|VALUE|VÆRDI|NAME|NAVN|DIV/0|DIVISION/0|NUM|NUMMER|NULL|NUL|SPILL|"
    r"OVERLØB|CALC|BEREGN|FIELD|FELT)!\??|#(?:N/A|I/T|NAME|NAVN|GETTING_DATA|HENTER_DATA)\??",
    re.IGNORECASE,
)
HELD = re.compile(r"'+")

type Cell = str | date
type Numbered = tuple[int, list[Cell]]


class Unreadable(Exception):
    """The file is no table that can be read; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Formula(str):
    """A cell that holds a formula, and no result of it."""


class Broken(str):
    """A cell that shows that its formula went wrong."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the file itself is broken; ``place`` counts the row's cells from 0."""

    row: int
    place: int
    value: str
    message: str


@dataclass
class Table:
    """A sheet, or a whole CSV file: the heading, and the rows with their numbers in the file."""

    title: str
    header_row: int
    header: list[str]
    rows: list[Numbered]
    notes: list[str] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


def counted(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    """The rows that hold something, as long as there are not too many of them."""
    filled = 0
    for number, row in rows:
        filled += any(row)
        if filled > MOST_ROWS:
            raise Unreadable(
                _("Filen har mere end %(rows)s rækker. Del den i flere.") % {"rows": MOST_ROWS}
            )
        if any(row):
            yield number, row


def heading(cells: list[Cell]) -> list[str]:
    """The first row as names; raises ``Unreadable`` where there are more than anyone can mean."""
    if len(cells) > MOST_COLUMNS:
        text = _("Filen har mere end %(most)s kolonner. Slet dem, der ikke skal læses.")
        raise Unreadable(text % {"most": MOST_COLUMNS})
    return [clean(shown(cell)) for cell in cells]


def shown(cell: Any) -> str:
    """A cell or a value as one reads it in Denmark."""
    if isinstance(cell, date):
        return f"{cell.day:02}-{cell.month:02}-{cell.year:04}"
    return "" if cell is None else str(cell)


def is_run(text: str) -> bool:
    """Whether a spreadsheet would make something else of the text."""
    return text.startswith(FORMULA) or BROKEN.fullmatch(text) is not None


def harmless(cell: Any) -> str:
    """The cell for a file that goes out, so that no spreadsheet runs it."""
    text = shown(cell)
    return f"'{text}" if is_run(HELD.sub("", text, count=1) if text[:1] == "'" else text) else text


def honest(text: str) -> str:
    """The text as it was before ``harmless``."""
    return text[1:] if text[:1] == "'" and is_run(HELD.sub("", text, count=1)) else text


def read_cell(text: str) -> str:
    """The cell as it was before ``harmless``, or what the spreadsheet could not make of it."""
    return Broken(text) if BROKEN.fullmatch(text) else honest(text)


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """The rows as a Danish spreadsheet opens them at once: semicolons, and UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + stream.getvalue()
