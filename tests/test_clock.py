"""The day that the run was given holds for the tests and for what they start."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.utils import timezone

from tests import clock

CODE = "import datetime; print(datetime.datetime.now(datetime.UTC).isoformat())"
LONGEST_RUN = timedelta(hours=2)


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
