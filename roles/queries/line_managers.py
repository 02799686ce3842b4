"""Who is whose line manager.

The manager of the person's unit who works here today and is not the person; else the manager of
the unit above, likewise; else nobody. So whoever has left, or has yet to begin, manages nobody;
whoever manages the own unit has the manager above; and at the top, or further below without a
manager, nobody stands in. ``line_manager`` says it of a person, ``manager_of`` of a unit,
``roles.models.manager_key`` and ``manages`` of rows.
"""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone

from referenceledelse.core.text.order import alphabetical
from roles.models import Unit, User, UserQuerySet, employed
from roles.queries.units import way_up

# What a list of people is fetched with, so that asking for a manager asks the database no more.
MANAGERS = ("unit__manager", "unit__parent__manager")


def line_manager(person: User | None) -> User | None:
    """The person's line manager today."""
    if person is None or person.unit is None:
        return None
    return next((one for one in _managers(person.unit) if one != person), None)


def manager_of(unit: Unit) -> User | None:
    """Who manages the people of the unit today, whoever is entered as its manager."""
    return next(_managers(unit), None)


def _managers(unit: Unit) -> Iterator[User]:
    """Those who can: the unit's own manager, and then the one above."""
    for manager in (unit.manager, unit.parent and unit.parent.manager):
        if manager and manager.is_working:
            yield manager


class Chains:
    """Who leads whom through the units, at any height: read in two queries, asked of many."""

    def __init__(self) -> None:
        rows = Unit.objects.order_by()
        units = list(rows.values_list("pk", "parent", "name"))
        self._above = {pk: parent for pk, parent, _name in units}
        self._names = {pk: name for pk, _parent, name in units}
        today = timezone.localdate()
        leads = rows.filter(employed(today, "manager__")).values_list("pk", "manager")
        self._leads: dict[int, int] = dict(leads)

    def above(self, person: User | None) -> dict[int, str]:
        """Each leader from the person's own unit to the top, by the nearest unit they lead."""
        found: dict[int, str] = {}
        for unit in way_up(person.unit_id, self._above) if person else ():
            if (leader := self._leads.get(unit)) and leader != person.pk:
                found.setdefault(leader, self._names[unit])
        return found


def managed_units(manager: User, user: User) -> list[Unit]:
    """The units whose people the person manages today and that ``user`` may see, by name."""
    near = Q(manager=manager) | Q(parent__manager=manager)
    rows = Unit.objects.visible_to(user).filter(near).select_related("manager", "parent__manager")
    found = rows.order_by(alphabetical("name"), "pk")
    return [unit for unit in found if manager_of(unit) == manager]


def units_of(manager: User) -> QuerySet[Unit, int]:
    """The units that the person manages today, and every unit below them."""
    own = Unit.objects.filter(manager=manager) if manager.is_working else Unit.objects.none()
    return Unit.objects.below(own.values_list("pk", flat=True)).values_list("pk", flat=True)


def employees(manager: User) -> UserQuerySet:
    """All others who work in those units today, whoever is closer to them."""
    found = User.objects.visible_to(manager).working().filter(unit__in=units_of(manager))
    return found.exclude(pk=manager.pk)
