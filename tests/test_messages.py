"""What ``make messages`` leaves: no guess, and a list of what lacks English."""

import os
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The translations of a project of its own, which says two things and knows one of them."""
    if shutil.which("xgettext") is None:
        reason = "No xgettext here, so the texts cannot be gathered (install gettext)."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    path = tmp_path / "locale/en/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'{HEAD}msgid "Gem det halve"\nmsgstr "Save half"\n', encoding="utf-8")
    (tmp_path / "pages.py").write_text("""_("Gem det halve")\n_("Gem det hele")\n""")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path / "locale"])
    return path


def gathered(path: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if not entry.fuzzy}


def test_new_text_is_listed_and_not_guessed(english: Path) -> None:
    with pytest.raises(CommandError, match=r"en: 'Gem det hele' \(pages\.py\)") as told:
        call_command("makemessages", locale=["en"], add_location="file", verbosity=0)
    assert "halve" not in str(told.value)
    assert gathered(english) == {"Gem det halve": "Save half", "Gem det hele": ""}


def test_nothing_is_said_where_nothing_lacks(english: Path) -> None:
    with english.open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Gem det hele"\nmsgstr "Save it all"\n')
    call_command("makemessages", locale=["en"], verbosity=0)
    assert gathered(english) == {"Gem det halve": "Save half", "Gem det hele": "Save it all"}


def test_guess_of_another_tool_lacks_its_english(english: Path) -> None:
    with english.open("a", encoding="utf-8") as file:
        file.write('\n#, fuzzy\nmsgid "Gem det hele"\nmsgstr "Save half"\n')
    with pytest.raises(CommandError, match="en: 'Gem det hele'"):
        call_command("makemessages", locale=["en"], verbosity=0)
