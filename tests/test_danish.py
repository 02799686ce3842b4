"""Danish that a colleague would write: what can be checked of it, over every text that ships."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import allauth
import django
import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

# The handbook is prose with a voice of its own; people read it instead.
DATA = (
    "roles/catalogue.toml",
    "themes/defaults.toml",
    "dialogues/questions.toml",
    "dialogues/support.toml",
)
MOST_WORDS = 25
# From so many words on a text is running text, and a date in it is said with its "den".
LEAST_RUNNING = 5

NOUNLESS = re.compile(
    r"^(Behold|Brug|Flyt|Gem|Giv|Luk|Læs|Ret|Se|Send|Slet|Slip|Sæt|Tag|Vis|Åbn) (den|det|dem)"
    r"(?= (an|fra|her|i|igen|med|ned|op|på|til|tilbage)\b|[.,:;!?]|$)"
)
RIDDLE = re.compile(r"\b(de|dem|den|det), (de|der|du|han|hun|I|man|nogen|som|vi)\b", re.I)
QUESTION = re.compile(r"^(Hvad|Hvem|Hvilke[nt]?|Hvor|Hvordan|Hvorfor|Hvornår)\b")
UNTIL = re.compile(r"(, (til|imens) |\bimens\b)(?!og med\b)", re.I)
HERE_IT_IS = re.compile(r"\bstår (det |de |den )?her\b|\bher står\b", re.I)
BARE_DAY = re.compile(
    r"(?<!den )%\((answered|day|deadline|due|end|last|since|until)\)s(?! kl\.)", re.I
)
TWO_ORDERS = re.compile(
    r"^[A-ZÆØÅ]\w+[^.?!:]*, (og|eller) "
    r"(bekræft|gem|godkend|gå|læs|ret|send|sig|slet|udsæt|vis)\b[^.?!]*$"
)
# What the house does not say, and what it says instead; docs/words.md tells what the words mean.
WORDS = {
    r"\b(dit|sit|eget|egne|jeres|hinandens) syn\b": "vurdering",
    r"\btalt (om|igennem)\b|\boppe i en samtale\b": "drøftet, gennemgået",
    r"\båbn\w* for hinanden\b|\bindsend": "sende sin refleksion, læse hinandens",
    r"\b(tag|tage|tager|taget) (den|det) mundtligt\b": "svare mundtligt",
    r"\b(jeres|deres) eget\b|\bkun jeres\b|\bbliver (mellem|hos) (jer|de) to\b": "who can read it",
    r"\bklaret?\b|\bklarede\b": "løst, gjort, færdig",
    r"\bpå ny\b(?! (e-mail|plads))": "igen",
    r"\baf sig selv\b": "automatisk",
    r"\bbliver? stående\b": "bliver gemt, bliver ikke ændret",
    r"\bhent\w*( \w+)? ind\b": "indlæse",
    r"\bparkér|\bparkere": "udsætte",
    r"\brejst? (den|det|dem|for|punktet)\b": "sætte på dagsordenen",
    r"\bpassword|\bemail(?!\)s)|\bmailadresse": "adgangskode, e-mail",
    r"\brediger|\bprint\b": "ret, udskriv",
    r"\boptaget i basis\b|\bklar til basis\b|\bskaleret\b": "i drift, udbredt",
    r"\bsidst nyt\b|\btilstand\b|\bdækning\b|\bfigurer\b": "seneste nyt, status, fremdrift",
    r"\b(på|af) kortet\b": "på listen, fra listen",
    r"\bbemærkning": "kommentar, note",
    r"\bafløseren?\b|\boverdragelsesnote": "efterfølger, note til efterfølgeren",
    r"\bfor eksempel\b.": "fx",
    r"[»«\"]": "“ ”",
}


@cache
def shipped() -> dict[str, str]:
    """Every Danish text that ships, and where it stands."""
    found: dict[str, str] = {}
    for entry in polib.pofile(str(settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po")):
        for text in filter(None, (entry.msgid, entry.msgid_plural)):
            found[text] = " ".join(place for place, _line in entry.occurrences)
    for name in DATA:
        rows = tomllib.loads((settings.BASE_DIR / name).read_text(encoding="utf-8"))
        found |= dict.fromkeys(_danish(rows), name)
    return found


def _danish(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _danish(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _danish(one, name)
    elif name.endswith("_da") and value:
        yield value


def sentences(text: str) -> list[str]:
    """The text's sentences; a line of a list is one, and so is what a colon announces."""
    parts = re.split(r"(?<=[.!?:;])\s+|\n+", re.sub(r"(?<=\bkl)\.", "", text))
    return [part for part in parts if part]


