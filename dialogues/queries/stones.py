"""How many stones lie on a theme's road, and how many are cleared."""

from django.db.models import Count, QuerySet

from dialogues.models import Stone
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical
from roles.models import User
from themes.models import Theme


def stone_counts(theme: Theme) -> dict[str, int]:
    """How many stones were laid, lie there still and are cleared: numbers and no words, one query.

    What was taken back never counted.
    """
    counts = dict(_by_state(theme))
    return {
        "all": sum(counts.values()),
        "open": sum(counts.get(state, 0) for state in Stone.OPEN),
        "cleared": counts.get(Stone.State.CLEARED, 0),
    }


@compiled
def _by_state(theme: Theme) -> QuerySet[Stone, tuple[str, int]]:
    rows = Stone.objects.filter(theme=theme).exclude(state__in=Stone.GONE).order_by()
    return rows.values_list("state").annotate(Count("pk"))


def is_of_today(stone: Stone, theme: Theme) -> bool:
    """Whether it lies before the two who lead the theme today; the theme comes with its people."""
    pair = (theme.network_leader, theme.reference_leader)
    return (stone.network_leader, stone.reference_leader) == pair


def readers(stone: Stone, user: User) -> list[User]:
    """Who beside the person can read the stone."""
    given = User.objects.filter(pk__in=stone.steps.values("whom"))
    found = [stone.network_leader, stone.reference_leader, *given.order_by(alphabetical("name"))]
    return [one for one in dict.fromkeys(found) if one != user]
