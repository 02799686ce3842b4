"""One measurement: a database of a size, both servers, and all pages turn by turn."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Self

from benchmarks.databases import ROOT, Store, run
from benchmarks.goals import EMPTY, FLOOR_EMPTY, FLOOR_LIST, GOALS
from benchmarks.load import Slice, Target, connect, press
from benchmarks.progress import told
from benchmarks.server import FLOOR, OURS, served
from benchmarks.stage import prepared

type Figures = dict[str, Any]
type Reading = Callable[[Slice], float]

RATE, COST = attrgetter("rate"), attrgetter("cost")


@dataclass(frozen=True)
class Pace:
    """How long is measured: so many rounds of all the pages, each for so many seconds.

    So many people ask at once.
    """

    rounds: int = 7
    seconds: float = 1.0
    people: int = 4


@dataclass
class Measured:
    """What the rounds gave of each page."""

    slices: dict[str, list[Slice]] = field(default_factory=dict)

    def beside(self, name: str, other: str, of: Reading) -> float:
        """How many times the other's the page's reading is: the median of those of each round."""
        pairs = zip(self.slices[name], self.slices[other], strict=True)
        return round(median(of(mine) / of(theirs) for mine, theirs in pairs), 3)

    def figures(self, name: str) -> Figures:
        """What is kept of the page; the ratios by the clock, and by what the workers had to do."""
        slices, goal = self.slices[name], GOALS[name]
        times = [one * 1000 for each in slices for one in each.times]
        told: Figures = {
            "rate": round(median(one.rate for one in slices), 1),
            "median_ms": round(median(times), 2),
            "p95_ms": round(quantiles(times, n=20)[-1], 2),
            "cpu_ms": round(median(one.cost for one in slices) * 1000, 2),
            "bytes": max(one.length for one in slices),
        }
        if name not in (FLOOR_EMPTY, FLOOR_LIST):
            told["times_empty"] = self.beside(EMPTY, name, RATE)
            told["cpu_times_empty"] = self.beside(name, EMPTY, COST)
        if goal.floor:
            told["of_floor"] = self.beside(name, goal.floor, RATE)
            told["cpu_of_floor"] = self.beside(goal.floor, name, COST)
        return told


class Bench:
    """Both servers over one database, and where their pages are."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store
        self.stack, self.known = ExitStack(), set()

    def begin(self, themes: int, people: int) -> Self:
        """Fill the database and start the servers over it."""
        environ, self.pages = prepared(self.folder, self.store, themes, people)
        self.ours = self.stack.enter_context(served(OURS, environ))
        self.floor = self.stack.enter_context(served(FLOOR, environ))
        self.targets = [*self._floor(_floor_session(environ)), *self._ours()]
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *told: object) -> None:
        self.stack.close()

    def _ours(self) -> list[Target]:
        return [
            Target(name, self.ours, row["url"], row["session"]) for name, row in self.pages.items()
        ]

    def _floor(self, session: str) -> list[Target]:
        return [
            Target(FLOOR_EMPTY, self.floor, "/", session),
            Target(FLOOR_LIST, self.floor, "/temaer/", session),
        ]

    def measure(self, pace: Pace, only: Sequence[str] = ()) -> Measured:
        """All pages turn by turn, every other round backwards; ``only`` some where it names any."""
        found = Measured()
        targets = [one for one in self.targets if not only or one.name in only]
        for number in told(range(pace.rounds), "rounds"):
            for target in targets[:: -1 if number % 2 else 1]:
                slice_ = self._slice(target, pace)
                found.slices.setdefault(target.name, []).append(slice_)
        return found

    def _slice(self, target: Target, pace: Pace) -> Slice:
        light = next(one for one in self.targets if one.server is target.server and is_light(one))
        connections = connect(target.server, light.request, pace.people)
        try:
            is_first = target.name not in self.known
            self.known.add(target.name)
            return press(target, connections, pace.seconds, is_first=is_first)
        finally:
            for one in connections:
                one.close()

    def figures(self, found: Measured) -> dict[str, Figures]:
        """What is kept of each page."""
        return {
            name: found.figures(name) | {"queries": self.pages.get(name, {}).get("queries")}
            for name in found.slices
        }


def is_light(target: Target) -> bool:
    return target.name in (EMPTY, FLOOR_EMPTY)


def _floor_session(environ: Mapping[str, str]) -> str:
    command = [sys.executable, "-m", "benchmarks.floor"]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


def collect(environ: Mapping[str, str], *, is_packed: bool = False) -> None:
    """The static files, once for all measurements of a run; packed for a browser."""
    words = ("manage.py", "collectstatic", "--noinput", "-v0")
    words = words if is_packed else ("-m", "benchmarks.collect")
    run({**environ, "DATABASE_URL": "sqlite://:memory:"}, *words)
