"""How many pairs have come how far, each number with the list that it counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from referenceledelse.overview.queries.coverage import Counting, PairGroup
from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.queries.pairs import LACKS, PairStep
from referenceledelse.overview.queries.rounds import ALL, EARLIER, NONE


@dataclass(frozen=True)
class LinkedCount:
    """How many pairs have done a step, and how many lack it; each leads to its list."""

    step: PairStep
    number: int
    url: str
    lacking: int
    lacking_url: str

    @property
    def lacks(self) -> str:
        return str(LACKS.get(self.step, ""))


@dataclass(frozen=True)
class CoverageRow:
    """Some of the pairs: what they have in common, and how far they are."""

    name: str
    counts: list[LinkedCount]


@dataclass(frozen=True)
class CoveragePage:
    """The pairs in all, and divided in three ways; ``count`` is how many there are."""

    whole: CoverageRow
    by_unit: list[CoverageRow]
    by_type: list[CoverageRow]
    by_round: list[CoverageRow]
    count: int


def coverage_page(narrowing: Narrowing) -> CoveragePage:
    """The numbers of the pairs that the reader has asked for."""
    counting = Counting(narrowing)
    found = counting.coverage()

    def lines(parts: list[PairGroup]) -> list[CoverageRow]:
        return [_line(part, narrowing) for part in parts]

    return CoveragePage(
        _line(found.whole, narrowing),
        lines(found.by_unit),
        lines(found.by_type),
        lines(found.by_round),
        len(counting.pairs),
    )


def _line(part: PairGroup, narrowing: Narrowing) -> CoverageRow:
    page = reverse("secretariat")
    counts = [
        LinkedCount(
            one.step,
            one.number,
            f"{page}?{narrowing.query(**one.chosen)}",
            one.lacking,
            f"{page}?{narrowing.query(**one.chosen_lacking)}",
        )
        for one in part.counts
    ]
    return CoverageRow(part.name, counts)


def rounds_shown(narrowing: Narrowing) -> str:
    """Which rounds the page counts, in words."""
    chosen = narrowing.chosen.get("round", "")
    if chosen == ALL:
        return _("Alle runder")
    if chosen == EARLIER:
        return _("Tidligere runder")
    if chosen == NONE:
        return _("Temaer uden runde")
    if chosen:
        return narrowing.rounds.names.get(int(chosen), "")
    return get_text_list([*narrowing.rounds.shown.values()], _("og")) or _("Alle par")
