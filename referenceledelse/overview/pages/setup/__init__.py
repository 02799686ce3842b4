"""The set-up check: what is missing or odd before the site serves its people."""

from collections.abc import Callable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referenceledelse.overview.pages.setup.conversations import talk_lines
from referenceledelse.overview.pages.setup.people import people_lines
from referenceledelse.overview.pages.setup.point import SetupPoint, State
from referenceledelse.overview.pages.setup.site import site_lines
from referenceledelse.overview.pages.setup.themes import round_lines, theme_lines

__all__ = ["SetupPoint", "State", "check_setup", "grouped"]

# What the lines are about, in the order of the page.
GROUPS: tuple[tuple[Promise, Callable[[], Iterator[SetupPoint]]], ...] = (
    (_("Drift"), site_lines),
    (_("Personer og enheder"), people_lines),
    (_("Temaer og faser"), theme_lines),
    (_("Forslag og runder"), round_lines),
    (_("Roller og samtaler"), talk_lines),
)


def grouped() -> list[tuple[Promise, list[SetupPoint]]]:
    """Every line of the check by what it is about, in a constant number of queries."""
    return [(name, list(lines())) for name, lines in GROUPS]


def check_setup() -> list[SetupPoint]:
    return [line for _name, lines in grouped() for line in lines]
