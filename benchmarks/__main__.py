"""``make bench``: measure the pages on SQLite, or on the PostgreSQL that ``--postgresql`` names.

python -m benchmarks [--sizes 14 1000 10000] [--rounds 7] [--seconds 1] [--postgresql URL]
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from benchmarks.databases import Postgresql, Sqlite
from benchmarks.goals import PEOPLE, SIZES
from benchmarks.results import keep
from benchmarks.runs import Bench, Figures, Pace, collect
from benchmarks.server import production


def main() -> None:
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = Postgresql(asked.postgresql) if asked.postgresql else Sqlite(place)
        collect(production(place))
        for themes in asked.sizes:
            print(f"{store.name}, {themes} themes")
            keep(store.name, themes, figures(Bench(place, store), themes, asked))


def figures(bench: Bench, themes: int, asked: argparse.Namespace) -> Figures:
    """All that is kept of one size."""
    load, began = os.getloadavg()[0], time.monotonic()
    with bench.begin(themes, asked.people):
        filled = time.monotonic() - began
        found = bench.measure(Pace(asked.rounds, asked.seconds))
        return {
            "load": round(load, 1),
            "people": asked.people,
            "rounds": asked.rounds,
            "seconds": asked.seconds,
            "filled_s": round(filled, 1),
            "database_bytes": bench.store.size,
            "memory": bench.ours.memory(),
            "pages": bench.figures(found),
        }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=Pace.rounds)
    parser.add_argument("--seconds", type=float, default=Pace.seconds)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--postgresql", help="address of a server for nothing else")
    return parser.parse_args()


if __name__ == "__main__":
    main()
