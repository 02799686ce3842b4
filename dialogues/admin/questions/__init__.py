"""The questions before each kind of conversation: versions, their order, and how they look."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from dialogues.admin import help_texts
from dialogues.admin.questions import preview
from dialogues.forms.questions import QuestionForm, QuestionFormSet
from dialogues.models import Question, QuestionSet
from dialogues.services import questions
from referenceledelse.core.web.admin import DatabaseRulesAdmin, PlainFields
from referenceledelse.core.web.opened import OpenedInline
from referenceledelse.core.web.pageflow import pressed

# A set has a dozen questions in four wordings each; their fields grow with the text.
LOW = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}


class QuestionInline(OpenedInline, PlainFields, admin.StackedInline):
    help_texts = help_texts.QUESTION
    model = Question
    form = QuestionForm
    formset = QuestionFormSet
    # One empty place, so that a question can be added where no scripts run.
    extra = 1
    formfield_overrides = LOW
    fields = (
        ("order", "key", "kind"),
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

    help_texts = help_texts.QUESTION_SET
    inlines = (QuestionInline,)
    formfield_overrides = LOW
    list_display = ("name_da", "kind", "number", "is_published", "question_count")
    list_filter = ("kind", "is_published")
    search_fields = ("name_da", "name_en")
    actions = ("publish_sets", "duplicate_sets")
    fields = ("kind", "number", "is_published", "name_da", "name_en", "intro_da", "intro_en")
    change_form_template = "admin/dialogues/questionset/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionSet]:
        return super().get_queryset(request).annotate(questions_in_it=models.Count("questions"))

    @admin.display(description=gettext_lazy("antal spørgsmål"))
    def question_count(self, obj: QuestionSet) -> int:
        return obj.questions_in_it

    def get_fields(self, request: HttpRequest, obj: QuestionSet | None = None) -> list[str]:
        """A new set gets its number when it is saved."""
        given = () if obj else ("number", "is_published")
        return [name for name in self.fields if name not in given]

    def get_readonly_fields(
        self, request: HttpRequest, obj: QuestionSet | None = None
    ) -> tuple[str, ...]:
        return ("kind", "number", "is_published") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return not is_published(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """A set that was never published may go."""
        return not is_published(obj) and request.user.has_perm("dialogues.delete_questionset")

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "dialogues_questionset_%s"
        own = [
            path("<key:pk>/dubler/", wrap(self.duplicate_view), name=name % "duplicate"),
            path(
                "<key:pk>/vis/<slug:side>/<slug:language>/",
                wrap(self.preview_view),
                name=name % "preview",
            ),
        ]
        return [*own, *super().get_urls()]

    def save_model(
        self, request: HttpRequest, obj: QuestionSet, form: ModelForm, change: bool
    ) -> None:
        if not change:
            obj.number = questions.next_number(obj.kind)
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: QuestionFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        questions.put_in_order(
            question_set=form.instance, by=request.user, wanted=formset.wanted_order()
        )

    @method_decorator(require_POST)
    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new version to edit, with everything that stands in this one."""
        return self._duplicate(request, get_object_or_404(QuestionSet, pk=pk))

    @method_decorator(require_safe)
    def preview_view(self, request: HttpRequest, pk: int, side: str, language: str) -> HttpResponse:
        """The set as one of the two meets it."""
        row = get_object_or_404(QuestionSet, pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return preview.page(request, row, side, language)

    @admin.action(description=gettext_lazy("Udgiv de valgte"), permissions=["change"])
    def publish_sets(self, request: HttpRequest, queryset: QuerySet[QuestionSet]) -> None:
        for row in queryset:
            self._publish(request, row)

    @admin.action(description=gettext_lazy("Lav kopier af de valgte"), permissions=["add"])
    def duplicate_sets(
        self, request: HttpRequest, queryset: QuerySet[QuestionSet]
    ) -> HttpResponse | None:
        """One is opened at once; several stay in the list, each with its message."""
        opened = [self._duplicate(request, row) for row in queryset]
        return opened[0] if len(opened) == 1 else None

    def response_change(self, request: HttpRequest, obj: QuestionSet) -> HttpResponse:
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        self._publish(request, obj)
        return redirect(request.path)

    def _duplicate(self, request: HttpRequest, question_set: QuestionSet) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        row = questions.duplicate(question_set=question_set, by=request.user)
        text = _(
            "%(set)s er klar, så du kan rette spørgsmålene. De bliver først brugt, når du "
            "udgiver dem."
        )
        messages.success(request, text % {"set": row})
        return redirect("admin:dialogues_questionset_change", row.pk)

    def _publish(self, request: HttpRequest, question_set: QuestionSet) -> None:
        if refusal := pressed(request, questions.publish, question_set=question_set):
            messages.error(request, f"{question_set}: {refusal.message}")
        else:
            text = _("%(set)s er udgivet. Nye samtaler bruger de nye spørgsmål.")
            messages.success(request, text % {"set": question_set})


def is_published(obj: Any) -> bool:
    return isinstance(obj, QuestionSet) and obj.is_published
