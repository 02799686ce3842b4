"""What the secretariat's work list finds today.

Computed from the data each time and never stored, so what is mended is gone by itself. Facts and
dates alone: nothing that anyone wrote is read here.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from dialogues.queries.findings.conversations import conversations
from dialogues.queries.findings.facts import Facts
from dialogues.queries.findings.finding import Finding
from dialogues.queries.findings.leaders import co_drivers, leaders
from dialogues.queries.findings.themes import ended, long_phases, proposals, quiet, without_mandate
from referenceledelse.core.text.order import danish_key
from roles.models import User

__all__ = ["Finding", "findings"]


def findings(user: User, today: date | None = None) -> list[Finding]:
    """All that needs help, what has waited longest first; nothing for anyone but the secretariat.

    A constant number of queries, however many themes there are.
    """
    if not (user.is_active and user.is_secretariat):
        return []
    known = Facts(user, today or timezone.localdate())
    found: dict[str, Finding] = {}
    for source in SOURCES:
        for one in source(known):
            found.setdefault(one.key, one)
    return sorted(found.values(), key=lambda one: (one.since, danish_key(one.theme.title), one.key))


SOURCES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    leaders,
    co_drivers,
    ended,
    conversations,
    without_mandate,
    quiet,
    long_phases,
    proposals,
)
