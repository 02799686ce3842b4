"""How much each leader carries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referenceledelse.core.text.order import alphabetical
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Theme


def _led() -> QuerySet[Assignment]:
    """Who leads a running theme today."""
    return Assignment.objects.active().filter(role__in=LEADING, theme__in=Theme.objects.running())


def themes_led(people: Iterable[int] | None = None) -> dict[int, int]:
    """How many running themes each person leads today, as network or as reference leader.

    Of the given people, or of all who lead any; who leads none is not in the answer.
    """
    rows = _led()
    if people is not None:
        rows = rows.filter(person__in=list(people))
    counted = rows.order_by().values_list("person").annotate(Count("theme"))
    return dict(counted)


def load_of(person: User) -> int:
    """How many running themes the person leads today."""
    return themes_led([person.pk]).get(person.pk, 0)


def people_with(count: int) -> list[int]:
    """Those who lead at least so many running themes."""
    rows = _led().order_by().values("person").annotate(led=Count("theme"))
    return list(rows.filter(led__gte=count).values_list("person", flat=True))


def leaders() -> QuerySet[Assignment, dict[str, Any]]:
    """Each leader with how many running themes, and in which role, the most first."""
    return (
        _led()
        .order_by()
        .values("person", "person__name", "person__job_title", "person__unit__name")
        .annotate(
            led=Count("theme"),
            as_network_leader=Count("pk", filter=Q(role=RoleKey.NETWORK_LEADER)),
            as_reference_leader=Count("pk", filter=Q(role=RoleKey.REFERENCE_LEADER)),
        )
        .order_by("-led", alphabetical("person__name"), "person")
    )


def in_words(count: int, limit: int) -> str:
    """What someone carries, beside the limit."""
    if count == 0:
        return _("Leder ingen temaer i dag; grænsen er %(limit)s") % {"limit": limit}
    said = ngettext(
        "Leder %(n)s tema i dag; grænsen er %(limit)s",
        "Leder %(n)s temaer i dag; grænsen er %(limit)s",
        count,
    )
    return said % {"n": count, "limit": limit}
