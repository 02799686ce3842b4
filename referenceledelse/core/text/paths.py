"""A unit named with all above it, "A > B > C", since two units may be called the same."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from referenceledelse.core.text.cleaning import one_line

STEP = " > "
STEPS = re.compile(r"\s*[>›]\s*")
# Deeper than any municipality; a page draws each level inside the one above it.
MOST_LEVELS = 20
LONGEST_NAME = 200
# One of several paths: in quotation marks where its names hold what stands between paths.
PIECE = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[;\n|]|$)|([^;\n|]*))(?:[;\n|]|$)')
BETWEEN = re.compile(r'[;|]|^"')


def path_of(text: str) -> str:
    """The path with its spaces folded; raises ``ValueError`` with what is wrong with it."""
    words = one_line(text)
    names = STEPS.split(words) if words else []
    if not all(names):
        raise ValueError(_("Der mangler et navn mellem to “>”."))
    if any(len(name) > LONGEST_NAME for name in names):
        raise ValueError(_("Navnet på en enhed har plads til 200 tegn."))
    if len(names) > MOST_LEVELS:
        raise ValueError(told_too_deep())
    return STEP.join(names)


def told_too_deep() -> str:
    return _("Enheden ligger for dybt. Der er plads til %(most)s niveauer.") % {"most": MOST_LEVELS}


def refuse_step(name: str) -> None:
    """Raise ``ValueError`` where a unit's name holds the sign that stands between two units."""
    if STEPS.search(name):
        raise ValueError(
            _("Navnet må ikke indeholde “>” eller “›”, som skiller enhederne ad i en fil.")
        )


def split_paths(text: str) -> list[str]:
    """The pieces of a cell with several paths, each once: after a semicolon or on its own line."""
    found = []
    for match in PIECE.finditer(text):
        quoted, plain = match.groups()
        found.append(plain if quoted is None else quoted.replace('""', '"'))
    return [piece for piece in dict.fromkeys(one.strip() for one in found) if piece]


def joined_paths(paths: Iterable[str]) -> str:
    """Several paths as ``split_paths`` reads them."""
    told = (f'"{p.replace('"', '""')}"' if BETWEEN.search(p) else p for p in sorted(paths))
    return "; ".join(told)
