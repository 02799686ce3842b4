"""A plugin for pytest: beyond passing, the tests shall fail for every change."""

import gc
import os
import signal
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from mmap import mmap
from pathlib import Path
from types import CodeType

import pytest
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from tests.mutants.changes import Change
from tests.mutants.source import Source

TOOL = sys.monitoring.COVERAGE_ID
SURVIVED, NOTICED, BROKEN = 0, 1, 2
AT_LEAST, TIMES = 20, 5  # the seconds that a change may take, so that none goes on for ever


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", action="append", default=[], help="a file to change")
    parser.addoption("--seconds", type=float, default=float("inf"), help="when to stop")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Mutants(config), "mutants")


class Until:
    """Stands for a next test, so that what these have set up stays for it."""

    def __init__(self, *nodes: pytest.Collector) -> None:
        self.nodes = list(nodes)

    def listchain(self) -> list[pytest.Collector]:
        return self.nodes


class Mutants:
    """One run: which test comes by which line, and then each change."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.ends = time.monotonic() + config.getoption("seconds")
        self.coming_by: dict[tuple[str, int], set[pytest.Item]] = defaultdict(set)
        self.took: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.item: pytest.Item | None = None
        self.is_fork = False
        # Where a fork says which test failed. Such tests are asked first from then on.
        self.noticer = mmap(-1, 400)
        self.noticers: set[str] = set()
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out those with threads, which would each have an empty database of their own."""
        items[:] = [item for item in items if not has_threads(item)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.is_fork and report.failed:
            size = len(self.noticer)
            self.noticer[:] = report.nodeid.encode()[:size].ljust(size)
            os._exit(NOTICED)
        if report.failed:
            self.failed.add(report.nodeid)
        if report.when == "call":
            self.took[report.nodeid] = report.duration

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        sources = [Source(Path(name)) for name in self.config.getoption("mutate")]
        with self.watched(sources):
            for item, after in pairwise([*session.items, Until(session)]):
                self.item = item
                sys.monitoring.restart_events()
                for source in sources:
                    source.forget()
                run(item, after)
        if session.testsfailed:
            return True
        reporter = self.config.pluginmanager.unregister(name="terminalreporter")
        reporter.ensure_newline()
        with in_memory(session):
            for line in self.lines(sources, session.items):
                session.testsfailed += 1
                reporter.write_line(line)
        reporter.write_line(", ".join(f"{number} {what}" for what, number in self.told.items()))
        return True

    @contextmanager
    def watched(self, sources: list[Source]) -> Iterator[None]:
        """Note within which test comes by which line of the functions."""
        monitor = sys.monitoring
        monitor.use_tool_id(TOOL, "mutants")
        monitor.register_callback(TOOL, monitor.events.LINE, self.note)
        for code in {code for source in sources for code in source.codes()}:
            monitor.set_local_events(TOOL, code, monitor.events.LINE)
        yield
        monitor.free_tool_id(TOOL)

    def note(self, code: CodeType, line: int) -> object:
        self.coming_by[code.co_filename, line].add(self.item)
        return sys.monitoring.DISABLE

    def lines(self, sources: list[Source], items: list[pytest.Item]) -> Iterator[str]:
        """What to mend."""
        gc.freeze()
        for source in sources:
            explained = source.explained()
            for change in source.changes:
                if (change.function, str(change)) not in explained:
                    yield from self.tried(source, change)
        failed = [item for item in items if item.nodeid in self.noticers]
        if failed and self.fork(failed) != SURVIVED:
            self.failed.add(self.noticer[:].decode().strip())
        yield from (f"fails with nothing changed: {one}" for one in sorted(self.failed))

    def tried(self, source: Source, change: Change) -> Iterator[str]:
        """A line, where no test notices."""
        if time.monotonic() > self.ends:
            self.told["not tried"] += 1
            return
        tests = self.tests_of(source, change)
        answer = self.fork(tests, partial(source.put, change)) if tests else SURVIVED
        self.told[{SURVIVED: "unnoticed", BROKEN: "broken"}.get(answer, "noticed")] += 1
        if answer == SURVIVED:
            yield f"{source.told(change)}  ({len(tests)} tests come by)"

    def tests_of(self, source: Source, change: Change) -> list[pytest.Item]:
        """The tests that come by the change, nearest and quickest first."""
        near = f"tests/{source.path.parent}/"
        found = set().union(*(self.coming_by.get((source.full, n), ()) for n in change.lines))

        def order(item: pytest.Item) -> tuple[bool, bool, float]:
            name = item.nodeid
            return name not in self.noticers, not name.startswith(near), self.took[name]

        return sorted(found, key=order)

    def fork(self, items: list[pytest.Item], make: Callable[[], None] = lambda: None) -> int:
        """How the tests answer in a process of their own, after the change is made.

        What the first of them shares with its neighbours is set up here, once for all forks.
        """
        above = items[0].listchain()[:-1]
        if above[-1] not in items[0].session._setupstate.stack:
            items[0].session._setupstate.teardown_exact(Until(*above))
            run(items[0], Until(*above))
        if pid := os.fork():
            answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if answer == NOTICED:
                self.noticers.add(self.noticer[:].decode().strip())
            return answer
        self.is_fork = True
        try:
            signal.alarm(int(AT_LEAST + TIMES * sum(self.took[item.nodeid] for item in items)))
            make()
            for item, after in pairwise([*items, Until(items[0].session)]):
                run(item, after)
        except BaseException:
            os._exit(BROKEN)
        os._exit(SURVIVED)


def has_threads(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def run(item: pytest.Item, after: pytest.Item | Until) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


@contextmanager
def in_memory(session: pytest.Session) -> Iterator[None]:
    """Keep the database in this process, so that a fork has one of its own."""
    name = connection.settings_dict["NAME"]
    with session.config.stash[blocking_manager_key].unblock():
        connection.close()
        connection.settings_dict["NAME"] = ":memory:"
        connection.connect()
        sqlite3.connect(name).backup(connection.connection)
    yield
    session._setupstate.teardown_exact(Until(session))
    connection.settings_dict["NAME"] = name
    connection.close()
