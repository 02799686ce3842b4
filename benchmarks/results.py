"""The figures that are kept: ``results.json`` for machines, ``results.md`` for people."""

import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

from benchmarks.goals import BROWSER, GOALS, GROWTH, MOST_MEMORY

HERE = Path(__file__).resolve().parent
FILE, TOLD = HERE / "results.json", HERE / "results.md"
METHOD = """
`make bench` fills a database with a municipality of 20,000 people and three years of history
(`benchmarks/data/`, the same for a seed), serves it by the command of
`deploy/referenceledelse.service` with the settings of `deploy/settings.env`, and a bare Django
(`benchmarks/floor/`) over the same database by the same command. One process asks over four kept
connections, dealt evenly to the two workers, each asking anew as soon as the answer is in. It
shares the cores with the server. Sessions are made in the database, so nobody signs in. The pages
take turns, every other round backwards, so that a busy moment hits all alike.

A page's time beside the empty page, and its share of the floor, are medians of the ratios within
each round; so they hold on another machine, where requests a second do not. The empty page is the
question whether to sign out (`/konto/logout/`): the frame, one heading and two buttons. p95 is of
all answers while four ask at once, so it has the waiting for a worker in it. Queries are counted
by Django's test client when the page was asked for before. CPU is what the two
workers had of the processor for an answer, without PostgreSQL's own; another load on the machine
hardly changes it, so `make bench-short` compares that. Memory is of the two workers after all
rounds; what they share is counted in both, or in brackets divided between them.

**Bold** is what misses its goal.
"""


def load() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"databases": {}}


def keep(database: str, themes: int, figures: dict[str, Any]) -> None:
    """Put the figures in place of those of that database and size, and write both files."""
    found = load()
    found["databases"].setdefault(database, {})[str(themes)] = _stamp() | figures
    for sizes in found["databases"].values():
        for size in sorted(sizes, key=int):
            sizes[size] = sizes.pop(size)
    _write(found)


def _stamp() -> dict[str, str]:
    """Where and when it was measured."""
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    return {"machine": machine(), "measured_at": when}


def keep_browser(seen: dict[str, dict[str, float]]) -> None:
    """The same for what Chromium saw."""
    found = load()
    found["browser"] = _stamp() | {"pages": seen}
    _write(found)


def _write(found: dict[str, Any]) -> None:
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    TOLD.write_text("\n".join(page(found)) + "\n", encoding="utf-8")


def machine() -> str:
    """The processor, the cores, and what runs on them."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    name = next((one.partition(":")[2].strip() for one in lines if "model name" in one), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = f"Python {platform.python_version()}, Django {django.__version__}"
    return f"{name or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, {versions}"


def page(found: dict[str, Any]) -> Iterator[str]:
    """The whole page for people."""
    yield "# What the pages cost"
    yield ""
    yield "Written by `make bench`; nobody edits it by hand."
    yield METHOD.rstrip()
    for database, sizes in found["databases"].items():
        for size, figures in sizes.items():
            yield from _table(database, int(size), figures)
        yield from _growth(database, sizes)
    if "browser" in found:
        yield from _browser(found["browser"])


def _table(database: str, themes: int, figures: dict[str, Any]) -> Iterator[str]:
    memory = figures["memory"]
    rss, pss = (f"{memory[name] / 2**20:.0f}" for name in ("rss", "pss"))
    rss = f"**{rss}**" if memory["rss"] > MOST_MEMORY else rss
    yield f"\n## {database}, {themes:,} themes\n"
    yield f"{figures['machine']}. {figures['measured_at']}, load {figures['load']:.1f} before it."
    yield f"{figures['rounds']} rounds of {figures['seconds']} s a page."
    yield f"{figures['people']:,} people;"
    size, spent = figures["database_bytes"] / 2**20, figures["filled_s"]
    yield f"database of {size:,.0f} MiB, ready in {spent:.0f} s."
    yield f"Memory of two workers: {rss} ({pss}) MiB; at most {MOST_MEMORY / 2**20:.0f}.\n"
    heads = "page|requests/s|× empty|goal|of the floor|goal|p95 ms|CPU ms|CPU × empty|queries|kB"
    yield f"| {heads.replace('|', ' | ')} |"
    yield f"| --- {'| ---: ' * heads.count('|')}|"
    for name, row in figures["pages"].items():
        yield _row(name, row)


def _row(name: str, row: dict[str, Any]) -> str:
    goal = GOALS[name]
    times, share = row.get("times_empty"), row.get("of_floor")
    cells = (
        goal.what,
        f"{row['rate']:.1f}",
        _cell(times, bool(goal.most and times and times > goal.most)),
        f"≤ {goal.most:g}" if goal.most else "",
        _cell(share, bool(goal.share and share and share < goal.share)),
        f"≥ {goal.share:g}" if goal.share else "",
        f"{row['p95_ms']:.1f}",
        f"{row['cpu_ms']:.1f}",
        _cell(row.get("cpu_times_empty"), False),
        str(row["queries"] if row["queries"] is not None else ""),
        _cell(row["bytes"] / 1000, bool(goal.most_bytes and row["bytes"] > goal.most_bytes), 1),
    )
    return f"| {' | '.join(cells)} |"


def _cell(value: float | None, is_missed: bool, digits: int = 2) -> str:
    if value is None:
        return ""
    return f"**{value:.{digits}f}**" if is_missed else f"{value:.{digits}f}"


def _growth(database: str, sizes: dict[str, Any]) -> Iterator[str]:
    """How much slower each page is among more themes, beside the empty page of the same run."""
    few, many, most = GROWTH
    if str(few) not in sizes or str(many) not in sizes:
        return
    before, after = (sizes[str(size)]["pages"] for size in (few, many))
    yield f"\n## {database}, growth from {few:,} to {many:,} themes\n"
    yield f"At most {most} times.\n"
    yield "| page | times |"
    yield "| --- | ---: |"
    for name, row in after.items():
        if "times_empty" in row and name in before:
            grown = row["times_empty"] / before[name]["times_empty"]
            yield f"| {GOALS[name].what} | {_cell(grown, grown > most)} |"


def _browser(figures: dict[str, Any]) -> Iterator[str]:
    """What Chromium saw of each page."""
    yield "\n## Chromium as a slow phone, 1,000 themes\n"
    yield f"{figures['machine']}. {figures['measured_at']}, `make bench-browser`. Four times slower"
    yield "than the machine, 1.6 Mbit/s and 150 ms to the server and back; what the pages share is"
    yield "in the cache. Medians of five visits.\n"
    yield "| page | LCP ms | INP ms | CLS |"
    yield "| --- | ---: | ---: | ---: |"
    yield f"| goal | < {' | < '.join(f'{most:g}' for most in BROWSER.values())} |"
    for name, seen in figures["pages"].items():
        cells = (
            _cell(seen[what], seen[what] >= most, 3 if what == "cls" else 0)
            for what, most in BROWSER.items()
        )
        yield f"| {GOALS[name].what} | {' | '.join(cells)} |"
