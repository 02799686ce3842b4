"""Finding words in Danish text, whatever form they are written in.

PostgreSQL keeps each word's stem and the word itself in an index, so that half a word finds it
while it is being typed; SQLite finds the word's stem as a part of the text. On both, "aeldre"
finds "ældre", the beginning of a word finds it, and every word that is asked for must be there.

Filters of lists use ``containing``: the words as typed, anywhere in the text.
"""

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import snowballstemmer
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, Case, Func, Q, QuerySet, TextField, Value, When

from referenceledelse.core.text.cleaning import clean
from referenceledelse.core.text.order import alphabetical

MOST_WORDS = 8
# One letter, two spellings: who writes "aeldre" means "ældre".
SPELLINGS = {
    spelling: f"([{letter}{letter.upper()}]|{pair})"
    for letter, pair in (("æ", "ae"), ("ø", "oe"), ("å", "aa"))
    for spelling in (letter, pair)
}
PIECES = re.compile("ae|oe|aa|.", re.DOTALL)
LONGEST = 40
WORD = re.compile(r"\w+")
# What both sides of a comparison are brought to: one letter for each sound.
FOLDS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
# PostgreSQL reads "covid-19", "2.0", "kommune.dk" and "<b>" as a word with a number below zero, a
# number, a host and no word at all; its lower() knows Æ and É only in some locales.
CAPITALS = "ÆØÅÀÁÂÃÄÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ"
SIGNS = "-./@+:<>&"
LETTERS = (CAPITALS + SIGNS, CAPITALS.lower() + " " * len(SIGNS))
# What may be missing of an ending while it is typed: "ensomh", "ensomhe", "skolern".
ENDINGS = ("", "e", "d", "ed")
SHORTEST_STEM = 3
DICTIONARIES = ("danish", "simple")
AROUND = 90

_stemmer = snowballstemmer.stemmer("danish")


class Document(Func):
    """The fields' words, as the index of the migration holds them."""

    function = "to_tsvector"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template=_vector("%(expressions)s"), **context)


def document_sql(columns: Iterable[str]) -> str:
    """SQL of the same words, for the index."""
    return _vector(Document.arg_joiner.join(columns))


def _vector(text: str) -> str:
    folded = _folded(text)
    return f"({' || '.join(f"to_tsvector('{name}', {folded})" for name in DICTIONARIES)})"


def _folded(text: str) -> str:
    """SQL that brings text to small letters and one spelling."""
    sql = f"translate(lower({text}), '{LETTERS[0]}', '{LETTERS[1]}')"
    for pair, letter in FOLDS:
        sql = f"replace({sql}, '{pair}', '{letter}')"
    return sql


class Holds(Func):
    """Whether a document holds what a query asks for."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


class WordQuery(Func):
    """One dictionary's ``to_tsquery``; ``words`` removed its syntax."""

    template = "to_tsquery('%(dictionary)s', %(expressions)s)"
    output_field = TextField()


def words(text: str) -> list[str]:
    """The words of what someone typed, without signs and no longer than words are."""
    return [word[:LONGEST] for word in WORD.findall(clean(text).lower())[:MOST_WORDS]]


def find(rows: QuerySet, text: str, *fields: str) -> QuerySet:
    """The rows whose fields hold every word, those with the words in the first field foremost."""
    asked = words(text)
    if not asked:
        return rows.none()
    if connection.vendor == "postgresql":
        rows = rows.filter(Holds(Document(*fields), _query(asked)))
    else:
        rows = rows.filter(containing(" ".join(stems(asked)), *fields))
    in_title = Case(When(_starts(asked, fields[0]), then=Value(0)), default=Value(1))
    return rows.order_by(in_title, alphabetical(fields[0]), "pk")


def _query(asked: list[str]) -> Func:
    """Every word, as a stem or as it was typed, and perhaps only begun."""
    return _joined("&&", *map(_word, asked))


def _word(word: str) -> Func:
    """The word as each dictionary reads it, and its stem as the beginning of another form."""
    begun, stem = Value(f"{_fold(word)}:*"), Value(f"{_stem(word)}:*")
    ways = [WordQuery(begun, dictionary=name) for name in DICTIONARIES]
    return _joined("||", *ways, WordQuery(stem, dictionary="simple"))


def _joined(sign: str, *parts: Func) -> Func:
    form = {"template": "(%(expressions)s)", "arg_joiner": f" {sign} "}
    return Func(*parts, output_field=TextField(), **form)


def _fold(word: str) -> str:
    for pair, letter in FOLDS:
        word = word.replace(pair, letter)
    return word


def _starts(asked: list[str], field: str) -> Q:
    return containing(" ".join(stems(asked)), field)


def stems(asked: list[str]) -> list[str]:
    """The words without their endings: "ensomme" and "ensomt" become "ensom"."""
    return [_stem(word) for word in asked]


@lru_cache(maxsize=1024)
def _stem(word: str) -> str:
    """The shortest beginning of the word that is its stem, also where its ending is only begun."""
    typed = _fold(word)
    found = (_stemmer.stemWord(typed + ending) for ending in ENDINGS)
    begun = (stem for stem in found if len(stem) >= SHORTEST_STEM and typed.startswith(stem))
    return min(begun, key=len, default=_stemmer.stemWord(typed))


def excerpt(text: str, typed: str) -> list[tuple[str, bool]]:
    """What stands around the first word that was found, in pieces: text, and whether it is one.

    Nothing where the text holds none of the words.
    """
    patterns = [word_pattern(stem) for stem in stems(words(typed)) if stem]
    if not patterns:
        return []
    found = re.compile(rf"\b(?:{'|'.join(patterns)})\w*", re.IGNORECASE)
    flat = " ".join(text.split())
    first = found.search(flat)
    if not first:
        return []
    start = max(0, first.start() - AROUND)
    end = min(len(flat), first.end() + AROUND)
    pieces = [("…", False)] if start else []
    place = start
    for match in found.finditer(flat, start, end):
        pieces += [(flat[place : match.start()], False), (match[0], True)]
        place = match.end()
    pieces.append((flat[place:end] + ("…" if end < len(flat) else ""), False))
    return [piece for piece in pieces if piece[0]]


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
    return "".join(SPELLINGS.get(piece) or _letter(piece) for piece in PIECES.findall(word.lower()))


def _letter(letter: str) -> str:
    """One letter in both cases; PostgreSQL folds é only where its locale does."""
    upper = letter.upper()
    if letter.isascii() or len(upper) != 1 or upper == letter:
        return re.escape(letter)
    return f"[{letter}{upper}]"
