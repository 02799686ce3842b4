"""What a newcomer meets first: the papers tell all, and translations compile without gettext."""

import json
import os
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from referenceledelse.management.commands.compile_locale import compile_if_stale

ROOT: Path = settings.BASE_DIR


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def chosen_packages() -> set[str]:
    files = [*ROOT.glob("requirements*.in")]
    lines = [line for file in files for line in file.read_text().splitlines()]
    names = {re.match(r"[\w-]+", line)[0] for line in lines if re.match(r"\w", line)}
    package = json.loads(read("package.json"))
    return names | set(package["dependencies"]) | set(package["devDependencies"])


def test_every_dependency_says_why_it_is_there() -> None:
    told = set(re.findall(r"^\| ([\w-]+) \| \S", read("docs/dependencies.md"), re.MULTILINE))
    assert told - {"package", "---"} == chosen_packages()


def test_every_setting_from_the_environment_is_told() -> None:
    asked = set(re.findall(r'env(?:\.\w+)?\(\s*"(\w+)"', read("referenceledelse/settings.py")))
    told = set(re.findall(r"^\| `(\w+)`", read("docs/settings.md"), re.MULTILINE))
    assert told == asked


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for file in ROOT.glob("requirements*.txt"):
        requirements = file.read_text().replace("\\\n", "").splitlines()
        assert all(re.match(r"[\w.-]+(\[.*\])?==\S+ .*--hash=sha256:", r) for r in requirements)
        assert "://" not in file.read_text()
    assert "resolved" not in read("package-lock.json")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    file.append(polib.POEntry(msgid="Gem", msgstr="Save"))
    file.append(polib.POEntry(msgid="Slet", msgstr="Delete?", flags=["fuzzy"]))
    path = tmp_path / "django.po"
    file.save(str(path))
    return path


def test_a_translation_is_compiled_when_it_is_newer(source: Path) -> None:
    assert compile_if_stale(source)
    compiled = polib.mofile(str(source.with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {"Gem": "Save"}
    assert not compile_if_stale(source)
    later = source.stat().st_mtime + 60
    os.utime(source, (later, later))
    assert compile_if_stale(source)
