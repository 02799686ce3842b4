"""What is measured, and how fast it is to be: beside our empty page, and beside a bare Django."""

from dataclasses import dataclass

FLOOR_EMPTY, FLOOR_LIST = "floor empty", "floor list"
EMPTY = "empty"


@dataclass(frozen=True)
class Goal:
    """A page takes at most so many times the empty page, and answers at least the share of a floor.

    The share is of the floor's requests a second; ``most_bytes`` is of the page itself.
    """

    what: str
    most: float = 0.0
    floor: str = ""
    share: float = 0.0
    most_bytes: int = 0


GOALS = {
    FLOOR_EMPTY: Goal("bare Django, signed-in page"),
    FLOOR_LIST: Goal("bare Django, list of 24 themes"),
    EMPTY: Goal("empty signed-in page", floor=FLOOR_EMPTY, share=0.8),
    "cards": Goal("list of themes, cards", 3.0, FLOOR_LIST, 0.6),
    "table": Goal("list of themes, table", 3.0, FLOOR_LIST, 0.6),
    "theme": Goal("theme", 2.5),
    "duties": Goal("the ten duties", 2.5),
    "duty": Goal("one duty", 2.5),
    "guide": Goal("the guide of a talk", 2.5),
    "preparation": Goal("preparation", 2.5),
    "start of a leader": Goal("start, leader of four themes", 2.5),
    "start of an employee": Goal("start, employee", 2.5),
    "search": Goal("search", 3.0),
    "matrix": Goal("the secretariat's matrix", 4.0),
    "start of the secretariat": Goal("start, secretariat", 4.0),
    "work list": Goal("work list", 4.0),
    "map": Goal("map", 5.0, most_bytes=100_000),
}
# In Chromium as a slow phone: milliseconds to the largest paint and of the longest interaction, and
# how much the page shifts while it settles; below these.
BROWSER = {"lcp": 1_500.0, "inp": 100.0, "cls": 0.02}
BROWSED = (
    *("start of a leader", "cards", "theme", "duties"),
    *("duty", "guide", "preparation", "matrix"),
)
# Of two workers, with all that they share counted twice.
MOST_MEMORY = 200 * 1024 * 1024
# From 1,000 themes to 10,000, of a page's time beside the empty page.
GROWTH = (1_000, 10_000, 1.2)
# The sizes that are measured, and how many people each has.
SIZES = (14, 1_000, 10_000)
PEOPLE = 20_000
