"""Finding words in Danish text, whatever form they are written in.

PostgreSQL stems with its Danish dictionary and an index; SQLite finds the word's stem as a part of
the text. On both, "aeldre" finds "ældre", the beginning of a word finds the word, and every word
that is asked for must be there.
"""

import re
from typing import Any

import snowballstemmer
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, Case, Func, Q, QuerySet, TextField, Value, When

from referenceledelse.search import MOST_WORDS, containing, word_pattern

LONGEST = 40
WORD = re.compile(r"\w+")
# What both sides of a comparison are brought to: one letter for each sound.
FOLDS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
AROUND = 90

_stemmer = snowballstemmer.stemmer("danish")


class Document(Func):
    """The fields' words, as the index of the migration holds them."""

    function = "to_tsvector"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = f"to_tsvector('danish', {folded_sql('%(expressions)s')})"
        return super().as_sql(compiler, connection, template=template, **context)


def folded_sql(text: str) -> str:
    """SQL that brings text to small letters and one spelling."""
    sql = f"lower({text})"
    for pair, letter in FOLDS:
        sql = f"replace({sql}, '{pair}', '{letter}')"
    return sql


class Holds(Func):
    """Whether a document holds what a query asks for."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


class Asked(Func):
    """A query of PostgreSQL's, from words that are already clean."""

    template = "to_tsquery('danish', %(expressions)s)"
    output_field = TextField()


def words(text: str) -> list[str]:
    """The words of what someone typed, without signs and no longer than words are."""
    return [word[:LONGEST] for word in WORD.findall(text.lower())[:MOST_WORDS]]


def find(rows: QuerySet, text: str, *fields: str) -> QuerySet:
    """The rows whose fields hold every word, those with the words in the first field foremost."""
    asked = words(text)
    if not asked:
        return rows.none()
    if connection.vendor == "postgresql":
        rows = rows.filter(Holds(Document(*fields), Asked(Value(_query(asked)))))
    else:
        rows = rows.filter(containing(" ".join(stems(asked)), *fields))
    in_title = Case(When(_starts(asked, fields[0]), then=Value(0)), default=Value(1))
    return rows.order_by(in_title, fields[0], "pk")


def _query(asked: list[str]) -> str:
    return " & ".join(f"{_fold(word)}:*" for word in asked)


def _fold(word: str) -> str:
    for pair, letter in FOLDS:
        word = word.replace(pair, letter)
    return word


def _starts(asked: list[str], field: str) -> Q:
    return containing(" ".join(stems(asked)), field)


def stems(asked: list[str]) -> list[str]:
    """The words without their endings: "ensomme" and "ensomt" become "ensom"."""
    return [_stemmer.stemWord(_fold(word)) for word in asked]


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
