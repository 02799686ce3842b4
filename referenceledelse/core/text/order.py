"""Names in the order that a Danish reader looks for them, on both databases and in Python.

Case counts for nothing, É stands with E, Æ Ø Å come last, and Aa is Å. PostgreSQL has the order
from ICU; SQLite knows only the codes of letters, so it asks ``danish_key`` for each row. Both are
asked for where rows are ordered, so no tool that opens the database needs to know them.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from django.db.models import F, Func, TextField

COLLATION = "da-x-icu"
FUNCTION = "danish_key"
# Signs come before digits, in the order that ICU has them; what stands in no list, after these.
SIGNS = " _-–—,;:!?.'’\"“”()[]{}@*/\\&#%+<=>|~$"
AFTER_SIGNS = "/"
# Letters that Danish sorts unlike their shape; "{", "|" and "}" sort after "z".
LETTERS = {
    "æ": "{", "ä": "{", "ø": "|", "ö": "|", "ő": "|", "å": "}",
    "ü": "y", "ű": "y", "ð": "d", "đ": "d", "ł": "l", "þ": "th", "ß": "ss", "œ": "oe",
}  # fmt: skip
_PLACES = {sign: chr(2 + place) for place, sign in enumerate(SIGNS)}
_END = "\x01"
KNOWN = 50_000


class Alphabetical(Func):
    """A field's text in Danish order, for ``order_by`` and ``Meta.ordering``."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, function=FUNCTION, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = f'(%(expressions)s) COLLATE "{COLLATION}"'
        return super().as_sql(compiler, connection, template=template, **context)


def alphabetical(name: str) -> Any:
    """The order of the named field; a minus before it turns the order."""
    expression = Alphabetical(F(name.removeprefix("-")))
    return expression.desc() if name.startswith("-") else expression.asc()


@lru_cache(maxsize=KNOWN)
def danish_key(text: str | None) -> str | None:
    """What a text is placed by: first its letters, then their accents, then their case."""
    if text is None:
        return None
    small = unicodedata.normalize("NFC", text).lower()
    places = "".join(_place(letter) for letter in small.replace("aa", "å"))
    return f"{places}{_END}{small}{_END}{text}"


@lru_cache(maxsize=1_000)
def _place(letter: str) -> str:
    if known := LETTERS.get(letter) or _PLACES.get(letter):
        return known
    if not letter.isalnum():
        return AFTER_SIGNS
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)) or letter


def teach_danish(connection: Any, **_kwargs: Any) -> None:
    """Give a new connection to SQLite the function that it orders by."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, danish_key, deterministic=True)
