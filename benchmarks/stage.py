"""A filled database, and where its pages are, for what is to be measured on it."""

import json
from pathlib import Path
from typing import TypedDict

from benchmarks.databases import Store, run
from benchmarks.server import production


class Row(TypedDict):
    """A page: its address, a session of its reader, and how many queries it takes."""

    url: str
    session: str
    queries: int


def prepared(
    folder: Path, store: Store, themes: int, people: int
) -> tuple[dict[str, str], dict[str, Row]]:
    """The environment of the servers over so many themes and people, and the pages by name."""
    environ, file = store.begin(production(folder)), folder / "pages.json"
    run(environ, "-m", "benchmarks.prepare", str(themes), str(people), str(file))
    return environ, json.loads(file.read_text(encoding="utf-8"))
