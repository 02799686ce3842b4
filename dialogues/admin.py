"""Question sets, and how far conversations have come; never a word of what the two write.

Answers, recognitions, notes, own views, agreements and approvals have no page here.
"""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import Conversation, Question, QuestionSet, Reflection
from dialogues.services.questions import publish
from referenceledelse.admin import DatabaseRulesAdmin, ReadOnlyAdmin
from referenceledelse.errors import Refused

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
        """Who, where and when, and only of talks that somebody has been invited to (F5.9)."""
        rows = super().get_queryset(request).filter(invited_at__isnull=False)
        return rows.exclude(status=Conversation.Status.DRAFT).only(*CONVERSATION)

    @admin.display(description=gettext_lazy("netværkstema"), ordering="theme__title")
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
    list_filter = ("status",)
    list_select_related = ("conversation__theme", "author")
    search_fields = ("conversation__theme__title", "author__name")

    @admin.display(description=gettext_lazy("status"))
    def progress(self, obj: Reflection) -> str:
        return obj.progress

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reflection]:
        rows = super().get_queryset(request).filter(conversation__invited_at__isnull=False)
        return rows.exclude(conversation__status=Conversation.Status.DRAFT)


class QuestionInline(admin.StackedInline):
    model = Question
    extra = 0
    fields = (
        ("key", "order", "kind"),
        ("network_leader_da", "reference_leader_da"),
        ("network_leader_en", "reference_leader_en"),
        ("hint_da", "hint_en"),
        ("choices_da", "choices_en"),
    )

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not is_published(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not is_published(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not is_published(obj) and super().has_delete_permission(request, obj)


@admin.register(QuestionSet)
class QuestionSetAdmin(DatabaseRulesAdmin):
    """The questions; a published set is locked, since conversations have begun with it."""

    inlines = (QuestionInline,)
    list_display = ("name_da", "kind", "number", "is_published", "question_count")
    list_filter = ("kind", "is_published")
    search_fields = ("name_da", "name_en")
    readonly_fields = ("is_published",)
    actions = ("publish_sets",)
    change_form_template = "admin/dialogues/questionset/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionSet]:
        return super().get_queryset(request).annotate(questions_in_it=models.Count("questions"))

    @admin.display(description=gettext_lazy("antal spørgsmål"))
    def question_count(self, obj: QuestionSet) -> int:
        return obj.questions_in_it

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not is_published(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """A set that was never published may go."""
        return not is_published(obj) and request.user.has_perm("dialogues.delete_questionset")

    @admin.action(description=gettext_lazy("Udgiv de valgte"), permissions=["change"])
    def publish_sets(self, request: HttpRequest, queryset: QuerySet[QuestionSet]) -> None:
        for row in queryset:
            self._publish(request, row)

    def response_change(self, request: HttpRequest, obj: QuestionSet) -> HttpResponse:
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        self._publish(request, obj)
        return redirect(request.path)

    def _publish(self, request: HttpRequest, question_set: QuestionSet) -> None:
        try:
            publish(question_set=question_set)
        except Refused as refusal:
            messages.error(request, f"{question_set}: {refusal.message}")
        else:
            text = _("%(set)s er udgivet. Nye samtaler begynder med det.")
            messages.success(request, text % {"set": question_set})


def day_of(moment: datetime | None) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


def is_published(obj: Any) -> bool:
    return isinstance(obj, QuestionSet) and obj.is_published
