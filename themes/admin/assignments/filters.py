"""What a list of assignments is narrowed by: when they hold, and where their people belong."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.choosing import chosen_as
from referenceledelse.core.web.numbers import whole
from roles.models import Unit
from themes.models import Assignment
from themes.models.running import runs
from themes.models.tenure import SOON


class WhenFilter(admin.SimpleListFilter):
    """Held today, coming, ending soon, or over; what ran on a closed theme is over."""

    title = _("hvornår")
    parameter_name = "hvornaar"
    TODAY, COMING, ENDING, ENDED = "idag", "kommer", "slutter", "slut"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [
            (self.TODAY, _("gælder i dag")),
            (self.COMING, _("begynder senere")),
            (self.ENDING, _("slutter inden for 60 dage")),
            (self.ENDED, _("er slut")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        states = Assignment.State
        rows, held = queryset.with_state(), Q(runs(), state=states.NOW)
        today = timezone.localdate()
        near = (today, today + timedelta(days=SOON))
        ways = {
            self.TODAY: held,
            self.COMING: Q(runs(), state=states.COMING),
            self.ENDING: held & (Q(ends_on__range=near) | Q(person__active_to__range=near)),
            self.ENDED: Q(state=states.EARLIER) | (Q(state=states.NOW) & ~runs()),
        }
        return rows.filter(ways[self.value()]) if self.value() in ways else queryset


class AssignmentUnitFilter(admin.SimpleListFilter):
    """The people of a unit and of all units below it."""

    title = _("enhed med underenheder")
    parameter_name = "enhed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        used = model_admin.get_queryset(request).order_by().values_list("person__unit", flat=True)
        used, rows = set(used), list(Unit.objects.to_choose())
        wanted = {pk for row in rows if row.pk in used for pk in row.tree_path}
        return [(str(row.pk), chosen_as(row)) for row in rows if row.pk in wanted]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        unit: Any = whole(self.value())
        if unit is None:
            return queryset
        return queryset.filter(person__unit__in=Unit.objects.below([unit]))
