"""Dates and times as people here write them, read alike in every form and in the administration.

A year that was meant otherwise is asked about, since "26" or a slip in the browser's calendar
would be kept as the year 26, or as one that no page can count from.
"""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.cleaning import one_line

FIRST_YEAR, LAST_YEAR = 1900, 2200
# With two digits: 26 is 2026, and 87 is 1987, as Python and the spreadsheets read them.
TURN = 69
MONTHS = (
    ("jan",), ("feb",), ("mar",), ("apr",), ("maj", "may"), ("jun",),
    ("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dec",),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
# Each text is brought to single spaces first, or a long row of them would be split in every way.
_SIGN = r"\s*[-–./\s]\s*"
# The year first has four digits, or what a browser makes of a slip: 0026-11-24, 20266-11-24.
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4,6}}){_SIGN}(?P<month>\d\d?){_SIGN}(?P<day>\d\d?)")
_DAY_FIRST = re.compile(rf"(?P<day>\d\d?){_SIGN}(?P<month>\d\d?){_SIGN}(?P<year>\d{{1,6}})")
_IN_WORDS = re.compile(r"(?P<day>\d\d?)[.\s]*(?P<month>[a-z]{3,9})[.\s]*(?P<year>\d{1,6})")
_BEFORE_HOUR = r"(?:\s*[T,]\s*|\s+)(?:kl\.?\s*)?"
_HOUR = re.compile(
    r"(?:kl\.?\s*)?(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?)?"
)
_MOMENT = re.compile(rf"(?P<day>.+?){_BEFORE_HOUR}(?P<time>\d\d?(?:[:.]\d\d(?:[:.]\d\d\S*)?)?)")

NO_DATE = _("Det er ikke en dato. Skriv den som 31-12-2026.")
NO_TIME = _("Det er ikke et klokkeslæt. Skriv det som 10.30.")
NO_MOMENT = _("Skriv dag og klokkeslæt, fx 31-12-2026 kl. 10.30.")


def read_day(text: str) -> date | None:
    """The day that the text names; ``None`` where it names none.

    Raises ``ValidationError`` with the year that may have been meant, where it is an unlikely one.
    """
    day, year = named_day(text)
    if day:
        refuse_unlikely(year)
    return day


def named_day(text: str) -> tuple[date | None, int]:
    """The day that the text names, with its year as it was meant, which need not be a date's."""
    words = one_line(text).rstrip(".").lower()
    found = next(
        (match for way in (_YEAR_FIRST, _DAY_FIRST, _IN_WORDS) if (match := way.fullmatch(words))),
        None,
    )
    if not found:
        return None, 0
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTH.get(month[:3], 0)
    year = _year(found["year"])
    try:
        return date(year if 0 < year <= 9999 else 2000, number, int(found["day"])), year
    except ValueError:
        return None, year


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < TURN else 1900)
    return year


def refuse_unlikely(year: int) -> None:
    """Raise ``ValidationError`` where the year lies beyond what anyone plans or remembers."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        meant = 2000 + year if 0 < year < 100 else timezone.localdate().year
        raise ValidationError(
            _("Året %(year)s kan ikke bruges. Mente du %(meant)s?"),
            code="unlikely",
            params={"year": year, "meant": meant},
        )


def read_time(text: str) -> time | None:
    """The time of day that the text names, with a full stop or a colon; ``None`` for none."""
    found = _HOUR.fullmatch(one_line(text).lower())
    try:
        return time(*(int(part or 0) for part in found.groups())) if found else None
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """The day and the time that the text names, without a zone; ``None`` where one is missing."""
    found = _MOMENT.fullmatch(one_line(text))
    if not found:
        return None
    day, at = read_day(found["day"]), read_time(found["time"])
    return datetime.combine(day, at) if day and at else None


class Day(forms.DateField):
    """A local date, with the browser's own calendar; typed, it is read in every usual way."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": NO_DATE}

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value not in self.empty_values:
            return _known(read_day(value), NO_DATE)
        day = super().to_python(value)
        if day:
            refuse_unlikely(day.year)
        return day

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, as the browser's calendar takes it; what is no date stays as it was."""
        return _read(read_day, super().bound_data(data, initial))


class Moment(forms.DateTimeField):
    """A local date and time, with the browser's own calendar; typed, as ``Day``."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_error_messages = {"invalid": NO_MOMENT}

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and value not in self.empty_values:
            value = _known(read_moment(value), NO_MOMENT)
        moment = super().to_python(value)
        if moment:
            refuse_unlikely(moment.year)
        return moment

    def bound_data(self, data: Any, initial: Any) -> Any:
        return _read(read_moment, super().bound_data(data, initial))


class Hour(forms.TimeField):
    """A time of day, with a full stop or a colon."""

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and value not in self.empty_values:
            return _known(read_time(value), NO_TIME)
        return super().to_python(value)


class DayAndHour(forms.SplitDateTimeField):
    """A date and a time in two fields, as the administration asks for them."""

    widget = AdminSplitDateTime

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = (Day(required=False, widget=forms.DateInput), Hour(required=False))


def _known[T](found: T | None, otherwise: Promise) -> T:
    if found is None:
        raise ValidationError(otherwise, code="invalid")
    return found


def _read(reader: Any, typed: Any) -> Any:
    try:
        found = reader(typed) if isinstance(typed, str) else None
    except ValidationError:
        return typed
    return found if found and not found.isoformat().startswith(typed) else typed
