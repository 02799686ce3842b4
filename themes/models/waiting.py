"""Until when something waits: the theme runs, and those who are asked work here.

Asked of the days each time, so that what waits on a closed theme, or on someone who left, closes
by itself.
"""

from functools import reduce
from operator import and_

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from roles.models import User, employed
from themes.models.themes import Phase, Theme


def runs(theme: str = "theme") -> Q:
    """Rows whose theme is taken up and not closed; ``theme`` is the way to it."""
    accepted = Q((f"{theme}__status", Theme.Status.ACCEPTED))
    return accepted & ~Q((f"{theme}__phase__key", Phase.CLOSED))


def works(*people: str) -> Q:
    """Rows whose people, each named by the way there, all work here today."""
    today = timezone.localdate()
    return reduce(and_, (employed(today, f"{one}__") for one in people))


def why_over(theme: Theme | None, *people: User) -> str:
    """Why nobody can answer any more, in words; empty while the theme runs and all work here."""
    if theme and theme.is_closed:
        return _("Temaet er afsluttet.")
    left = next((one for one in people if not one.is_working), None)
    return _("%(name)s arbejder her ikke længere.") % {"name": left.name} if left else ""
