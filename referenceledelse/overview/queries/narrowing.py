"""What narrows the secretariat's pages and tables, as they ask it; a form reads the address."""

from typing import Any, Protocol

from referenceledelse.overview.queries.places import Places
from referenceledelse.overview.queries.rounds import Rounds
from roles.models import User
from themes.models import ThemeQuerySet


class Narrowing(Protocol):
    """Who reads, and which of the running themes the reader has asked for."""

    user: User
    places: Places
    rounds: Rounds
    departments: dict[str, str]
    chosen: dict[str, Any]

    def apply(self, themes: ThemeQuerySet) -> ThemeQuerySet:
        """The running themes that are let through."""

    def query(self, **changes: Any) -> str:
        """The address's parameters with some of them changed."""
