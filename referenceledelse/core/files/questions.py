"""What an import cannot know and must not guess: it asks, and stops until there is an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referenceledelse.core.text.cleaning import one_line
from referenceledelse.core.text.paths import STEP, STEPS

# Keys of questions, and whether the two are the same.
type Answers = Mapping[str, bool]


@dataclass(frozen=True)
class FileQuestion:
    """Whether two are the same. ``key`` names them in a command and in the page's form."""

    key: str
    text: str
    same: str
    different: str
    is_same: bool | None = None


def key_of(*names: str) -> str:
    """The question's key: two names that may be one, or an e-mail with perhaps a new owner.

    Made of what a person types in a command too, so case and spaces tell none apart.
    """
    return "=".join(_plain(name) for name in "=".join(names).split("="))


def answers(same: Iterable[str], different: Iterable[str]) -> Answers:
    return {key_of(key): True for key in same} | {key_of(key): False for key in different}


def said_same(given: Answers) -> dict[str, str]:
    """The pairs answered as the same: the old name by the new one."""
    pairs = [key.split("=", 1) for key, is_same in given.items() if is_same and "=" in key]
    return {new: old for old, new in pairs}


def _plain(name: str) -> str:
    return STEPS.sub(STEP, one_line(name)).casefold()
