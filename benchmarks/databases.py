"""An empty database with the product's texts, for each measurement a new one."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.kept import alone, stamp

ROOT = Path(__file__).resolve().parents[1]


def run(environ: Mapping[str, str], *words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environ, check=True)  # noqa: S603


@dataclass
class Sqlite:
    """A file in the folder of the run; what the migrations make is shared with the tests."""

    folder: Path
    name = "SQLite"

    def begin(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The environment with a new database."""
        file = self.folder / "bench.sqlite3"
        for end in ("", "-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        mine = {**environ, "DATABASE_URL": f"sqlite:///{file}"}
        kept = ROOT / f".kept-{stamp()}.sqlite3"
        with alone():
            if kept.exists():
                shutil.copyfile(kept, file)
            else:
                run(mine, "manage.py", "migrate", "-v0")
                shutil.copyfile(file, kept)
        run(mine, "manage.py", "load_texts", "-v0")
        return mine

    @property
    def size(self) -> int:
        return (self.folder / "bench.sqlite3").stat().st_size


@dataclass
class Postgresql:
    """A database in the throw-away server that the address leads to."""

    url: str
    name = "PostgreSQL"

    def begin(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The environment with a new database, copied from one that was migrated once."""
        if not self._ask("SELECT 1 FROM pg_database WHERE datname = 'bench_empty'"):
            self._ask("CREATE DATABASE bench_empty")
            empty = {**environ, "DATABASE_URL": self._of("bench_empty")}
            run(empty, "manage.py", "migrate", "-v0")
            run(empty, "manage.py", "load_texts", "-v0")
        self._ask("DROP DATABASE IF EXISTS bench WITH (FORCE)")
        self._ask("CREATE DATABASE bench TEMPLATE bench_empty")
        return {**environ, "DATABASE_URL": self._of("bench")}

    @property
    def size(self) -> int:
        return self._ask("SELECT pg_database_size('bench')")[0][0]

    def _of(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def _ask(self, said: str) -> list[tuple]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute(sql.SQL(said))
            return found.fetchall() if found.description else []


type Store = Sqlite | Postgresql
