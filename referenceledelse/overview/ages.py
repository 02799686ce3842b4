"""How long themes have been in their phase, against its usual length (FEATURES F11.6)."""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from themes.models import Phase, Thresholds

IN_A_YEAR = 12


class Age(TextChoices):
    """A theme's time in its phase, beside the length that the secretariat has set."""

    WITHIN = "within", _("inden for det sædvanlige")
    OVER = "over", _("lidt over")
    LONG = "long", _("længere end sædvanligt")
    OPEN = "open", _("ingen fast længde")


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * IN_A_YEAR + day.month - 1 - months, IN_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Ages:
    """The limits of each phase as they stand today; two queries."""

    def __init__(self) -> None:
        self.days = Thresholds.now().phase_days
        today = timezone.localdate()
        self.limits: dict[int, date | None] = {}
        for pk, months in Phase.objects.values_list("pk", "usual_months"):
            self.limits[pk] = months_before(today, months) if months else None

    def of(self, phase: int, since: date) -> Age:
        """The age of a theme that has been in the phase since the day."""
        limit = self.limits[phase]
        if limit is None:
            return Age.OPEN
        if since >= limit:
            return Age.WITHIN
        return Age.OVER if since >= self._late(limit) else Age.LONG

    def condition(self, age: str) -> Q:
        """The themes of that age."""
        found = Q(pk__in=())
        for phase, limit in self.limits.items():
            if limit is None:
                found |= Q(phase=phase) if age == Age.OPEN else Q(pk__in=())
            elif age == Age.WITHIN:
                found |= Q(phase=phase, phase_since__gte=limit)
            elif age == Age.OVER:
                late = self._late(limit)
                found |= Q(phase=phase, phase_since__gte=late, phase_since__lt=limit)
            elif age == Age.LONG:
                found |= Q(phase=phase, phase_since__lt=self._late(limit))
        return found

    def _late(self, limit: date) -> date:
        return limit - timedelta(days=self.days)
