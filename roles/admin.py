"""People, units and role texts for the secretariat, and the change log."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

# Imported for what they register, which is taken off again below.
import allauth.account.admin  # noqa: F401
import auditlog.admin  # noqa: F401
from allauth.account.models import EmailAddress
from auditlog import get_logentry_model
from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.results import RowResult

from referenceledelse.admin import DatabaseRulesAdmin, KeptAdmin, ReadOnlyAdmin
from roles import changelog
from roles.models import Role, RolePoint, Unit, User
from roles.resources import DanishCSV, PersonResource, UnitResource
from roles.services import revise_point, set_secretariat

LogEntry = get_logentry_model()


class FileForm(ImportForm):
    """Which file to read; the columns are named on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["import_file"].label = _("Fil (CSV)")
        self.fields["format"].widget = forms.HiddenInput()
        self.initial["format"] = "0"


class ConfirmForm(ConfirmImportForm):
    """A yes to what the preview showed; the file is one that was sent a moment ago, no other."""

    import_file_name = forms.RegexField(
        r"(^|/)tmp\w{8}$",
        widget=forms.HiddenInput,
        error_messages={"invalid": gettext_lazy("Filen er væk. Vælg den igen.")},
    )

    def clean_import_file_name(self) -> str:
        name = super().clean_import_file_name()
        if not (Path(tempfile.gettempdir()) / name).is_file():
            raise forms.ValidationError(_("Filen er allerede hentet ind. Vælg en ny."))
        return name


class FileAdmin(ImportExportMixin, DatabaseRulesAdmin):
    """Rows that come from a file, after a look at what would change, and go to one."""

    import_form_class = FileForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    skip_export_form = True
    formats: ClassVar = [DanishCSV]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        counts = {
            "new": result.totals[RowResult.IMPORT_TYPE_NEW],
            "changed": result.totals[RowResult.IMPORT_TYPE_UPDATE],
            "same": result.totals[RowResult.IMPORT_TYPE_SKIP],
        }
        text = _("Filen er hentet ind: %(new)s nye, %(changed)s ændrede, %(same)s uændrede.")
        messages.success(request, text % counts)

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        text = _("Filen kan ikke læses. Gem den som CSV med tegnsættet UTF-8, og prøv igen.")
        form.add_error("import_file", text)


class PersonForm(forms.ModelForm):
    """A person, and whether the person works in the secretariat."""

    works_in_secretariat = forms.BooleanField(
        label=gettext_lazy("Arbejder i sekretariatet"),
        required=False,
        help_text=gettext_lazy("Giver adgang til sekretariatets sider og til administrationen."),
    )

    class Meta:
        model = User
        fields = (
            "name",
            "email",
            "job_title",
            "phone",
            "unit",
            "leader_level",
            "language",
            "active_from",
            "active_to",
            "is_active",
        )
        error_messages: ClassVar = {
            "email": {"unique": gettext_lazy("En anden person har allerede den e-mail.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["works_in_secretariat"] = self.instance.is_secretariat

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


@admin.register(User)
class PersonAdmin(FileAdmin):
    form = PersonForm
    resource_classes: ClassVar = [PersonResource]
    list_display = ("name", "job_title", "unit", "email", "leader_level", "is_active")
    list_filter = (
        "is_active",
        "leader_level",
        ("groups", admin.RelatedOnlyFieldListFilter),
        ("unit", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("unit",)
    search_fields = ("name", "email", "job_title", "unit__name")
    autocomplete_fields = ("unit",)
    view_on_site = True
    fieldsets = (
        (None, {"fields": ("name", "email", "job_title", "phone", "language")}),
        (gettext_lazy("Basisorganisationen"), {"fields": ("unit", "leader_level")}),
        (gettext_lazy("Ansættelse"), {"fields": ("active_from", "active_to")}),
        (gettext_lazy("Adgang"), {"fields": ("is_active", "works_in_secretariat")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Who runs the site is changed by those who run it, so that no one climbs by an e-mail."""
        is_higher = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not is_higher and super().has_change_permission(request, obj)

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        """Whoever sets an e-mail can ask for a new password there, and read what that person may.

        So the e-mail of one who has signed in is changed by those who run the site.
        """
        is_in_use = isinstance(obj, User) and obj.last_login is not None
        return ("email",) if is_in_use and not request.user.is_superuser else ()

    def save_model(self, request: HttpRequest, obj: User, form: PersonForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    def save_related(
        self, request: HttpRequest, form: PersonForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if "works_in_secretariat" in form.changed_data:
            is_member = form.cleaned_data["works_in_secretariat"]
            set_secretariat(person=form.instance, is_member=is_member, by=request.user)


class UnitForm(forms.ModelForm):
    """A unit and its place in the tree."""

    class Meta:
        model = Unit
        fields = ("name", "parent", "manager")

    def clean_parent(self) -> Unit | None:
        """The library refuses a circle too, but in English."""
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk:
            above = Unit.objects.ancestors(parent, include_self=True)
            if any(unit.pk == self.instance.pk for unit in above):
                raise forms.ValidationError(_("En enhed kan ikke ligge under sig selv."))
        return parent


@admin.register(Unit)
class UnitAdmin(FileAdmin):
    form = UnitForm
    resource_classes: ClassVar = [UnitResource]
    list_display = ("name", "path", "manager")
    list_select_related = ("manager",)
    search_fields = ("name", "manager__name")
    autocomplete_fields = ("parent", "manager")
    fields = ("name", "parent", "manager")
    view_on_site = True
    sortable_by = ()

    @admin.display(description=gettext_lazy("hører under"))
    def path(self, obj: Unit) -> str:
        return " › ".join(obj.tree_names[:-1])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        return Unit.objects.with_tree_fields().tree_fields(tree_names="name")

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """A unit that nobody belongs to may go."""
        return request.user.has_perm("roles.delete_unit")


@admin.register(Role)
class RoleAdmin(KeptAdmin):
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

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class PointForm(forms.ModelForm):
    """A point's texts; saving them makes the next version."""

    class Meta:
        model = RolePoint
        fields = ("kind", "bearer", *RolePoint.TEXTS)

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
class PointAdmin(KeptAdmin):
    form = PointForm
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
                ("text", gettext_lazy("Hvad den beder om")),
                ("example", gettext_lazy("Eksempel")),
                ("question", gettext_lazy("Spørgsmål til samtalen")),
                ("source", gettext_lazy("Kilde")),
            )
        ),
        (gettext_lazy("Udgave"), {"fields": ("version", "is_current", "created_at")}),
    )
    view_on_site = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: RolePoint | None = None) -> tuple:
        """An older version is only read; what is sent to it comes back with its texts."""
        if obj and not obj.is_current and request.method != "POST":
            return (*self.readonly_fields, *PointForm.Meta.fields)
        return self.readonly_fields

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        is_current = kwargs["obj"].is_current or request.method == "POST"
        context.update(show_save=is_current, show_save_and_continue=False)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: RolePoint, form: PointForm, change: bool
    ) -> None:
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        new = revise_point(point=obj, by=request.user, **changed)
        if new.pk != obj.pk:
            text = _(
                "Udgave %(number)s er gemt. Temaer, der er i gang, beholder deres egen udgave."
            )
            messages.info(request, text % {"number": new.version})


# The library has no Danish words for its log.
apps.get_app_config("auditlog").verbose_name = gettext_lazy("Ændringslog")
LogEntry._meta.verbose_name = gettext_lazy("ændring")
LogEntry._meta.verbose_name_plural = gettext_lazy("ændringer")
LogEntry._meta.get_field("timestamp").verbose_name = gettext_lazy("tidspunkt")
LogEntry._meta.get_field("object_repr").verbose_name = gettext_lazy("navn")
LogEntry._meta.get_field("action").verbose_name = gettext_lazy("handling")
admin.site.unregister(LogEntry)
# The address that a person signs in with is the person's own e-mail.
admin.site.unregister(EmailAddress)


# In the order of the log's own numbers.
DEEDS = (gettext_lazy("oprettet"), gettext_lazy("ændret"), gettext_lazy("slettet"))


class DeedFilter(admin.ChoicesFieldListFilter):
    """What was done, in the words of the list; that someone has looked is not logged."""

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for choice, title in zip(super().choices(changelist), (_("Alle"), *DEEDS), strict=False):
            yield {**choice, "display": title}


@admin.register(LogEntry)
class ChangeAdmin(ReadOnlyAdmin):
    """Who changed what, and when; longer texts are named, never shown."""

    list_display = ("moment", "who", "kind", "object_repr", "deed", "changed_fields")
    fields = ("moment", "who", "kind", "object_repr", "deed", "changes_in_words")
    readonly_fields = fields
    list_filter = (("action", DeedFilter),)
    list_select_related = ("actor", "content_type")
    search_fields = ("object_repr", "actor__name")
    date_hierarchy = "timestamp"
    list_display_links = ("moment",)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["subtitle"] = f"{kwargs['obj'].object_repr}: {self.deed(kwargs['obj'])}"
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("tidspunkt"), ordering="timestamp")
    def moment(self, obj: Any) -> str:
        return date_format(localtime(obj.timestamp), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("hvem"))
    def who(self, obj: Any) -> str:
        return str(obj.actor or _("systemet"))

    @admin.display(description=gettext_lazy("slags"))
    def kind(self, obj: Any) -> str:
        return obj.content_type.name

    @admin.display(description=gettext_lazy("handling"))
    def deed(self, obj: Any) -> str:
        return str(DEEDS[obj.action])

    @admin.display(description=gettext_lazy("felter"))
    def changed_fields(self, obj: Any) -> str:
        """Of a row that was changed; a new one has them all."""
        is_change = obj.action == LogEntry.Action.UPDATE
        return ", ".join(changelog.field_names(obj)) if is_change else ""

    @admin.display(description=gettext_lazy("ændringer"))
    def changes_in_words(self, obj: Any) -> str:
        return format_html_join(SafeString("<br>"), "{}: {}", changelog.in_words(obj))
