"""Until when something waits: the theme runs, and those who are asked work here.

Computed each time, so that requests close by themselves when the theme closes or a person leaves.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.web.errors import Refused, Stale
from roles.models import User, employed

if TYPE_CHECKING:
    from themes.models.themes import Theme


def runs(theme: str = "theme__") -> Q:
    """Rows whose theme is taken up and not closed; ``theme`` is the way to it, with its ``__``."""
    return Q((f"{theme}status", "accepted")) & ~Q((f"{theme}phase__key", "closed"))


def works(*people: str) -> Q:
    """Rows whose people, each named by the way there, all work here today."""
    today = timezone.localdate()
    return reduce(and_, (employed(today, f"{one}__") for one in people))


def why_over(theme: "Theme | None", *people: User) -> str:
    """Why nobody can answer any more, in words; empty while the theme runs and all work here."""
    if theme and theme.is_closed:
        return _("Temaet er afsluttet.")
    left = next((one for one in people if not one.is_working), None)
    return _("%(name)s arbejder her ikke længere.") % {"name": left.name} if left else ""


class Waits:
    """A request on a theme; ``NEEDS`` names people who must still work here."""

    NEEDS: ClassVar[tuple[str, ...]]

    @property
    def is_open(self) -> bool:
        return self.state == "waiting"

    @property
    def why_over(self) -> str:
        """Why nobody can answer any more, of one that was never answered."""
        people = filter(None, (getattr(self, one) for one in self.NEEDS))
        return why_over(self.theme, *people) if self.is_open else ""

    @property
    def is_waiting(self) -> bool:
        return self.is_open and not self.why_over

    def refuse_over(self, said: Callable[[], str]) -> None:
        """Raise ``Stale`` where it was answered or taken back, with what ``said`` tells of it.

        Raises ``Refused`` where nobody can answer any more.
        """
        if not self.is_open:
            raise Stale(said())
        if self.why_over:
            raise Refused(self.why_over)
