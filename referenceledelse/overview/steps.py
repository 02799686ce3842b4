"""One thing that waits for a person on the start page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

# A date this near is worth a place on the list.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Step:
    """One thing that waits: what, about which theme, the button, and by when if there is a date."""

    title: str
    theme: str
    url: str
    action: str
    due_on: date | None = None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()
