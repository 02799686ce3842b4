"""The day that the run was given holds for the tests and for what they start."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.conf import settings
from django.utils import timezone

from tests import clock
from tests.test_style import lines, product

CODE = "import datetime; print(datetime.datetime.now(datetime.UTC).isoformat())"
OTHER_CLOCKS = re.compile(
    r"functions import .*\bNow\b|\bdatetime\.now\(|\butcnow\(|\bdate\.today\("
    r"|\bdb_default=(?!False|\"\")|_at\.date\(\)|\bnew Date\b|\bDate\.now\b"
)


def child_now() -> datetime:
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return datetime.fromisoformat(done.stdout.strip())


def thread_now() -> datetime:
    found: list[datetime] = []
    thread = Thread(target=lambda: found.append(timezone.now()))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.parametrize("now", [timezone.now, thread_now, child_now])
def test_the_run_and_what_it_starts_have_one_clock(
    now: Callable[[], datetime], pytestconfig: pytest.Config
) -> None:
    day = pytestconfig.getoption("day")
    begun = clock.moment_of(day) if day else timezone.now()
    assert timedelta(seconds=-1) <= now() - begun < clock.LONGEST_RUN


@pytest.mark.parametrize(
    "now, day",
    [
        ("2026-11-30T20:59:00+00:00", None),
        ("2026-11-30T21:00:00+00:00", "2026-11-30"),
        ("2026-11-30T22:59:00+00:00", "2026-11-30"),
        ("2026-11-30T23:00:00+00:00", None),
    ],
)
def test_no_run_meets_midnight(now: str, day: str | None) -> None:
    """A run that would is kept on the day it begins, for "today" is also said while it is read."""
    assert clock.day_to_stay_on(datetime.fromisoformat(now)) == day


def test_product_reads_no_clock_that_stays_where_it_is() -> None:
    """Neither the database's, nor the browser's, nor one that knows no time zone."""
    scripts = sorted((settings.BASE_DIR / "static").glob("*.js"))
    found = [
        f"{path}:{number}"
        for path in (*product(), *scripts)
        for number, line in enumerate(lines(path), start=1)
        if OTHER_CLOCKS.search(line)
    ]
    assert found == []
