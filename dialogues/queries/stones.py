"""How many stones lie on a theme's road, and how many are cleared."""

from django.db.models import Count, Q

from dialogues.models import Stone
from referenceledelse.core.text.order import alphabetical
from roles.models import User
from themes.models import Theme


def stone_counts(theme: Theme) -> dict[str, int]:
    """How many stones were laid, lie there still and are cleared: numbers and no words, one query.

    What was taken back never counted.
    """
    rows = Stone.objects.filter(theme=theme).exclude(state__in=Stone.GONE).order_by()
    return rows.aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(state__in=Stone.OPEN)),
        cleared=Count("pk", filter=Q(state=Stone.State.CLEARED)),
    )


def is_of_today(stone: Stone, theme: Theme) -> bool:
    """Whether it lies before the two who lead the theme today; the theme comes with its people."""
    pair = (theme.network_leader, theme.reference_leader)
    return (stone.network_leader, stone.reference_leader) == pair


def readers(stone: Stone, user: User) -> list[User]:
    """Who beside the person can read the stone."""
    given = User.objects.filter(pk__in=stone.steps.values("whom"))
    found = [stone.network_leader, stone.reference_leader, *given.order_by(alphabetical("name"))]
    return [one for one in dict.fromkeys(found) if one != user]
