"""How far the parts of the mandates are; never a word of what they say, nor the hours."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from dialogues.admin.conversations import day_of
from dialogues.models import MandatePart
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.admin import ReadOnlyAdmin

PART = (
    "theme",
    "role",
    "network_leader",
    "counterpart",
    "edition",
    "created_at",
    "talk_at",
    "is_offered",
    "read_at",
    "leader_agreed_at",
    "counterpart_agreed_at",
    "agreed_at",
    "reopened_by",
)


@admin.register(MandatePart)
class MandatePartAdmin(ReadOnlyAdmin):
    list_display = ("title", "role", "network_leader", "counterpart", "edition", "agreed")
    fields = PART
    list_filter = ("role",)
    list_select_related = ("theme", "network_leader", "counterpart", "reopened_by")
    search_fields = ("theme__title", "network_leader__name", "counterpart__name")
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[MandatePart]:
        return super().get_queryset(request).only(*PART)

    @admin.display(description=gettext_lazy("netværkstema"), ordering=alphabetical("theme__title"))
    def title(self, obj: MandatePart) -> str:
        return obj.theme.title

    @admin.display(description=gettext_lazy("aftalt"), ordering="agreed_at")
    def agreed(self, obj: MandatePart) -> str:
        return day_of(obj.agreed_at)
