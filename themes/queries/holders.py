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


def those_with(theme: Theme, *roles: str) -> list[User]:
    """Everyone who holds one of the roles today, in their order; of a role all who hold it."""
    rows = getattr(theme, "holders", None)
    if rows is None:
        rows = Assignment.objects.active().filter(theme=theme, role__in=roles)
        rows = rows.select_related("person")
    rows = sorted(rows, key=lambda row: (row.starts_on, row.pk))
    found = [row.person for role in roles for row in rows if row.role_id == role]
    return list(dict.fromkeys(found))
