"""Units near a unit, suggested when a line manager proposes a theme."""

from collections.abc import Iterable

from django.db.models import Q

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.numbers import whole
from roles.models import Unit, User
from themes.models import Theme

# Limits that keep the suggestions short.
MOST_UNITS, MOST_MET = 10, 12


def asked_for(keys: Iterable[str], user: User) -> list[Unit]:
    """The units that an address names; what is no unit is passed over."""
    known = [key for key in map(whole, keys) if key is not None][:MOST_UNITS]
    return list(
        Unit.objects.visible_to(user).filter(pk__in=known).order_by(alphabetical("name"), "pk")
    )


def met_by(units: Iterable[Unit], user: User) -> list[Unit]:
    """The units beside the given ones, and those that the same running themes touch."""
    units = list(units)
    if not units:
        return []
    themes = Theme.objects.visible_to(user).running().filter(units__in=units)
    beside = Q(parent__in={unit.parent_id for unit in units if unit.parent_id})
    rows = Unit.objects.visible_to(user).filter(beside | Q(themes__in=themes.values("pk")))
    rows = rows.exclude(pk__in=[unit.pk for unit in units]).distinct()
    return list(rows.order_by(alphabetical("name"), "pk")[:MOST_MET])
