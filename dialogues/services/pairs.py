"""The two whom a verb is about."""

from django.utils.translation import gettext as _

from referenceledelse.core.web.errors import Refused
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.queries.assignments import leading


def pair_of(theme: Theme) -> dict[str, User]:
    """The theme's two leaders of today; raises ``Refused`` where one is missing."""
    held = leading(theme)
    if missing := next((role for role in LEADING if role not in held), None):
        said = _("Temaet har ingen %(role)s lige nu. Det er sekretariatet, der finder en.")
        raise Refused(said % {"role": RoleKey(missing).label})
    return held
