"""Danish is the texts' own language; English is complete, and nothing in it is a guess."""

import os
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

ENGLISH = "locale/en/LC_MESSAGES/django.po"
APART = ("node_modules*", "tests*", "staticfiles*", "scripts*", "benchmarks*")
DATA = (
    "roles/catalogue.toml",
    "themes/defaults.toml",
    "dialogues/questions.toml",
    "dialogues/support.toml",
)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The English texts as ``make messages`` would leave them today, gathered in a copy."""
    if shutil.which("xgettext") is None:
        reason = "No xgettext here, so the texts cannot be gathered (install gettext)."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    copy = tmp_path_factory.mktemp("gathered") / "copy"
    shutil.copytree(settings.BASE_DIR, copy, ignore=shutil.ignore_patterns(".*", *APART))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(settings, "LOCALE_PATHS", [copy / "locale"])
        with suppress(CommandError):  # it has gathered when it says what lacks
            call_command("makemessages", locale=["en"], verbosity=0)
    return polib.pofile(str(copy / ENGLISH))


def test_every_text_has_its_english(gathered: polib.POFile) -> None:
    assert len(gathered) > 500
    assert [entry.msgid for entry in gathered.untranslated_entries()] == []


def test_no_english_text_is_a_guess(gathered: polib.POFile) -> None:
    assert [entry.msgid for entry in gathered.fuzzy_entries()] == []


def texts(value: Any) -> Iterator[tuple[str, Any, Any]]:
    """Each text in two languages: its name, the Danish and the English."""
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, text in value.items():
            if name.endswith("_da"):
                yield name, text, value[f"{name[:-3]}_en"]
            else:
                yield from texts(text)


@pytest.mark.parametrize("name", DATA)
def test_texts_that_are_data_are_in_both_languages(name: str) -> None:
    rows = list(texts(tomllib.loads((settings.BASE_DIR / Path(name)).read_text(encoding="utf-8"))))
    assert rows
    assert [row for row in rows if bool(row[1]) != bool(row[2])] == []
    lists = [row for row in rows if isinstance(row[1], list)]
    assert [row for row in lists if len(row[1]) != len(row[2])] == []
