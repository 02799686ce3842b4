"""A bar that tells how far a long job is, where someone looks on."""

import sys
import time
from collections.abc import Iterator, Sequence


def told[Part](parts: Sequence[Part], what: str) -> Iterator[Part]:
    """The parts one by one, with a bar on stderr; without one where nobody sees it."""
    began, is_seen = time.monotonic(), sys.stderr.isatty()
    for number, part in enumerate(parts, 1):
        yield part
        if is_seen:
            done = 30 * number // len(parts)
            spent = time.monotonic() - began
            bar = f"{what} [{'#' * done}{'.' * (30 - done)}] {number}/{len(parts)} {spent:.0f} s"
            print(f"\r{bar}", end="", file=sys.stderr, flush=True)
    if is_seen:
        print(file=sys.stderr)
