"""The handbook's pages in the administration."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.admin import DatabaseRulesAdmin
from referenceledelse.core.web.duplicates import DuplicableAdmin
from roles.models import User
from themes.models import HandbookPage
from themes.services.copies import copy_page
from themes.services.handbook import keep_page


@admin.register(HandbookPage)
class HandbookPageAdmin(DuplicableAdmin, DatabaseRulesAdmin):
    name_field = "title_da"
    copy_explanation = _("Kopien vises ikke, før du har sat flueben i “vises”.")
    list_display = ("title_da", "role", "phase", "place", "order", "is_shown", "updated_at")
    list_filter = ("role", "phase", "place", "is_shown")
    list_select_related = ("role", "phase")
    search_fields = ("title_da", "title_en", "text_da", "text_en")
    readonly_fields = ("updated_at",)
    prepopulated_fields: ClassVar = {"slug": ("title_da",)}
    view_on_site = True
    fieldsets = (
        (None, {"fields": ("slug", "role", "phase", "place")}),
        (_("Teksten"), {"fields": ("title_da", "text_da", "title_en", "text_en")}),
        (_("Kilde"), {"fields": (("source_da", "source_en"),)}),
        (_("Siden"), {"fields": ("order", "is_shown", "updated_at")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        """The address stays, since it is in print and in mails."""
        return (*self.readonly_fields, "slug") if obj else self.readonly_fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else self.prepopulated_fields

    def duplicate(self, row: HandbookPage, name: str, by: User) -> HandbookPage:
        return copy_page(source=row, name=name, by=by)

    def save_model(
        self, request: HttpRequest, obj: HandbookPage, form: ModelForm, change: bool
    ) -> None:
        keep_page(page=obj, by=request.user, version=obj.version if change else None)
