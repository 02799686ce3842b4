"""Days and moments around the day the demo is built, on working days and in working hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

SATURDAY = 5


@dataclass(frozen=True)
class Clock:
    """``ago`` counts days back; a negative number is a day ahead."""

    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def workday(self, ago: int) -> date:
        """That day; on a weekend the Friday before, or the Monday after for a day ahead."""
        day = self.day(ago)
        weekend = day.weekday() - SATURDAY
        if weekend < 0 or ago == 0:
            return day
        return day + timedelta(days=2 - weekend) if ago < 0 else day - timedelta(days=1 + weekend)

    def at(self, ago: int, hour: int = 9, minute: int = 0) -> datetime:
        """The moment on that working day, but never later than now for a day behind."""
        moment = datetime.combine(self.workday(ago), time(hour, minute))
        moment = timezone.make_aware(moment)
        return min(moment, self.now) if ago >= 0 else moment
