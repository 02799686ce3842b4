"""The nightly copy of the database: whole, for its owner alone, and only so many of them."""

import sqlite3
import subprocess
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from roles.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def copies(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def people_in(copy: Path) -> int:
    if copy.suffix == ".dump":
        command = ["pg_restore", "--data-only", "--table=roles_user", "--file=-", str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return done.stdout.count("@example.org")
    with closing(sqlite3.connect(copy)) as rows:
        return rows.execute("SELECT count(*) FROM roles_user").fetchone()[0]


def test_a_copy_holds_all_and_nobody_else_reads_it(cast: Cast, tmp_path: Path) -> None:
    out = StringIO()
    call_command("backup", tmp_path / "copies", stdout=out)
    (copy,) = copies(tmp_path / "copies")
    assert str(copy) in out.getvalue()
    assert people_in(copy) == User.objects.count()
    assert (copy.stat().st_mode & 0o77, copy.parent.stat().st_mode & 0o77) == (0, 0)


def test_only_the_newest_copies_stay(cast: Cast, tmp_path: Path) -> None:
    end = "dump" if connection.vendor == "postgresql" else "sqlite3"
    old = [tmp_path / f"referenceledelse-2026-01-0{day}-023000.{end}" for day in (1, 2, 3)]
    for path in (*old, tmp_path / "letter.txt"):
        path.touch()
    call_command("backup", tmp_path, keep=2, stdout=StringIO())
    kept = copies(tmp_path)
    assert len(kept) == 3
    assert {old[2], tmp_path / "letter.txt"} < {*kept}


def test_a_folder_that_cannot_be_written_is_told(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="File exists"):
        call_command("backup", tmp_path / "file", stdout=StringIO())
