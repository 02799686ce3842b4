"""One thing that waits for a person on the start page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

# Nobody works through more than these of a kind in a day.
MOST = 20


def soon() -> date:
    """A date until this one is worth a place on the list."""
    return timezone.localdate() + timedelta(days=14)


@dataclass(frozen=True)
class Step:
    """One thing that waits: what, about which theme, the button, and by when if there is a date.

    ``words`` is what a colleague wrote about it; ``hide_url`` is where it is put away unanswered.
    """

    title: str
    theme: str
    url: str
    action: str
    due_on: date | None = None
    words: str = ""
    hide_url: str = ""
    # Somebody has said to stand and wait for just this.
    is_awaited: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()
