"""Searching in text as people type it, alike on both databases."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from referenceledelse.core.text.cleaning import clean

MOST_WORDS = 8
# One letter, two spellings: who writes "aeldre" means "ældre".
LETTERS = {
    spelling: f"([{letter}{letter.upper()}]|{pair})"
    for letter, pair in (("æ", "ae"), ("ø", "oe"), ("å", "aa"))
    for spelling in (letter, pair)
}
PIECES = re.compile("ae|oe|aa|.", re.DOTALL)


def containing(text: str, *fields: str) -> Q:
    """Rows where each word of the text stands in one of the fields, in upper or lower case.

    A regular expression, since SQLite's LIKE knows no other letters than the English.
    """
    found = Q()
    for word in clean(text).split()[:MOST_WORDS]:
        pattern = word_pattern(word)
        found &= reduce(or_, (Q(**{f"{field}__iregex": pattern}) for field in fields))
    return found


def word_pattern(word: str) -> str:
    """The word as a regular expression that both databases read the same way."""
    return "".join(LETTERS.get(piece) or _letter(piece) for piece in PIECES.findall(word.lower()))


def _letter(letter: str) -> str:
    """One letter in both cases; PostgreSQL folds é only where its locale does."""
    upper = letter.upper()
    if letter.isascii() or len(upper) != 1 or upper == letter:
        return re.escape(letter)
    return f"[{letter}{upper}]"
