"""Who manages whom."""

from roles.models import User

# What a list of people is fetched with, so that asking for a manager asks the database no more.
MANAGERS = ("unit__manager", "unit__parent__manager")


def line_manager(person: User | None) -> User | None:
    """Who manages the person's unit; for the one who manages it, who manages the unit above."""
    if person is None or person.unit is None:
        return None
    above = person.unit.parent and person.unit.parent.manager
    found = person.unit.manager if person.unit.manager_id != person.pk else None
    return found or (above if above != person else None)
