"""Who holds which role on one theme today; a role that nobody holds is vacant.

Of rows the same is asked with ``Assignment.objects.active`` and ``Theme.objects.vacant``.
"""

from roles.models import User
from roles.queries.line_managers import MANAGERS
from themes.models import LEADING, Assignment, Theme


def leading(theme: Theme) -> dict[str, User]:
    """The theme's leaders by their roles, with those who manage them; one query."""
    rows = Assignment.objects.active().filter(theme=theme, role__in=LEADING)
    rows = rows.select_related("person", *(f"person__{way}" for way in MANAGERS))
    return {row.role_id: row.person for row in rows}
