"""How a matter of the work list stands: who has it, and whether it waits or is settled."""

from dataclasses import dataclass, field
from datetime import date

from dialogues.models import FindingKind, WorkItem, WorkStep
from dialogues.queries.findings import Finding
from roles.models import User


@dataclass
class Matter:
    """A finding as the secretariat works on it: what has been done about it so far."""

    finding: Finding
    item: WorkItem | None
    today: date
    reopen_days: int
    steps: list[WorkStep] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.finding.key

    @property
    def version(self) -> int:
        """What a form must have seen; 0 where nobody has touched it."""
        return self.item.version if self.item else 0

    @property
    def days(self) -> int:
        return (self.today - self.finding.since).days

    @property
    def is_ahead(self) -> bool:
        return self.finding.kind == FindingKind.ENDS

    @property
    def is_snoozed(self) -> bool:
        return self.claimed_by is not None and self.item.is_snoozed(self.today)

    @property
    def is_settled(self) -> bool:
        return self.item is not None and self.item.is_settled(self.today, self.reopen_days)

    @property
    def is_open(self) -> bool:
        return not (self.is_snoozed or self.is_settled)

    @property
    def may_claim(self) -> bool:
        return self.is_open and self.claimed_by is None

    @property
    def is_back(self) -> bool:
        """Cleared once, and still found ``reopen_days`` later."""
        return self.item is not None and self.item.cleared_at is not None and not self.is_settled

    @property
    def claimed_by(self) -> User | None:
        """Who has it, as long as they work here; then it is nobody's again."""
        person = self.item.claimed_by if self.item else None
        return person if person and person.is_working else None

    @property
    def last_note(self) -> WorkStep | None:
        """What was done last, where someone wrote why."""
        last = next(iter(self.steps), None)
        return last if last and last.note else None
