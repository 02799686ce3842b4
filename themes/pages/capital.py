"""Capital over time, as the chart and its table show it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.svg.charts import Quarter
from themes.models import Funding

# As far back as the chart goes.
QUARTERS = 12
IN_A_YEAR = 4
INTERNAL = Funding.Origin.INTERNAL


def capital_by_quarter(funding: QuerySet[Funding]) -> list[Quarter]:
    """Kroner granted so far and kroner waiting, at the end of each of the last quarters."""
    fields = ("origin", "status", "applied_on", "amount_applied", "decided_on", "amount_granted")
    rows = list(funding.exclude(applied_on=None).order_by().values_list(*fields))
    if not rows:
        return []
    today = timezone.localdate()
    begun = min(today, *(row[2] for row in rows))
    ends = list(_ends(begun, today))[-QUARTERS:]
    return [_quarter(end, rows) for end in ends]


def _quarter(end: date, rows: list[tuple]) -> Quarter:
    granted = {True: 0, False: 0}
    waiting = 0
    for origin, status, applied_on, applied, decided_on, amount in rows:
        if applied_on > end:
            continue
        if decided_on is None or decided_on > end:
            waiting += applied or 0
        elif status == Funding.Status.GRANTED:
            granted[origin == INTERNAL] += amount or 0
    name = _("%(number)d. kvt. %(year)d") % {"number": (end.month + 2) // 3, "year": end.year}
    return Quarter(name, granted[True], granted[False], waiting)


def _ends(begun: date, until: date) -> Iterator[date]:
    """The first day after each quarter from the one that holds ``begun``, less a day."""
    year, quarter = begun.year, (begun.month - 1) // 3
    while True:
        quarter += 1
        if quarter == IN_A_YEAR:
            year, quarter = year + 1, 0
        after = date(year, quarter * 3 + 1, 1)
        yield date.fromordinal(after.toordinal() - 1)
        if after > until:
            return
