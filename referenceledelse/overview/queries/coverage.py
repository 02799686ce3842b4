"""How many pairs have come how far, by department, by type and by round.

Pairs are counted, never forms; nothing is summed, averaged or ranked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.queries.pairs import NOT, Pair, PairStep, pairs
from referenceledelse.overview.queries.rounds import NONE
from themes.models import Theme


@dataclass(frozen=True)
class StepCount:
    """How many pairs have done a step, how many lack it, and what narrows a list to each."""

    step: PairStep
    number: int
    chosen: dict[str, Any]
    lacking: int
    chosen_lacking: dict[str, Any]


@dataclass(frozen=True)
class PairGroup:
    """Some of the pairs: what they have in common, and how far they are."""

    name: str
    counts: list[StepCount]


@dataclass(frozen=True)
class Coverage:
    """The pairs in all, and divided in three ways."""

    whole: PairGroup
    by_unit: list[PairGroup]
    by_type: list[PairGroup]
    by_round: list[PairGroup]


class Counting:
    """The pairs that are let through, ready to be divided."""

    def __init__(self, narrowing: Narrowing) -> None:
        self.narrowing = narrowing
        themes = narrowing.apply(Theme.objects.visible_to(narrowing.user))
        self.pairs = pairs(themes, narrowing.user, narrowing.places.home)

    def coverage(self) -> Coverage:
        return Coverage(
            _part(_("Alle par"), self.pairs, {}),
            self._divided(self._units(), lambda pair: pair.unit, "unit"),
            self._divided(self.narrowing.places.types, lambda pair: pair.type, "type"),
            self._divided(self._rounds(), lambda pair: pair.round, "round"),
        )

    def _units(self) -> dict[int | None, str]:
        named = {int(key): name for key, name in self.narrowing.departments.items()}
        return {**named, None: _("Uden for afdelingerne")}

    def _rounds(self) -> dict[int | None, str]:
        return {**self.narrowing.rounds.names, None: _("Uden runde")}

    def _divided(
        self, names: dict[Any, str], of: Callable[[Pair], Any], field: str
    ) -> list[PairGroup]:
        """A part for each that has a pair."""
        parts: dict[Any, list[Pair]] = {}
        for pair in self.pairs:
            parts.setdefault(of(pair), []).append(pair)
        return [
            _part(name, parts[key], {field: NONE if key is None else key})
            for key, name in names.items()
            if key in parts
        ]


def _part(name: str, found: Iterable[Pair], condition: dict[str, Any]) -> PairGroup:
    found = list(found)
    counts = []
    for step in PairStep:
        number = sum(step in pair.steps for pair in found)
        chosen = {"show": step.value, **condition}
        lacking = {"show": f"{NOT}{step}", **condition}
        counts.append(StepCount(step, number, chosen, len(found) - number, lacking))
    return PairGroup(name, counts)
