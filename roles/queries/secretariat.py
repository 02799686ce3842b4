"""Who works in the secretariat."""

from referenceledelse.core.text.order import alphabetical
from roles.models import SECRETARIAT_GROUP, User, UserQuerySet


def secretariat() -> UserQuerySet:
    """Who works in the secretariat today, by name."""
    rows = User.objects.filter(groups__name=SECRETARIAT_GROUP).working()
    return rows.order_by(alphabetical("name"), "pk")
