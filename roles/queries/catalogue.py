"""What the texts of the roles say of where they come from."""

import re
from collections.abc import Iterable

from roles.models import RolePoint

NUMBERED = re.compile(r"(?P<source>.*\D)(?P<number>\d+)")


def sources_of(points: Iterable[RolePoint]) -> list[str]:
    """Each source once; one whose parts the points name by number, with its numbers ("1–10")."""
    found: dict[str, list[int]] = {}
    for point in points:
        match = NUMBERED.fullmatch(point.source)
        numbers = found.setdefault(match["source"] if match else point.source, [])
        if match:
            numbers.append(int(match["number"]))
    return [source + _in_words(sorted(set(numbers))) for source, numbers in found.items() if source]


def _in_words(numbers: list[int]) -> str:
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(str(number) for number in numbers)
