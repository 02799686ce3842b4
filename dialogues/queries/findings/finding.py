"""One thing that the work list finds."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise

from dialogues.models import FindingKind
from dialogues.models.worklist import finding_key
from dialogues.queries.findings.facts import (
    Person,
)
from themes.models import Theme


@dataclass(frozen=True)
class Finding:
    """One thing that needs help: what, on which theme, since when, and why it is here.

    ``person`` is whom it is about, ``contact`` whom to write to. Two findings with the same ``key``
    are the same; the same trouble at another time is another finding.
    """

    kind: FindingKind
    theme: Theme
    since: date
    said: str | Promise
    facts: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    contact: Person | None = None
    # False if no last day is known; ``since`` is a guess.
    is_dated: bool = True
    # The role that is or will be vacant.
    role: str = ""

    @property
    def key(self) -> str:
        """What it is known by in an address, and the row that keeps what became of it."""
        return finding_key(
            self.kind.value, self.theme.pk, self.person and self.person.pk, self.since
        )

    @property
    def kinds(self) -> set[FindingKind]:
        """What it counts as: a role whose leader has left is vacant too."""
        return {self.kind, FindingKind(self.role)} if self.kind == FindingKind.LEFT else {self.kind}

    @property
    def why(self) -> str:
        """One sentence on why it is on the list, in the reader's language."""
        return str(self.said) % {name: _told(fact) for name, fact in self.facts.items()}


def _told(fact: Any) -> Any:
    if isinstance(fact, date):
        return date_format(fact, "DATE_FORMAT")
    return ", ".join(map(str, fact)) if isinstance(fact, tuple) else fact
