"""A CSV file read strictly: a row that has not the heading's number of cells is told, not guessed.

An extra quotation mark swallows rows, and a truncated file empties fields; so every irregularity is
a flaw with its row and cell.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from referenceledelse.core.files.tables.cells import (
    Flaw,
    Formula,
    Table,
    Unreadable,
    counted,
    heading,
    read_cell,
)

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# A broken record is looked through no further than this.
LOOKED_AT = 200_000
# What a Mac's and DOS's æ, ø and å become in Windows-1252: letters that no Danish text has, and
# signs where only a letter can stand.
FOREIGN = re.compile(
    "[ŠšŽžŸŒœƒˆ˜¿¯†‡¬]"
    r"|[^\W\d_][‘‚„‹›“”•™‰¡¢£¤¥¦§¨©ª«®±²³¶¸¹º»¼½¾×÷€][^\W\d_]"
    r"|[^\W\d_][‘‚„›¾](?=\W|$)|(?:^|(?<=[\s;,]))[›¾®”](?=[^\W\d_])"
)
# What æ, ø, å become where UTF-8 was read as something else before the file was saved.
TWICE = re.compile("Ã[¦¸¥†˜…©¼¶]")


def read_csv(content: bytes) -> Table | None:
    """The table of the file; raises ``Unreadable`` where its letters cannot be known."""
    text, notes = _decoded(content)
    named = SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = named[1] if named else max(";,\t", key=first.count)
    flaws: list[Flaw] = []
    rows = list(counted(_records(text, separator, flaws)))
    if not rows:
        return Table("", 1, [], [], notes, flaws) if flaws else None
    table = Table("", rows[0][0], heading(rows[0][1]), rows[1:], notes, flaws)
    _check_shape(table, rows)
    if not flaws and not text.endswith(("\n", "\r")):
        number, last = rows[-1]
        said = _("Filen slutter midt i en linje og er måske skåret over. Hent den igen.")
        flaws.append(Flaw(number, len(last) - 1, last[-1], said))
    broken = {flaw.row for flaw in flaws}
    table.rows = [row for row in table.rows if row[0] not in broken]
    return table


def _records(text: str, separator: str, flaws: list[Flaw]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, up to where a quotation mark puts the rest in doubt."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number, line = number + 1, reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            flaws.append(_quotation(text, line, number, separator))
            return
        yield number, [_cell(cell) for cell in row]


def _cell(text: str) -> str:
    text = text.strip()
    return Formula(text) if text.startswith("=") else read_cell(text)


def _quotation(text: str, line: int, number: int, separator: str) -> Flaw:
    """Where the record that begins in the line has a cell that never ends, or ends too early."""
    lines = islice(io.StringIO(text, newline=""), line, None)
    record = "".join(lines)[:LOOKED_AT]
    place, start, at, is_quoted = 0, 0, 0, False
    while at < len(record):
        letter = record[at]
        if is_quoted and record[at : at + 2] == '""':
            at += 1
        elif is_quoted and letter == '"':
            if record[at + 1 : at + 2] not in ("", separator, "\r", "\n"):
                break
            is_quoted = False
        elif not is_quoted and letter == separator:
            place, start = place + 1, at + 1
        elif not is_quoted and letter == '"' and at == start:
            is_quoted = True
        at += 1
    said = _("Anførselstegnet er ikke lukket. Slet det, eller sæt et til, hvor cellen slutter.")
    value = record[start:].partition("\n")[0]
    return Flaw(number, place, value, said if is_quoted else _("Cellen kan ikke læses."))


def _check_shape(table: Table, rows: list[tuple[int, list[str]]]) -> None:
    wanted = len(table.header)
    told = {flaw.row for flaw in table.flaws}
    more = _(
        "Rækken har %(found)s celler, men overskriften har %(wanted)s. Er der et tegn for meget?"
    )
    fewer = _("Rækken har %(found)s celler, men overskriften har %(wanted)s. Er filen skåret over?")
    for number, cells in rows[1:]:
        found = len(cells)
        if number in told:
            continue
        if found != wanted:
            place = min(found, wanted)
            text = (more if found > wanted else fewer) % {"found": found, "wanted": wanted}
            value = cells[place] if found > wanted else ""
            table.flaws.append(Flaw(number, place, value, text))
        elif cells == rows[0][1]:
            text = _("Overskriften er gentaget her. Er to filer sat sammen?")
            table.flaws.append(Flaw(number, 0, cells[0], text))


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, and what is to be said about how it was guessed.

    Danish Excel saves "CSV" in Windows-1252, which has no mark of its own.
    """
    unknown = _("Filen kan ikke læses. Gem den som .xlsx eller som “CSV UTF-8”, og prøv igen.")
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    try:
        text, notes = content.decode(marked or "utf-8"), []
    except UnicodeDecodeError as error:
        if marked:
            raise Unreadable(unknown) from error
        text, notes = _guessed(content, unknown)
    if TWICE.search(text):
        raise Unreadable(_refusal(text, TWICE))
    return text, notes


def _guessed(content: bytes, unknown: str) -> tuple[str, list[str]]:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(unknown) from error
    if FOREIGN.search(text):
        raise Unreadable(_refusal(text, FOREIGN))
    guess = _(
        "Filen er læst som Windows-1252, Excels format for CSV. Kontrollér, at æ, ø og "
        "å vises rigtigt."
    )
    return text, [guess]


def _refusal(text: str, wrong: re.Pattern[str]) -> str:
    """The first word that no Danish text has, and what to do."""
    found = wrong.search(text)
    before = re.search(r"\w*$", text[: found.start()])[0]
    after = re.match(r"\w*", text[found.end() :])[0]
    told = {
        "line": text.count("\n", 0, found.start()) + 1,
        "word": (before + found[0] + after)[-40:].strip(),
    }
    return (
        _(
            "Bogstaverne i filen er ikke danske: I linje %(line)s står “%(word)s”. "
            "Gem den som .xlsx eller som “CSV UTF-8”, og prøv igen."
        )
        % told
    )
