"""Pairs of leaders, of today and of other days, and who of them leads now."""

from typing import Any

from tests.town import (
    BOTH,
    EMPLOYEE,
    FORMER_NL,
    FORMER_RL,
    FUTURE_RL,
    NL,
    NOBODY,
    OTHER_NL,
    RL,
    Town,
)
from themes.models import Theme

# The two that it is about, and who of them may while the theme runs.
PAIRS = {
    (NL, RL): BOTH,
    (NL, FORMER_RL): {NL},
    (FORMER_NL, RL): {RL},
    (FORMER_NL, FORMER_RL): NOBODY,
    (NL, FUTURE_RL): {NL},
    (OTHER_NL, EMPLOYEE): NOBODY,
}


def of(town: Town, pair: tuple[str, str], theme: Theme | None = None) -> dict[str, Any]:
    leaders = {"network_leader": town[pair[0]], "reference_leader": town[pair[1]]}
    return {"theme": theme or town.theme, **leaders}
