"""``make bench-short``: no page may be much slower, beside the empty page, than was recorded.

Measures 14 themes on SQLite for a short while, and compares what the workers had of the processor,
since a busy machine is not a slower page. What seems slower is measured again for longer.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.databases import Sqlite
from benchmarks.goals import EMPTY, FLOOR_EMPTY, FLOOR_LIST, GOALS, PEOPLE, SIZES
from benchmarks.results import load
from benchmarks.runs import Bench, Figures, Measured, Pace, collect
from benchmarks.server import production

MOST = 1.5
QUICK, AGAIN = Pace(3, 0.2, people=2), Pace(5, 0.5, people=2)
ALWAYS = (EMPTY, FLOOR_EMPTY, FLOOR_LIST)


def main() -> int:
    recorded = load()["databases"].get(Sqlite.name, {}).get(str(SIZES[0]))
    if recorded is None:
        sys.exit("Nothing is recorded to compare with: make bench first.")
    pages = recorded["pages"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        collect(production(place))
        with Bench(place, Sqlite(place)).begin(SIZES[0], PEOPLE) as bench:
            found = bench.measure(QUICK)
            slow = slower(found, pages)
            print(*told(found, pages), sep="\n")
            if slow:
                print(f"Once more, for longer: {', '.join(slow)}")
                found = bench.measure(AGAIN, (*slow, *ALWAYS))
                slow = slower(found, pages)
                print(*told(found, pages), sep="\n")
    for name in slow:
        print(f"FAILED {GOALS[name].what}: more than {MOST} times as slow as recorded")
    return 1 if slow else 0


def slower(found: Measured, pages: dict[str, Figures]) -> list[str]:
    """The pages that are so much slower than recorded."""
    return [name for name, _now, _then, times in compared(found, pages) if times > MOST]


def told(found: Measured, pages: dict[str, Figures]) -> Iterator[str]:
    for name, now, then, times in compared(found, pages):
        yield f"{GOALS[name].what:32} {now:6.2f}, recorded {then:6.2f}: {times:5.2f} times"


def compared(
    found: Measured, pages: dict[str, Figures]
) -> Iterator[tuple[str, float, float, float]]:
    """Each page with its ratio now and as recorded, and how many times slower that is.

    The empty page itself stands beside the floor, of which it should answer a large share.
    """
    for name in found.slices:
        now, then = found.figures(name), pages.get(name, {})
        key = "cpu_of_floor" if name == EMPTY else "cpu_times_empty"
        if key in now and key in then:
            times = now[key] / then[key]
            yield name, now[key], then[key], 1 / times if name == EMPTY else times


if __name__ == "__main__":
    sys.exit(main())
