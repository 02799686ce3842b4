"""A JSON file as we export one: a list of rows, each with the same names."""

import json
from typing import Any

from django.utils.translation import gettext as _

from referenceledelse.core.files.tables.cells import (
    Cell,
    Flaw,
    Table,
    Unreadable,
    counted,
    heading,
    shown,
)

type Pairs = list[tuple[str, Any]]


def read_json(content: bytes) -> Table | None:
    """The table; the names of the first row are the heading, which counts as row 1."""
    broken = _("Filen kan ikke læses som JSON. Den skal være en liste af rækker.")
    try:
        rows = json.loads(content.decode("utf-8-sig"), object_pairs_hook=list)
    except ValueError as error:
        raise Unreadable(broken) from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Unreadable(broken)
    if not rows:
        return None
    if not all(isinstance(pair, tuple) for row in rows for pair in row):
        raise Unreadable(broken)
    return _table(rows)


def _table(rows: list[Pairs]) -> Table:
    names = [name for name, _value in rows[0]]
    table = Table("", 1, heading(names), [])
    numbered = ((n, [_cell(value) for _name, value in row]) for n, row in enumerate(rows, 2))
    for (number, cells), row in zip(counted(numbered), filter(_is_filled, rows), strict=True):
        keys = [name for name, _value in row]
        if sorted(keys) != sorted(names):
            odd = next(iter({*keys} ^ {*names}), keys[0])
            text = _("Rækken har ikke de samme navne som den første.")
            table.flaws.append(Flaw(number, len(names), odd, text))
        else:
            found = dict(zip(keys, cells, strict=True))
            table.rows.append((number, [found[name] for name in names]))
    return table


def _is_filled(row: Pairs) -> bool:
    return any(_cell(value) for _name, value in row)


def _cell(value: Any) -> Cell:
    if isinstance(value, list | dict):
        raise Unreadable(_("Filen kan ikke læses som JSON. Den skal være en liste af rækker."))
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return shown(value).strip()
