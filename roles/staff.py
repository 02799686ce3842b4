"""Who manages whom, and who works in the secretariat."""

from collections.abc import Iterable

from roles.models import SECRETARIAT_GROUP, Unit, User, UserQuerySet

# What a list of people is fetched with, so that asking for a manager asks the database no more.
MANAGERS = ("unit__manager", "unit__parent__manager")


def line_manager(person: User | None) -> User | None:
    """Who manages the person's unit; for the one who manages it, who manages the unit above.

    Whoever has left the municipality manages nobody. ``roles.models.manages`` says the same as a
    condition on rows.
    """
    if person is None or person.unit is None:
        return None
    above = person.unit.parent and person.unit.parent.manager
    for manager in (person.unit.manager, above):
        if manager and manager != person and manager.is_working:
            return manager
    return None


def parents() -> dict[int, int | None]:
    """Every unit with the one above it."""
    return dict(Unit.objects.order_by().values_list("pk", "parent"))


def below(tops: Iterable[int], above: dict[int, int | None]) -> set[int]:
    """The units and every unit below them."""
    children: dict[int | None, list[int]] = {}
    for unit, parent in above.items():
        children.setdefault(parent, []).append(unit)
    found, waiting = set(), list(tops)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += children.get(unit, [])
    return found


def units_of(manager: User) -> set[int]:
    """The units that the person manages, and every unit below them."""
    rows = list(Unit.objects.order_by().values_list("pk", "parent", "manager"))
    own = [pk for pk, _parent, managed_by in rows if managed_by == manager.pk]
    return below(own, {pk: parent for pk, parent, _managed_by in rows})


def employees(manager: User) -> UserQuerySet:
    """All others who work in those units today."""
    found = User.objects.visible_to(manager).working().filter(unit__in=units_of(manager))
    return found.exclude(pk=manager.pk)


def secretariat() -> UserQuerySet:
    """Who works in the secretariat today, by name."""
    rows = User.objects.filter(groups__name=SECRETARIAT_GROUP).working()
    return rows.order_by("name", "pk")
