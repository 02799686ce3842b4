"""Whether two rows can be the same person: pure answers about names, titles and places."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from referenceledelse.core.text.cleaning import one_line

WORDS = re.compile(r"[^\W\d_]+")
SPELT_ALIKE = 0.8


@dataclass(frozen=True)
class Known:
    """How a person is told apart where there is no id."""

    key: str
    name: str
    title: str
    place: str


def key_of_email(email: str) -> str:
    """The e-mail for comparison; cleaned here too, as old rows may not be."""
    return one_line(email).lower()


def words(name: str) -> list[str]:
    return WORDS.findall(name.casefold())


def may_be_same(one: str, other: str) -> bool:
    """Whether a person called the one can have come to be called the other.

    The first name is what stays: a surname changes with a marriage, and is shared with thousands.
    """
    a, b = words(one), words(other)
    if not a or not b:
        return a == b
    if a[0] in b or b[0] in a:
        return True
    is_near = SequenceMatcher(None, a[0], b[0]).ratio() >= SPELT_ALIKE
    return is_near and a[-1] == b[-1]


def is_longer(one: str, other: str) -> bool:
    """Whether one of the names is the other with names added, or the same."""
    a, b = set(words(one)), set(words(other))
    return a <= b or b <= a


def pairs(gone: Iterable[Known], come: Iterable[Known]) -> dict[str, str]:
    """Newcomers who may be a leaver: new key to old key, each at most once, best match first.

    They share the name, or the unit and either the title or the first name.
    """
    left = list(gone)
    by_name, by_place = _grouped(left, "name"), _grouped(left, "place")
    found = []
    for new in come:
        near = {old.key: old for old in by_name.get(_plain(new.name), ())}
        near |= {old.key: old for old in by_place.get(_plain(new.place), ()) if _is_near(old, new)}
        found += [(_likeness(old, new), new.key, old.key) for old in near.values()]
    taken: dict[str, str] = {}
    for _like, new, old in sorted(found, key=lambda row: (not row[0][0], -row[0][1], *row[1:])):
        if new not in taken and old not in taken.values():
            taken[new] = old
    return taken


def _grouped(people: Iterable[Known], field: str) -> Mapping[str, list[Known]]:
    groups: dict[str, list[Known]] = {}
    for person in people:
        if value := _plain(getattr(person, field)):
            groups.setdefault(value, []).append(person)
    return groups


def _is_near(old: Known, new: Known) -> bool:
    is_titled = bool(old.title) and _plain(old.title) == _plain(new.title)
    return is_titled or may_be_same(old.name, new.name)


def _likeness(old: Known, new: Known) -> tuple[bool, float]:
    ratio = SequenceMatcher(None, _plain(old.name), _plain(new.name)).ratio()
    return (may_be_same(old.name, new.name), ratio)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
