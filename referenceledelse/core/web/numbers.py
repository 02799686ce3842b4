"""Numbers from outside: an address or a query may hold any, the database not."""

from django.urls.converters import IntConverter

# As long as the largest key that a database's big integer holds for sure.
DIGITS = 18


class KeyConverter(IntConverter):
    """A primary key in an address; a longer number is no page."""

    regex = f"[0-9]{{1,{DIGITS}}}"


def whole(text: str | None) -> int | None:
    """The whole number that the text spells in plain digits; nothing for anything else."""
    if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS:
        return int(text)
    return None
