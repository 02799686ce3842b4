"""The empty database, made once and copied for each run of ``make test``.

What the migrations made last time is kept for this checkout and stands as long as what it was made
from: its name bears a digest of that. Each run, and each worker of a run, has a copy of its own.
One makes it while the others wait, so two runs that begin at once may not meet half of it.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]
IMPORTS = re.compile(
    r"^(?:from|import) ((?:referenceledelse|dialogues|themes|roles)\b[\w.]*)", re.M
)


def begin() -> None:
    """Let Django begin with a copy from now on, and make the database only where none is kept."""
    make = connection.creation.create_test_db

    def create_test_db(*args: Any, **kwargs: Any) -> str:
        with alone():
            if not _stands():
                made = make(*args, **kwargs)
                _keep()
                return made
            _copy()
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = _name()
        return _name()

    connection.creation.create_test_db = create_test_db


def made_of(root: Path = ROOT) -> list[Path]:
    """The migrations, what of ours they import, and the versions of what is not ours."""
    migrations = sorted(root.glob("*/migrations/*.py"))
    imported = {name for path in migrations for name in IMPORTS.findall(path.read_text("utf-8"))}
    modules = [root / f"{name.replace('.', '/')}.py" for name in sorted(imported)]
    return [path for path in [*migrations, *modules, root / "requirements.txt"] if path.is_file()]


def stamp(root: Path = ROOT) -> str:
    """Twelve letters for what the empty database is made of."""
    told = hashlib.sha256()
    for path in made_of(root):
        told.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return told.hexdigest()[:12]


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other run of this checkout makes or copies the kept database."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _stands() -> bool:
    if connection.vendor == "sqlite":
        return _file().exists()
    return bool(_ask("SELECT datname FROM pg_database WHERE datname = %s", [_row()]))


def _copy() -> None:
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):  # what a run that was killed left under the same number
            Path(f"{_name()}{end}").unlink(missing_ok=True)
        shutil.copyfile(_file(), _name())
    else:
        _ask(f'DROP DATABASE IF EXISTS "{_name()}" WITH (FORCE)')
        _ask(f'CREATE DATABASE "{_name()}" TEMPLATE "{_row()}"')


def _keep() -> None:
    """Keep what was just made, while no test has written in it, in place of what was kept."""
    if connection.vendor == "sqlite":
        for old in ROOT.glob(".kept-*.sqlite3"):
            old.unlink()
        half = _file().with_suffix(".half.sqlite3")
        half.unlink(missing_ok=True)
        connection.cursor().execute("VACUUM INTO %s", [str(half)])
        half.rename(_file())
    else:
        connection.close()
        like = f"{_rows()}%".replace("_", r"\_")
        for (old,) in _ask("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]):
            _ask(f'DROP DATABASE "{old}" WITH (FORCE)')
        _ask(f'CREATE DATABASE "{_row()}" TEMPLATE "{_name()}"')


def _name() -> str:
    return str(settings.DATABASES["default"]["TEST"]["NAME"])


def _file() -> Path:
    return ROOT / f".kept-{stamp()}.sqlite3"


def _rows() -> str:
    """How all that this checkout keeps in a shared PostgreSQL is called; others have their own."""
    return f"kept_referenceledelse_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}_"


def _row() -> str:
    return f"{_rows()}{stamp()}"


def _ask(sql: str, values: list[str] | None = None) -> list[tuple[str]]:
    """Run it beside all databases, since PostgreSQL makes and drops none from within; its rows."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []
