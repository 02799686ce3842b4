"""``manage.py backup FOLDER``: a copy of the database while people work in it."""

import os
import sqlite3
import subprocess
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone


class Command(BaseCommand):
    help = "Copy the database into the folder, look the copy over, and keep the newest copies."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, default=30, help="how many copies, 30 by default")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 1:
            raise CommandError("Keep one copy at least.")
        try:
            target = _copy(options["folder"], options["keep"])
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{target} ({target.stat().st_size // 1024} kB)")


def _copy(folder: Path, keep: int) -> Path:
    """The new copy, under its name only once it is whole; what people confide is in it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy, end = COPIES[connection.vendor]
    target = folder / f"referenceledelse-{timezone.localtime():%Y-%m-%d-%H%M%S}.{end}"
    half = target.with_suffix(".half")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    try:
        copy(half)
        half.rename(target)
    finally:
        half.unlink(missing_ok=True)
    for old in sorted(folder.glob(f"referenceledelse-*.{end}"))[:-keep]:
        old.unlink()
    return target


def _sqlite(target: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with closing(sqlite3.connect(target)) as copied:
        said = copied.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise CommandError(f"The copy is not whole: {said}")


def _postgresql(target: Path) -> None:
    _run("pg_dump", "--format=custom", f"--file={target}")
    _run("pg_restore", "--list", str(target))


def _run(*command: str) -> None:
    """A program of PostgreSQL's own, told by the environment where the database is."""
    asked = connection.get_connection_params()
    told = {name: str(asked[key]) for name, key in PG.items() if asked.get(key)}
    try:
        done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise CommandError(f"{command[0]} is not installed.") from error
    if done.returncode:
        raise CommandError(done.stderr.decode(errors="replace").strip())


PG = {
    "PGDATABASE": "dbname",
    "PGUSER": "user",
    "PGPASSWORD": "password",
    "PGHOST": "host",
    "PGPORT": "port",
}
COPIES = {"sqlite": (_sqlite, "sqlite3"), "postgresql": (_postgresql, "dump")}
