"""How far something has come on a way of known steps."""

from collections.abc import Iterable


def track(steps: Iterable[str], here: int) -> list[tuple[str, str]]:
    """Each step with whether it is "done", "current" or "upcoming"; ``here`` counts from 0."""
    return [
        (str(step), "done" if number < here else "current" if number == here else "upcoming")
        for number, step in enumerate(steps)
    ]
