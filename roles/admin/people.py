"""People and units."""

from collections.abc import Iterable
from typing import Any, ClassVar

# This registers allauth's page, which is removed below.
import allauth.account.admin  # noqa: F401
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.text.cleaning import one_line
from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.choosing import ChosenFilter
from roles.admin import help_texts
from roles.admin.imports import FileAdmin, PeopleForm
from roles.models import STEP, Unit, User
from roles.services import import_people, import_units, move_people, set_secretariat
from roles.services.accounts.addresses import ask_for_address
from roles.sheets.people import PEOPLE, PersonResource, people_in, units_in
from roles.sheets.units import UNITS, UnitResource

# People sign in with ``User.email``, so this page has no use.
admin.site.unregister(EmailAddress)


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
            "stable_id",
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

    def clean_stable_id(self) -> str:
        return one_line(self.cleaned_data["stable_id"])


@admin.register(User)
class PersonAdmin(FileAdmin):
    help_texts = help_texts.PERSON
    form = PersonForm
    resource_classes: ClassVar = [PersonResource]
    import_form = PeopleForm
    import_sheets = (PEOPLE, UNITS)
    list_display = ("name", "job_title", "unit", "email", "leader_level", "is_active")
    list_filter = (
        "is_active",
        "leader_level",
        ("groups", admin.RelatedOnlyFieldListFilter),
        ("unit", ChosenFilter),
    )
    list_select_related = ("unit",)
    search_fields = ("name", "email", "stable_id", "job_title", "unit__name")
    autocomplete_fields = ("unit",)
    view_on_site = True
    fieldsets = (
        (None, {"fields": ("name", "email", "stable_id", "job_title", "phone", "language")}),
        (gettext_lazy("Basisorganisationen"), {"fields": ("unit", "leader_level")}),
        (gettext_lazy("Ansættelse"), {"fields": ("active_from", "active_to")}),
        (gettext_lazy("Adgang"), {"fields": ("is_active", "works_in_secretariat")}),
    )

    def take_in(self, order: ImportOrder, by: User) -> Report:
        people, units = people_in(order)
        return import_people(people=people, units=units, order=order, by=by)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        may = obj is None or is_allowed(request.user, "roles.keep_person", obj)
        return may and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: PersonForm, change: bool) -> None:
        email = obj.email
        if not change:
            obj.set_unusable_password()
        else:
            # A new one waits for its owner, like one that is written anywhere else.
            obj.email = User.objects.values_list("email", flat=True).get(pk=obj.pk)
        if change and "unit" in form.changed_data:
            row = User.objects.get(pk=obj.pk)
            move_people(moves=[(row, obj.unit)], by=request.user)
            obj.moved_on = row.moved_on
        super().save_model(request, obj, form, change)
        if change and email != obj.email:
            ask_for_address(person=obj, email=email, by=request.user)
            told = _("Den nye e-mail gælder, når den er bekræftet. Vi har sendt en mail om det.")
            messages.info(request, told)

    def save_related(
        self, request: HttpRequest, form: PersonForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if "works_in_secretariat" in form.changed_data:
            is_member = form.cleaned_data["works_in_secretariat"]
            set_secretariat(person=form.instance, is_member=is_member, by=request.user)


class UnitAdminForm(forms.ModelForm):
    """A unit and its place in the tree."""

    class Meta:
        model = Unit
        fields = ("name", "parent", "manager", "stable_id")

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
    help_texts = help_texts.UNIT
    form = UnitAdminForm
    resource_classes: ClassVar = [UnitResource]
    import_sheets = (UNITS,)
    list_display = ("name", "path", "manager")
    list_filter = (("manager", admin.EmptyFieldListFilter),)
    list_select_related = ("manager",)
    search_fields = ("name", "stable_id", "manager__name")
    autocomplete_fields = ("parent", "manager")
    fields = ("name", "parent", "manager", "stable_id")
    view_on_site = True
    sortable_by = ()

    def take_in(self, order: ImportOrder, by: User) -> Report:
        units = units_in(order)
        return import_units(units=units, order=order, by=by)

    @admin.display(description=gettext_lazy("hører under"))
    def path(self, obj: Unit) -> str:
        return STEP.join(obj.tree_names[:-1])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        return Unit.objects.to_choose()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Yes, one by one: what keeps a unit stands on the page where the deletion is confirmed."""
        return request.user.has_perm("roles.delete_unit")

    def get_deleted_objects(
        self, objs: Iterable[Unit], request: HttpRequest
    ) -> tuple[list, dict[str, int], set[str], list]:
        """With what keeps them: people and ideas (``PROTECT``), units below, and themes.

        The database itself would take the units below along, and what ties a unit to a theme.
        """
        chosen = [unit.pk for unit in objs]
        found, counts, lacking, kept = super().get_deleted_objects(objs, request)
        below = Unit.objects.filter(parent__in=chosen).exclude(pk__in=chosen)
        themes = Unit._meta.get_field("themes").related_model.objects
        for rows in (below, themes.filter(units__in=chosen).distinct()):
            kept += [f"{capfirst(row._meta.verbose_name)}: {row}" for row in rows]
        # What keeps the unit is told by name, rather than which right would be needed as well.
        return found, counts, set() if kept else lacking, kept
