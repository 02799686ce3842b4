"""How long themes have been under way, against the usual length of their phase and type."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from themes.models import Phase, Theme, ThemeType, Thresholds

# The fields from which an age is computed.
MEASURED = ("phase_id", "phase_since", "type_id", "starts_on", "ends_on", "created_at")


class Age(TextChoices):
    """A theme's time beside the length that the secretariat has set; the long ones are stuck."""

    WITHIN = "within", _("inden for det sædvanlige")
    OVER = "over", _("lidt over")
    LONG = "long", _("længere end sædvanligt")
    OPEN = "open", _("ingen fast længde")


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is too short."""
    return day + relativedelta(months=months)


def begun(theme: Any, today: date) -> date:
    """The first day of a theme that is running."""
    if theme.starts_on and theme.starts_on <= today:
        return theme.starts_on
    return timezone.localdate(theme.created_at)


class Ages:
    """The usual lengths and the limit as they stand; three queries."""

    def __init__(self, today: date | None = None) -> None:
        self.today = today or timezone.localdate()
        self.limit = Thresholds.now().phase_days
        self.phases = dict(Phase.objects.values_list("pk", "usual_months"))
        self.types = dict(ThemeType.objects.values_list("pk", "usual_months"))

    def each(self, themes: QuerySet[Theme]) -> Iterator[tuple[Any, Age]]:
        """The themes as rows of ``pk`` and ``MEASURED``, each with its age; one query."""
        for row in themes.order_by().values_list("pk", *MEASURED, named=True):
            yield row, self.of(row)

    def having(self, themes: QuerySet[Theme], age: str) -> list[int]:
        """Which of the themes are of that age."""
        return [row.pk for row, found in self.each(themes) if found == age]

    def of(self, theme: Any) -> Age:
        """The age in its phase, unless the age against its type is longer."""
        ages = (self.in_phase(theme), self.of_type(theme))
        return next((age for age in (Age.LONG, Age.OVER) if age in ages), ages[0])

    def in_phase(self, theme: Any) -> Age:
        return self._age(theme.phase_since, self.phases[theme.phase_id])

    def of_type(self, theme: Any) -> Age:
        """The age against the length of its type; ``OPEN`` with an end."""
        months = 0 if theme.ends_on else self.types[theme.type_id]
        return self._age(begun(theme, self.today), months)

    def _age(self, since: date, months: int) -> Age:
        if not months:
            return Age.OPEN
        over = (self.today - months_after(since, months)).days
        return Age.LONG if over > self.limit else Age.OVER if over > 0 else Age.WITHIN
