"""The rounds that the demo's themes came in by, so that earlier ones can stand aside."""

from datetime import date

from themes.models import Round, Theme
from themes.services.defaults import SEASONS, round_days

YEARS = 3


def put_in_rounds(today: date) -> None:
    """Give each theme the last round that was decided before it began."""
    for theme in Theme.objects.accepted().filter(round=None, starts_on__isnull=False):
        days = round_days(range(today.year - YEARS, today.year + 1))
        before = [pair for pair in days if pair[1] <= theme.starts_on]
        if before:
            theme.round = _round(*max(before))
            theme.save(update_fields=["round"])


def _round(deadline: date, decides_on: date) -> Round:
    danish, english = SEASONS[deadline.month]
    names = {"name_da": f"{danish} {deadline.year}", "name_en": f"{english} {deadline.year}"}
    told = {"decides_on": decides_on, **names}
    return Round.objects.get_or_create(deadline=deadline, defaults=told)[0]
