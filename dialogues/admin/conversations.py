"""How far conversations have come; never a word of what the two write.

Answers, recognitions, notes, own views, agreements and approvals have no page here.
"""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import Conversation, Reflection
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.admin import ReadOnlyAdmin

CONVERSATION = (
    "theme",
    "kind",
    "network_leader",
    "reference_leader",
    "status",
    "invited_at",
    "scheduled_at",
    "held_at",
    "approved_at",
)
REFLECTION = ("conversation", "author", "progress", "submitted_at", "revealed_at")


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    # Columns of its own: Django never breaks the lines of a theme's title or a moment.
    list_display = ("title", "kind", "parties", "status", "invited", "held")
    fields = CONVERSATION
    list_filter = ("status", "kind")
    list_select_related = ("theme", "network_leader", "reference_leader")
    search_fields = ("theme__title", "network_leader__name", "reference_leader__name")
    date_hierarchy = "invited_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conversation]:
        """Who, where and when, and only of talks that somebody has been invited to."""
        rows = super().get_queryset(request).filter(invited_at__isnull=False)
        return rows.exclude(status=Conversation.Status.DRAFT).only(*CONVERSATION)

    @admin.display(description=gettext_lazy("netværkstema"), ordering=alphabetical("theme__title"))
    def title(self, obj: Conversation) -> str:
        return obj.theme.title

    @admin.display(description=gettext_lazy("hvem"))
    def parties(self, obj: Conversation) -> str:
        names = {"names": obj.network_leader.name, "last": obj.reference_leader.name}
        return _("%(names)s og %(last)s") % names

    @admin.display(description=gettext_lazy("inviteret"), ordering="invited_at")
    def invited(self, obj: Conversation) -> str:
        return day_of(obj.invited_at)

    @admin.display(description=gettext_lazy("holdt"), ordering="held_at")
    def held(self, obj: Conversation) -> str:
        return day_of(obj.held_at)


@admin.register(Reflection)
class ReflectionAdmin(ReadOnlyAdmin):
    list_display = REFLECTION
    fields = REFLECTION
    list_select_related = ("conversation__theme", "author")
    search_fields = ("conversation__theme__title", "author__name")

    @admin.display(description=gettext_lazy("status"))
    def progress(self, obj: Reflection) -> str:
        return obj.progress

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reflection]:
        rows = super().get_queryset(request).filter(conversation__invited_at__isnull=False)
        return rows.exclude(conversation__status=Conversation.Status.DRAFT)


def day_of(moment: datetime | None) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
