"""Capital over time, as the chart and its table show it."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.svg.charts import Quarter
from themes.models import Funding

# As far back as the chart goes.
QUARTERS = 12
INTERNAL = Funding.Origin.INTERNAL


def capital_by_quarter(funding: QuerySet[Funding]) -> list[Quarter]:
    """Kroner granted so far and kroner waiting, at the end of each of the last quarters."""
    fields = ("origin", "status", "applied_on", "amount_applied", "decided_on", "amount_granted")
    rows = list(funding.exclude(applied_on=None).order_by().values_list(*fields))
    if not rows:
        return []
    today = timezone.localdate()
    begun = min(today, *(row[2] for row in rows))
    # The last day of this quarter, and of those before it.
    this = -today.month % 3
    months = (this - 3 * back for back in reversed(range(QUARTERS)))
    ends = (today + relativedelta(months=n, day=31) for n in months)
    return [_quarter(end, rows) for end in ends if end >= begun]


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
