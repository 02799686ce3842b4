"""Who holds which role on one theme today; a role that nobody holds is vacant.

Of rows the same is asked with ``Assignment.objects.active`` and ``Theme.objects.vacant``.
"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical
from roles.models import User
from roles.queries.line_managers import MANAGERS
from themes.models import LEADING, Assignment, Theme
from themes.models.running import runs


def leading(theme: Theme) -> dict[str, User]:
    """The theme's leaders by their roles, with those who manage them; one query."""
    rows = Assignment.objects.active().filter(theme=theme, role__in=LEADING)
    rows = rows.select_related("person", *(f"person__{way}" for way in MANAGERS))
    return {row.role_id: row.person for row in rows}


def add_holders(themes: Iterable[Theme]) -> None:
    """Give each theme its ``holders``, as ``ThemeQuerySet.with_people`` does; one query."""
    known = {theme.pk: theme for theme in themes}
    for theme in known.values():
        theme.holders = []
    for row in _holders(list(known)):
        row.theme = known[row.theme_id]
        row.theme.holders.append(row)


@compiled
def _holders(themes: Collection[int]) -> QuerySet[Assignment]:
    rows = Assignment.objects.active().filter(theme__in=themes)
    return rows.select_related("person", "role").without_why()


def running_roles(people: Iterable[int]) -> dict[int, list[Assignment]]:
    """What each of the people holds today on running themes, by the theme's title; one query."""
    rows = Assignment.objects.active().filter(runs(), person__in=list(people))
    found: dict[int, list[Assignment]] = {}
    for row in rows.select_related("theme", "role").order_by(alphabetical("theme__title"), "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def those_with(theme: Theme, *roles: str) -> list[User]:
    """Everyone who holds one of the roles today, in their order; of a role all who hold it."""
    rows = getattr(theme, "holders", None)
    if rows is None:
        rows = Assignment.objects.active().filter(theme=theme, role__in=roles)
        rows = rows.select_related("person")
    rows = sorted(rows, key=lambda row: (row.starts_on, row.pk))
    found = [row.person for role in roles for row in rows if row.role_id == role]
    return list(dict.fromkeys(found))
