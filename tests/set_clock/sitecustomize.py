"""Every Python begins with this where the tests' clock is set (``tests/clock.py``)."""

import os
from datetime import timedelta

import time_machine

time_machine.travel(timedelta(seconds=float(os.environ["TESTS_CLOCK_AHEAD"])), tick=True).start()
