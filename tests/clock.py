"""The clock of a run that is set to another day: ``make test DAY=2027-02-28``.

It ticks on from there, for the run, its threads and workers, and every Python that the tests start
(``set_clock/sitecustomize.py``). The clocks of the database and the browser stay where they are,
so what they say must matter nowhere.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

AHEAD = "TESTS_CLOCK_AHEAD"  # so many seconds before the real clock; workers read it too
LATE_MORNING = " 11:00"
LONGEST_RUN = timedelta(hours=2)
FOLLOW = Path(__file__).parent / "set_clock"


def moment_of(day: str) -> datetime:
    """What the clock says at first: "2027-02-28", or with a time of day, as Denmark reads it."""
    told = day + LATE_MORNING if len(day) == len("2027-02-28") else day
    return datetime.fromisoformat(told).replace(tzinfo=ZoneInfo("Europe/Copenhagen"))


def day_to_stay_on(now: datetime) -> str | None:
    """The day of a run that would meet midnight, after which "today" is another than was said."""
    local = now.astimezone(ZoneInfo("Europe/Copenhagen"))
    ends_at = local + LONGEST_RUN
    return None if ends_at.date() == local.date() else f"{local:%Y-%m-%d}"


def begin_on(day: str) -> None:
    ahead = os.environ.setdefault(AHEAD, str(moment_of(day).timestamp() - time.time()))
    time_machine.travel(timedelta(seconds=float(ahead)), tick=True).start()


def lead() -> None:
    """Let what this process starts from now on follow its clock."""
    paths = (str(FOLLOW), os.environ.get("PYTHONPATH"))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
