"""Themes, types and phases, for the secretariat."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import ForeignKey, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.admin import GivenAdmin, KeptAdmin
from referenceledelse.core.web.duplicates import DuplicableAdmin
from roles.admin.imports import FileAdmin
from roles.models import SECRETARIAT_GROUP, User
from themes.admin import help_texts
from themes.admin.assignments import AssignmentInline, keep
from themes.models import Phase, Theme, ThemeType, ThemeUpdate
from themes.services import import_themes
from themes.services.copies import copy_theme
from themes.services.themes import add_theme, edit_theme
from themes.sheets.themes import THEMES, ThemeResource, themes_in

EDITED = tuple(name for name in Theme.EDITED if name != "parent")


class ThemeAdminForm(forms.ModelForm):
    """Accepted themes cannot go back to "proposal"."""

    class Meta:
        model = Theme
        fields = (*EDITED, "phase", "units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.status == Theme.Status.ACCEPTED and "phase" in self.fields:
            phases = self.fields["phase"].queryset.exclude(key=Phase.PROPOSAL)
            self.fields["phase"].queryset = phases


@admin.register(Theme)
class ThemeAdmin(DuplicableAdmin, FileAdmin):
    resource_classes: ClassVar = [ThemeResource]
    help_texts = help_texts.THEME
    name_field = "title"
    copy_explanation = _(
        "Kopien bliver din egen kladde til et forslag med temaets tekster og enheder. Personer, "
        "historik og indhold på temaets øvrige sider bliver ikke kopieret."
    )
    form = ThemeAdminForm
    import_sheets = (THEMES,)
    inlines = (AssignmentInline,)
    list_display = ("title", "type", "phase", "status", "starts_on", "ends_on")
    list_filter = ("status", "type", "phase")
    list_select_related = ("type", "phase")
    search_fields = ("title", "challenge")
    autocomplete_fields = ("units", "contact")
    readonly_fields = ("slug", "status", "proposed_by", "decision_reason", "updated_at")
    fieldsets = (
        (None, {"fields": ("title", "type", "phase", "status", "contact")}),
        (_("Indhold"), {"fields": Theme.TEXTS}),
        (_("Ramme"), {"fields": ("units", "outside_partners", "starts_on", "ends_on")}),
        (_("Forslaget"), {"fields": ("proposed_by", "decision_reason")}),
        (_("Siden"), {"fields": ("slug", "updated_at")}),
    )
    view_on_site = True

    def take_in(self, order: ImportOrder, by: User) -> Report:
        return import_themes(themes=themes_in(order), order=order, by=by)

    def duplicate(self, row: Theme, name: str, by: User) -> Theme:
        return copy_theme(source=row, name=name, by=by)

    def copied(self, row: Theme) -> str:
        """A draft is written on its own page; the administration has none."""
        return reverse("themes:proposal", args=[row.slug])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        """A draft that is not sent yet is its author's alone."""
        return super().get_queryset(request).exclude(status=Theme.Status.DRAFT)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Read-only here too, where the site would not let the user edit the theme."""
        may = obj is None or is_allowed(request.user, "themes.edit_theme", obj)
        return may and super().has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Theme | None = None) -> Any:
        """A theme without a proposal behind it shows nothing about one."""
        left_out = set() if obj and obj.proposed_by_id else {_("Forslaget")}
        if obj is None:
            left_out |= {_("Siden")}
        return [s for s in super().get_fieldsets(request, obj) if s[0] not in left_out]

    def get_readonly_fields(self, request: HttpRequest, obj: Theme | None = None) -> tuple:
        """The phase of a theme that stands is changed at its gate, with the gate's questions."""
        return (*self.readonly_fields, "phase") if obj else self.readonly_fields

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name == "contact":
            kwargs["queryset"] = User.objects.filter(groups__name=SECRETARIAT_GROUP)
            kwargs["widget"] = forms.Select
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Theme, form: ThemeAdminForm, change: bool
    ) -> None:
        if not change:
            add_theme(theme=obj, by=request.user)
            return
        fields = {n: form.cleaned_data[n] for n in form.changed_data if n in (*EDITED, "units")}
        if fields:
            told = {"version": obj.version, "by": request.user}
            obj.version = edit_theme(theme=obj, **told, **fields).version

    def save_formset(
        self, request: HttpRequest, form: ThemeAdminForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        formset.save(commit=False)
        # First who ends, so that there is room for those who begin.
        for row in [*(row for row, _names in formset.changed_objects), *formset.new_objects]:
            keep(request, row)


@admin.register(ThemeUpdate)
class ThemeUpdateAdmin(GivenAdmin):
    list_display = ("theme", "text", "author", "created_at")
    list_select_related = ("theme", "author")
    search_fields = ("theme__title", "text")
    fields = ("theme", "text", "author", "created_at")
    readonly_fields = ("theme", "author", "created_at")
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeUpdate]:
        return super().get_queryset(request).exclude(theme__status=Theme.Status.DRAFT)


class NamedAdmin(KeptAdmin):
    """Types and phases: the key stays as it is, since the address and the code know it."""

    list_display = ("name_da", "name_en", "order", "usual_months")
    search_fields = ("name_da", "name_en")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple:
        return ("key",) if obj else ()


@admin.register(ThemeType)
class ThemeTypeAdmin(NamedAdmin):
    help_texts = help_texts.THEME_TYPE
    list_display = (*NamedAdmin.list_display, "reference_leader_level")


@admin.register(Phase)
class PhaseAdmin(NamedAdmin, GivenAdmin):
    help_texts = help_texts.PHASE
