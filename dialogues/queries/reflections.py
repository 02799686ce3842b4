"""Which duties a reflection asks about."""

from roles.models import RolePoint
from themes.models import Theme


def points_asked(theme: Theme) -> list[RolePoint]:
    """The ten in the texts that the theme began with; before its first invitation today's.

    A theme gets its ten with the invitation: sooner, others would see that someone prepares.
    """
    begun = list(RolePoint.objects.filter(duties__theme=theme).order_by("order"))
    return begun or list(RolePoint.objects.duties().current().order_by("order"))
