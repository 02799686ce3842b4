"""Who manages whom, and who works in the secretariat."""

from roles.models import SECRETARIAT_GROUP, User, UserQuerySet

# What a list of people is fetched with, so that asking for a manager asks the database no more.
MANAGERS = ("unit__manager", "unit__parent__manager")


def line_manager(person: User | None) -> User | None:
    """Who manages the person's unit; for the one who manages it, who manages the unit above."""
    if person is None or person.unit is None:
        return None
    above = person.unit.parent and person.unit.parent.manager
    found = person.unit.manager if person.unit.manager_id != person.pk else None
    return found or (above if above != person else None)


def secretariat() -> UserQuerySet:
    """Who works in the secretariat today, by name."""
    rows = User.objects.filter(groups__name=SECRETARIAT_GROUP).working()
    return rows.order_by("name", "pk")
