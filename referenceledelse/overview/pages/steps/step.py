"""One thing that waits for a person on the start page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.text import Truncator

from roles.models import User
from themes.models import Contribution, MemberRequest

# Nobody works through more than these of a kind in a day.
MOST = 20


# What is longer stands folded, with its beginning.
SHORT = 220


def soon() -> date:
    """A date until this one is worth a place on the list."""
    return timezone.localdate() + timedelta(days=14)


@dataclass(frozen=True)
class NextStep:
    """One thing that waits: what, about which theme, the button, and by when if there is a date.

    ``words`` is what a colleague wrote about it; ``hide_url`` is where it is put away unanswered,
    with the button ``hide``. A ``contribution`` and a request (``asked``) are answered on the card.
    ``more`` are other ways on, each an address and its words.
    """

    title: str
    theme: str
    url: str
    action: str
    due_on: date | None = None
    words: str = ""
    hide_url: str = ""
    hide: str = ""
    # Another button, where there are two ways: what it says, and its address.
    beside: tuple[str, str] | None = None
    contribution: Contribution | None = None
    asked: MemberRequest | None = None
    more: tuple[tuple[str, str], ...] = ()
    # Where and how a colleague is reached about it.
    person: User | None = None
    # Somebody stands and waits for the person's answer.
    is_awaited: bool = False
    # Somebody gave it, and it asks for nothing but to be seen.
    is_given: bool = False
    # It tells what became of something, and asks for nothing.
    is_told: bool = False

    @property
    def order(self) -> tuple[bool, bool, bool, bool, date]:
        """People who wait, what people gave, what is late, the rest, and last what is told."""
        kind = (not self.is_awaited, not self.is_given, self.is_told)
        return (*kind, not self.is_overdue, self.due_on or date.max)

    @property
    def is_of_people(self) -> bool:
        """Whether it is never folded away."""
        return self.is_awaited or self.is_given

    @property
    def beginning(self) -> str:
        """How long words begin; empty where they are short."""
        return Truncator(self.words).chars(120) if len(self.words) > SHORT else ""

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()
