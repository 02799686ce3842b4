"""The set-up check: what is missing or odd before the site serves its people (FEATURES F16.6)."""

from referenceledelse.overview.setup.line import Line, State
from referenceledelse.overview.setup.people import people_lines
from referenceledelse.overview.setup.site import site_lines
from referenceledelse.overview.setup.talks import talk_lines
from referenceledelse.overview.setup.themes import round_lines, theme_lines

__all__ = ["Line", "State", "check_setup"]


def check_setup() -> list[Line]:
    """Every line of the check, in a constant number of queries."""
    return [*site_lines(), *people_lines(), *theme_lines(), *round_lines(), *talk_lines()]
