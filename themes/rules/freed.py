"""Who frees resources for whom."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import FreedResources
from themes.queries.network import membership, standing_wish
from themes.rules.rooms import CO_DRIVER, holds, is_running


@permission("themes.free_resources")
def can_free_resources(user: User, freed: FreedResources) -> bool:
    """The line manager frees what the network work takes, so that it is possible.

    For members and co-drivers of networks that run, and for who waits for a yes to take part; a
    network leader's time is in the mandate.
    """
    person, theme = freed.person, freed.theme
    if not is_running(theme) or not User.objects.managed_by(user.pk).filter(pk=person.pk).exists():
        return False
    takes_part = membership(person, theme) is not None or holds(person, theme, CO_DRIVER)
    return takes_part or standing_wish(person, theme) is not None
