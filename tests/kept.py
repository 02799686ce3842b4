"""The empty database, made once and copied for each run: ``make test FILE=tests/test_days.py``.

A run with ``--kept`` begins with a copy of what the migrations made last time, and is rid of it at
its end. The copy bears a stamp of the migrations and the shipped data, so it is made anew when they
change; what came after it is migrated on top.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]
MADE_OF = ("*/migrations/*.py", "*/data/**/*", "requirements.txt")


def stamp() -> str:
    """Sixteen letters for what the empty database is made of."""
    made_of = sorted(path for shape in MADE_OF for path in ROOT.glob(shape) if path.is_file())
    told = hashlib.sha256()
    for path in made_of:
        told.update(path.name.encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def bring() -> None:
    """Put the kept database where this run's is expected, if there is one."""
    if connection.vendor == "sqlite":
        if _file().exists():
            shutil.copyfile(_file(), _name())
    else:
        _ask(f'DROP DATABASE IF EXISTS "{_name()}" WITH (FORCE)')
        if _has(_row()):
            _ask(f'CREATE DATABASE "{_name()}" TEMPLATE "{_row()}"')


def keep() -> None:
    """Keep this run's database for the next, while no test has written in it."""
    if connection.vendor == "sqlite":
        if not _file().exists():
            half = _file().with_suffix(f".{Path(_name()).stem}")
            connection.cursor().execute("VACUUM INTO %s", [str(half)])
            half.rename(_file())
    elif not _has(_row()):
        connection.close()
        _ask(f'CREATE DATABASE "{_row()}" TEMPLATE "{_name()}"')


def drop() -> None:
    """Be rid of this run's copy."""
    connection.close()
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(f"{_name()}{end}").unlink(missing_ok=True)
    else:
        _ask(f'DROP DATABASE IF EXISTS "{_name()}" WITH (FORCE)')


def _name() -> str:
    return str(settings.DATABASES["default"]["TEST"]["NAME"])


def _file() -> Path:
    return Path(tempfile.gettempdir()) / f"referenceledelse-kept-{stamp()}.sqlite3"


def _row() -> str:
    return f"referenceledelse_kept_{stamp()}"


def _has(name: str) -> bool:
    return bool(_ask("SELECT FROM pg_database WHERE datname = %s", [name]))


def _ask(sql: str, values: list[str] | None = None) -> int:
    """Run it beside all databases, since PostgreSQL makes and drops none from within; its rows."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount
