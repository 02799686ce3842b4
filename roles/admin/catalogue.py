"""The texts of the roles and their points."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.web.admin import GivenAdmin
from roles.admin import help_texts
from roles.models import DUTIES, Role, RolePoint
from roles.services import revise_point


@admin.register(Role)
class RoleAdmin(GivenAdmin):
    help_texts = help_texts.ROLE
    list_display = ("name_da", "summary_da")
    fields = (
        "key",
        ("name_da", "name_en"),
        ("summary_da", "summary_en"),
        ("purpose_da", "purpose_en"),
        ("source_da", "source_en"),
    )
    readonly_fields = ("key",)
    search_fields = ("name_da", "name_en")
    view_on_site = True


class RolePointForm(forms.ModelForm):
    """A point's texts; saving them makes the next version."""

    class Meta:
        model = RolePoint
        fields = ("kind", "bearer", *RolePoint.TEXTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.key in DUTIES and "bearer" in self.fields:
            offered = [(one.value, one.label) for one in RolePoint.DUTY_BEARERS]
            self.fields["bearer"].choices = offered

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.is_current:
            raise forms.ValidationError(
                _(
                    "En anden har gemt en nyere udgave af punktet, siden du åbnede siden. "
                    "Kopiér din tekst over i den nye udgave."
                )
            )
        return data


@admin.register(RolePoint)
class PointAdmin(GivenAdmin):
    help_texts = help_texts.POINT
    form = RolePointForm
    list_display = ("name_da", "role", "order", "version", "is_current", "created_at")
    list_filter = ("is_current", "role")
    list_select_related = ("role",)
    search_fields = ("name_da", "text_da", "name_en", "text_en")
    readonly_fields = ("role", "key", "order", "version", "is_current", "created_at")
    fieldsets = (
        (None, {"fields": ("role", ("order", "key"), ("kind", "bearer"))}),
        *(
            (label, {"fields": ((f"{name}_da", f"{name}_en"),)})
            for name, label in (
                ("name", gettext_lazy("Kort navn")),
                ("text", gettext_lazy("Opgavens indhold")),
                ("example", gettext_lazy("Eksempel")),
                ("question", gettext_lazy("Spørgsmål til samtalen")),
                ("source", gettext_lazy("Kilde")),
            )
        ),
        (gettext_lazy("Udgave"), {"fields": ("version", "is_current", "created_at")}),
    )
    view_on_site = True

    def get_readonly_fields(self, request: HttpRequest, obj: RolePoint | None = None) -> tuple:
        """An older version is only read; what is sent to it comes back with its texts."""
        if obj and not obj.is_current and request.method != "POST":
            return (*self.readonly_fields, *RolePointForm.Meta.fields)
        return self.readonly_fields

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        is_current = kwargs["obj"].is_current or request.method == "POST"
        context.update(show_save=is_current, show_save_and_continue=False)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: RolePoint, form: RolePointForm, change: bool
    ) -> None:
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        new = revise_point(point=obj, by=request.user, **changed)
        if new.pk != obj.pk:
            text = _(
                "Udgave %(number)s er gemt. Temaer, der er i gang, beholder deres egen udgave."
            )
            messages.info(request, text % {"number": new.version})
