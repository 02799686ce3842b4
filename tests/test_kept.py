"""The database that ``make test`` begins with is made anew when what it is made of changes."""

import fcntl
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests import kept

MIGRATION = "import referenceledelse.core.text.order\nfrom themes.models.running import x\n"
MADE_OF = {
    "requirements.txt": "django==6.1\n",
    "themes/migrations/0001_initial.py": MIGRATION,
    "referenceledelse/core/text/order.py": "NAME = 'dansk'\n",
    "themes/models/running.py": "x = 1\n",
}
BESIDE = {"themes/models/theme.py": "y = 1\n", "README.md": "# Read me\n"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in (MADE_OF | BESIDE).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", MADE_OF)
def test_stamp_follows_what_the_database_is_made_of(house: Path, name: str) -> None:
    before = kept.stamp(house)
    (house / name).write_text(MADE_OF[name] + "# changed\n")
    assert kept.stamp(house) != before


def test_stamp_follows_a_migration_that_is_new_or_gone(house: Path) -> None:
    before, new = kept.stamp(house), house / "roles/migrations/0001_initial.py"
    new.parent.mkdir(parents=True)
    new.write_text("")
    assert kept.stamp(house) != before
    new.unlink()
    assert kept.stamp(house) == before


@pytest.mark.parametrize("name", BESIDE)
def test_stamp_stands_while_something_else_changes(house: Path, name: str) -> None:
    before = kept.stamp(house)
    (house / name).write_text(BESIDE[name] + "# changed\n")
    assert kept.stamp(house) == before


def test_stamp_of_this_house_reads_what_its_migrations_import() -> None:
    names = {str(path.relative_to(kept.ROOT)) for path in kept.made_of()}
    assert {"requirements.txt", "referenceledelse/core/db/constraints.py"} <= names


@pytest.mark.django_db
def test_database_that_was_copied_has_all_that_the_migrations_make() -> None:
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert "kept" not in str(connection.settings_dict["NAME"])


def test_no_other_run_has_its_turn_while_one_makes_or_copies() -> None:
    folder = os.open(kept.ROOT, os.O_RDONLY)
    with kept.alone(), pytest.raises(BlockingIOError):
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)
