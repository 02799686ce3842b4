"""Rounds of proposals, and the questions that are asked of themes."""

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.admin import DatabaseRulesAdmin, KeptAdmin
from referenceledelse.core.web.duplicates import DuplicableAdmin
from roles.models import User
from themes.admin import help_texts
from themes.models import Round, ThemeQuestion
from themes.services.copies import copy_round
from themes.services.rounds import begin_round


@admin.register(Round)
class RoundAdmin(DuplicableAdmin, DatabaseRulesAdmin):
    help_texts = help_texts.ROUND
    name_field = "name_da"
    copy_explanation = _("Kopien får det samme forum og de samme dage et år senere.")
    list_display = ("name_da", "deadline", "decides_on", "forum_da")
    search_fields = ("name_da", "name_en")
    date_hierarchy = "deadline"

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """A round that nobody has sent a proposal to may go."""
        is_used = isinstance(obj, Round) and obj.proposals.exists()
        return not is_used and request.user.has_perm("themes.delete_round")

    def has_add_permission(self, request: HttpRequest) -> bool:
        may = is_allowed(request.user, "themes.begin_round")
        return may and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        may = is_allowed(request.user, "themes.begin_round")
        return may and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Round, form: ModelForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.pk = begin_round(by=request.user, **form.cleaned_data).pk

    def duplicate(self, row: Round, name: str, by: User) -> Round:
        return copy_round(source=row, name=name, by=by)


@admin.register(ThemeQuestion)
class ThemeQuestionAdmin(KeptAdmin):
    help_texts = help_texts.THEME_QUESTION
    list_display = ("text_da", "purpose", "phase", "order", "is_active")
    list_filter = ("purpose", "phase", "is_active")
    list_select_related = ("phase",)
    search_fields = ("text_da", "text_en")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple:
        """What a question is for stays, since answers hang on it."""
        return ("key", "purpose", "phase") if obj else ()
