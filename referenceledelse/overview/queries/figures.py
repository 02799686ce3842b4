"""The numbers of the secretariat's pictures and of their tables: all running themes are in them."""

from collections import Counter

from django.db.models import Count

from dialogues.models import Duty
from dialogues.queries.duties import with_status_today
from roles.models import User
from themes.models import Phase, Theme
from themes.queries.phases import Ages


def duty_counts(user: User) -> Counter[tuple[str, str]]:
    rows = Duty.objects.visible_to(user).filter(theme__in=Theme.objects.running())
    rows = with_status_today(rows).order_by()
    found = rows.values_list("key", "status_today").annotate(Count("pk"))
    return Counter({(key, status): number for key, status, number in found})


def phase_counts(user: User) -> list[tuple[Phase, int]]:
    themes = Theme.objects.visible_to(user).running()
    counts = dict(themes.order_by().values_list("phase").annotate(Count("pk")))
    shown = Phase.objects.exclude(key=Phase.CLOSED)
    return [
        (phase, counts.get(phase.pk, 0))
        for phase in shown
        if phase.key != Phase.PROPOSAL or phase.pk in counts
    ]


def age_counts(user: User, limits: Ages) -> Counter[tuple[int, str]]:
    rows = limits.each(Theme.objects.visible_to(user).running())
    return Counter((row.phase_id, age.value) for row, age in rows)