def words(text: str) -> int:
    return len([word for word in text.split() if re.search(r"\w", word)])


def hangs_on_a_pronoun(text: str) -> bool:
    """A button or a hint that says the verb and leaves out the noun."""
    return bool(NOUNLESS.search(text))


def asks_two_riddles(text: str) -> bool:
    """More than one "den, der" or "det, du" in a sentence."""
    return any(len(RIDDLE.findall(one)) > 1 for one in sentences(text))


def asks_without_a_mark(text: str) -> bool:
    """A question without its mark; a field is a noun, and a lead a whole sentence."""
    return any(QUESTION.match(one) and not one.endswith(("?", ":")) for one in sentences(text))


def says_until_in_short(text: str) -> bool:
    """ "Til" and "imens" where Danish says "indtil" and "i mellemtiden"."""
    return bool(UNTIL.search(text))


def ends_in_here(text: str) -> bool:
    """ "… står det her": say what the page shows, and the reader first."""
    return bool(HERE_IT_IS.search(text))


def names_a_bare_day(text: str) -> bool:
    """A date in running text has its "den"."""
    return words(text) >= LEAST_RUNNING and bool(BARE_DAY.search(text))


def orders_twice(text: str) -> bool:
    """No comma between the two orders of one button."""
    return bool(TWO_ORDERS.match(text))


def goes_on_too_long(text: str) -> bool:
    return any(words(one) > MOST_WORDS for one in sentences(text))


# Each rule with the texts that break it for a reason.
RULES: dict[Callable[[str], bool], dict[str, str]] = {
    hangs_on_a_pronoun: {},
    asks_two_riddles: {},
    asks_without_a_mark: {},
    says_until_in_short: {},
    ends_in_here: {
        "Din tekst står her stadig. Prøv igen om lidt.": "the text is what matters, and it is here",
        "Din tekst står her stadig. Kopiér teksten, før du lukker siden.": "likewise",
    },
    names_a_bare_day: {
        "Det er regnearkets tal for %(day)s. Vis kolonnen som dato, og gem filen igen.": (
            "the date is in figures, as in the file"
        ),
    },
    orders_twice: {},
    goes_on_too_long: {},
}


def broken(rule: Callable[[str], bool]) -> dict[str, str]:
    return {text: place for text, place in shipped().items() if rule(text)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_text_breaks_the_rule(rule: Callable[[str], bool]) -> None:
    left = broken(rule)
    assert {text: left[text] for text in left.keys() - RULES[rule].keys()} == {}


def test_every_exception_is_still_one() -> None:
    assert [text for rule, texts in RULES.items() for text in texts.keys() - broken(rule)] == []


@pytest.mark.parametrize("word", WORDS, ids=WORDS.get)
def test_one_word_is_said_for_one_thing(word: str) -> None:
    said = {text for text in shipped() if re.search(word, text, re.I)}
    assert said == set()


def test_our_words_for_account_pages_answer_to_texts_that_are_asked_for() -> None:
    """A library that changes its English would have our Danish left out in silence."""
    homes = (Path(allauth.__file__).parent, Path(django.__file__).parent / "conf")
    theirs = [polib.pofile(str(home / "locale/da/LC_MESSAGES/django.po")) for home in homes]
    known = {entry.msgid for catalogue in theirs for entry in catalogue}
    ours = polib.pofile(str(settings.BASE_DIR / "locale/da/LC_MESSAGES/django.po"))
    assert {entry.msgid for entry in ours} - known == set()


@pytest.mark.parametrize(
    ("language", "told"),
    [("da", "mandag den 7. december 2026 kl. 9.00"), ("en", "Monday 7 December 2026 09:00")],
)
def test_day_and_hour_are_told_as_one_says_them(language: str, told: str) -> None:
    with translation.override(language):
        assert date_format(datetime(2026, 12, 7, 9), "WEEKDAY_MOMENT_FORMAT") == told
