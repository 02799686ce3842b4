"""How much each leader carries (FEATURES F3.4)."""

from collections.abc import Iterable

from django.db.models import Count

from themes.models import LEADING, Assignment, Theme


def themes_led(people: Iterable[int] | None = None) -> dict[int, int]:
    """How many running themes each person leads today, as network or as reference leader.

    Of the given people, or of all who lead any; who leads none is not in the answer.
    """
    rows = Assignment.objects.active().filter(role__in=LEADING, theme__in=Theme.objects.running())
    if people is not None:
        rows = rows.filter(person__in=list(people))
    counted = rows.order_by().values_list("person").annotate(Count("theme", distinct=True))
    return dict(counted)
