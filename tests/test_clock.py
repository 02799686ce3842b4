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
LONGEST_RUN = timedelta(hours=2)
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
    assert timedelta(seconds=-1) <= now() - begun < LONGEST_RUN


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
