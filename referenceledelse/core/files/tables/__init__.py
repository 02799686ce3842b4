"""Tables out of a CSV, XLSX or JSON file: the cells as a person sees them in the spreadsheet.

Nothing here knows what the columns mean. A file that is too large, packed to burst or not a table
at all is ``Unreadable``, with a message for the person who chose it; where a row of it is broken,
the table has a ``Flaw``, and nothing of it may be saved.
"""

from django.utils.translation import gettext as _

from referenceledelse.core.files.tables.cells import (
    FORMULA,
    MOST_ROWS,
    Broken,
    Cell,
    Flaw,
    Formula,
    Table,
    Unreadable,
    as_csv,
    harmless,
    is_run,
    shown,
)
from referenceledelse.core.files.tables.csv_file import read_csv
from referenceledelse.core.files.tables.json_file import read_json
from referenceledelse.core.files.tables.xlsx_file import MOST_UNPACKED, read_xlsx

__all__ = [
    "FORMULA",
    "MOST_BYTES",
    "MOST_ROWS",
    "MOST_UNPACKED",
    "Broken",
    "Cell",
    "Flaw",
    "Formula",
    "Table",
    "Unreadable",
    "as_csv",
    "harmless",
    "is_run",
    "read_tables",
    "shown",
]

MOST_BYTES = 10 * 1024 * 1024
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ARCHIVE = b"PK\x03\x04"
LIST = (b"[", b"\xef\xbb\xbf[")


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
    if content.startswith(ARCHIVE):
        found = read_xlsx(content)
    else:
        read = read_json if content.lstrip()[:4].startswith(LIST) else read_csv
        found = [table for table in [read(content)] if table]
    if not found:
        raise Unreadable(_("Filen er tom. Vælg en anden."))
    return found
