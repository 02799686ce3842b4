"""How many pairs have come how far, by department, by type and by round (FEATURES F11.3).

Pairs are counted, never forms; nothing is summed, averaged or ranked (FEATURES 23.11).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from referenceledelse.overview.forms.overview import ALL, EARLIER, LACKS, NONE, NOT, OverviewFilter
from referenceledelse.overview.queries.pairs import Pair, Step, pairs
from themes.models import Theme


@dataclass(frozen=True)
class Count:
    """How many pairs have done a step, and how many lack it; each leads to its list."""

    step: Step
    number: int
    url: str
    lacking: int
    lacking_url: str

    @property
    def lacks(self) -> str:
        return str(LACKS.get(self.step, ""))


@dataclass(frozen=True)
class Line:
    """Some of the pairs: what they have in common, and how far they are."""

    name: str
    counts: list[Count]


@dataclass(frozen=True)
class Coverage:
    """The pairs in all, and divided in three ways."""

    whole: Line
    by_unit: list[Line]
    by_type: list[Line]
    by_round: list[Line]


class Counting:
    """The pairs that the filters let through, ready to be divided."""

    def __init__(self, filters: OverviewFilter) -> None:
        self.filters = filters
        themes = filters.apply(Theme.objects.visible_to(filters.user))
        self.pairs = pairs(themes, filters.user, filters.places.home)

    def coverage(self) -> Coverage:
        return Coverage(
            self._line(_("Alle par"), self.pairs, {}),
            self._divided(self._units(), lambda pair: pair.unit, "unit"),
            self._divided(self.filters.places.types, lambda pair: pair.type, "type"),
            self._divided(self._rounds(), lambda pair: pair.round, "round"),
        )

    def _units(self) -> dict[int | None, str]:
        named = {int(key): name for key, name in self.filters.departments.items()}
        return {**named, None: _("Uden for afdelingerne")}

    def _rounds(self) -> dict[int | None, str]:
        return {**self.filters.rounds.names, None: _("Uden runde")}

    def _divided(self, names: dict[Any, str], of: Callable[[Pair], Any], field: str) -> list[Line]:
        """A line for each that has a pair."""
        parts: dict[Any, list[Pair]] = {}
        for pair in self.pairs:
            parts.setdefault(of(pair), []).append(pair)
        return [
            self._line(name, parts[key], {field: NONE if key is None else key})
            for key, name in names.items()
            if key in parts
        ]

    def _line(self, name: str, found: Iterable[Pair], condition: dict[str, Any]) -> Line:
        found = list(found)
        counts = []
        for step in Step:
            number = sum(step in pair.steps for pair in found)
            url = self._url(show=step.value, **condition)
            lacking_url = self._url(show=f"{NOT}{step}", **condition)
            counts.append(Count(step, number, url, len(found) - number, lacking_url))
        return Line(name, counts)

    def _url(self, **changes: Any) -> str:
        return f"{reverse('secretariat')}?{self.filters.query(**changes)}"


def rounds_shown(filters: OverviewFilter) -> str:
    """Which rounds the page counts, in words."""
    chosen = filters.chosen.get("round", "")
    if chosen == ALL:
        return _("Alle runder")
    if chosen == EARLIER:
        return _("Tidligere runder")
    if chosen == NONE:
        return _("Temaer uden runde")
    if chosen:
        return filters.rounds.names.get(int(chosen), "")
    return get_text_list([*filters.rounds.shown.values()], _("og")) or _("Alle par")
