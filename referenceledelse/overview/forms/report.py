"""The days that a report is about."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import Day

# The month that the second half of a year begins with.
HALF = 7


class Period(forms.Form):
    """From which day to which; the current half-year unless the address says otherwise."""

    marks_optional = False

    fra = Day(label=_("Fra"), required=False)
    til = Day(label=_("Til"), required=False)

    def __init__(self, data: QueryDict) -> None:
        self.begins, self.ends = half_year(timezone.localdate())
        days = {"fra": self.begins.isoformat(), "til": self.ends.isoformat()}
        super().__init__({name: data.get(name) or day for name, day in days.items()})
        if self.is_valid():
            self.begins, self.ends = self.cleaned_data["fra"], self.cleaned_data["til"]

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("fra"), self.cleaned_data.get("til")
        if begins and ends and ends < begins:
            self.add_error("til", _("Slutdatoen ligger før startdatoen."))
        return self.cleaned_data

    @property
    def days(self) -> tuple[date, date]:
        return self.begins, self.ends


def half_year(day: date) -> tuple[date, date]:
    """The half of the year that the day lies in."""
    begins = date(day.year, 1 if day.month < HALF else HALF, 1)
    return begins, begins + relativedelta(months=5, day=31)
