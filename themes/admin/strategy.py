"""The strategic agendas, as the secretariat keeps them."""

from django.contrib import admin

from referenceledelse.core.web.admin import KeptAdmin
from themes.admin import help_texts
from themes.models import StrategicAgenda


@admin.register(StrategicAgenda)
class StrategicAgendaAdmin(KeptAdmin):
    help_texts = help_texts.STRATEGIC_AGENDA
    list_display = ("title", "status", "forum", "decided_on", "proposed_by")
    list_filter = ("status",)
    list_select_related = ("proposed_by",)
    search_fields = ("title", "description")
    autocomplete_fields = ("proposed_by",)
