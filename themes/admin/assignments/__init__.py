"""Who holds which role on a theme: given, found, corrected and ended by the secretariat."""

from datetime import date
from itertools import combinations
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.constraints import NoOverlap
from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.admin import CleanText, PlainFields
from referenceledelse.core.web.opened import OpenedInline
from roles.admin.imports import FileAdmin
from roles.models import User
from themes.admin import help_texts
from themes.admin.assignments.ending import end_chosen
from themes.admin.assignments.filters import AssignmentUnitFilter, WhenFilter
from themes.models import Assignment, Theme
from themes.queries.assignments import running_roles
from themes.queries.cautions import all_cautions, own_field
from themes.services import import_assignments
from themes.services.assignments import assign, end_assignment
from themes.sheets.assignments import ASSIGNMENTS, AssignmentResource
from themes.sheets.themes import assignments_in


class AssignmentRow(forms.ModelForm):
    """One row of the inline; the formset compares it with the other rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_saved = self.instance.pk is not None
        for name in ("role", "person", "why"):
            self.fields[name].disabled = is_saved
        # The reason is the person's own to read; here it is only given.
        self.initial["why"] = ""
        self.fields["why"].required = not is_saved

    def validate_constraints(self) -> None:
        """Skip ``NoOverlap``; the formset checks it with the unsaved rows."""
        exclude = self._get_validation_exclusions()
        for constraint in Assignment._meta.constraints:
            if not isinstance(constraint, NoOverlap):
                try:
                    constraint.validate(Assignment, self.instance, exclude=exclude)
                except forms.ValidationError as error:
                    self._update_errors(error)


class AssignmentRows(BaseInlineFormSet):
    """All assignments of one theme as they will be: old rows, changed rows and new ones."""

    def clean(self) -> None:
        super().clean()
        kept = [f for f in self.forms if not self._is_left_out(f)]
        for constraint in Assignment._meta.constraints:
            if isinstance(constraint, NoOverlap):
                for first, second in combinations(kept, 2):
                    row, other = (second, first) if second.has_changed() else (first, second)
                    if constraint.is_broken_by(row.instance, other.instance):
                        row.add_error(None, constraint.get_violation_error_message())

    def _is_left_out(self, form: forms.ModelForm) -> bool:
        is_empty = not form.has_changed() and form.instance.pk is None
        return is_empty or bool(form.errors) or self._should_delete_form(form)


class AssignmentInline(OpenedInline, PlainFields, admin.TabularInline):
    help_texts = help_texts.ASSIGNMENT
    model = Assignment
    form = AssignmentRow
    formset = AssignmentRows
    autocomplete_fields = ("person",)
    fields = ("role", "person", "starts_on", "ends_on", "why", "successor")
    readonly_fields = ("successor",)
    formfield_overrides: ClassVar = {
        **PlainFields.formfield_overrides,
        models.TextField: {"form_class": CleanText, "widget": forms.Textarea({"rows": 1})},
    }
    extra = 0
    can_delete = False  # an end date ends it; a mistake is deleted on its own page
    ordering = ("role__order", "-starts_on")

    @admin.display(description=_("skift"))
    def successor(self, obj: Assignment) -> str:
        return successor_link(obj)


def successor_link(row: Assignment) -> str:
    """The way to another holder: the earlier one stays, with a last day and a note."""
    if row.pk is None or not row.is_held or row.theme.is_closed:
        return ""
    address = reverse("themes:change_holder", args=[row.theme.slug, row.pk])
    return format_html('<a href="{}">{}</a>', address, gettext("Skift person"))


def keep(request: HttpRequest, row: Assignment) -> None:
    """Save through the same services as the site, and show the cautions."""
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on, "by": request.user}
    if row.pk:
        end_assignment(assignment=row, **days)
    else:
        told = {"role": row.role_id, "person": row.person, "why": row.why}
        made = assign(theme=row.theme, **told, **days)
        row.pk, row._state.adding = made.pk, False
    if said := own_field(row.theme, row.role_id, row.person):
        messages.info(request, f"{row.person}: {said}.")
    for said in all_cautions(row):
        messages.warning(request, said)


def _described(person: User, held: list[Assignment]) -> str:
    level = gettext("niveau %(level)s") % {"level": person.leader_level}
    words = [person.chosen_as, level if person.leader_level else gettext("intet lederniveau")]
    words += [f"{row.theme} ({row.role.name.lower()})" for row in held]
    return " · ".join(words)


class AssignmentForm(forms.ModelForm):
    """One assignment; a new one says why the person was not asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "why" in self.fields:
            self.fields["why"].required = True


@admin.register(Assignment)
class AssignmentAdmin(FileAdmin):
    resource_classes: ClassVar = [AssignmentResource]
    form = AssignmentForm
    import_sheets = (ASSIGNMENTS,)
    help_texts = help_texts.ASSIGNMENT
    list_display = ("title", "role", "person", "unit", "starts_on", "until", "is_now")
    list_filter = (WhenFilter, "role", AssignmentUnitFilter, "starts_on")
    list_select_related = ("theme__phase", "role", "person__unit")
    search_fields = (
        "theme__title",
        "theme__slug",
        "person__name",
        "person__email",
        "person__job_title",
        "person__unit__name",
    )
    actions = ("end_many",)
    autocomplete_fields = ("theme", "person")
    date_hierarchy = "starts_on"

    def get_readonly_fields(self, request: HttpRequest, obj: Assignment | None = None) -> tuple:
        """Who had which role stays as it was; the next holder gets an appointment of their own."""
        return ("theme", "role", "person", "successor") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Assignment | None = None) -> tuple:
        """A new one with its reason; of one that stands the days, and the way to a successor."""
        who, days = ("theme", "role", "person"), ("starts_on", "ends_on")
        if obj is None:
            return (*who, *days, "why")
        may_change = is_allowed(request.user, "themes.propose_holder", obj.theme)
        return (*who, *(("successor",) if may_change and successor_link(obj) else ()), *days)

    @admin.display(description=_("en anden skal have rollen"))
    def successor(self, obj: Assignment) -> str:
        return successor_link(obj)

    def save_model(
        self, request: HttpRequest, obj: Assignment, form: forms.ModelForm, change: bool
    ) -> None:
        keep(request, obj)

    @admin.display(description=_("netværkstema"), ordering=alphabetical("theme__title"))
    def title(self, obj: Assignment) -> str:
        """The theme; Django never breaks the lines of a relation's column."""
        return obj.theme.title

    @admin.display(description=_("enhed"), ordering=alphabetical("person__unit__name"))
    def unit(self, obj: Assignment) -> str:
        return str(obj.person.unit or "")

    @admin.display(description=_("gælder i dag"), boolean=True)
    def is_now(self, obj: Assignment) -> bool:
        """Held today; on a closed theme nothing is, as on the person's page."""
        return obj.is_held and not obj.theme.is_closed

    @admin.display(description=_("til"), ordering="ends_on")
    def until(self, obj: Assignment) -> date | str | None:
        """The last day that the person has the role."""
        return obj.State.VOID.label if obj.is_void else obj.held_until

    @admin.action(description=_("Afslut de valgte med én dato"), permissions=["change"])
    def end_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return end_chosen(self, request, queryset)

    def describe_choices(self, name: str, people: list[User]) -> dict[int, str]:
        """Beside name, title and unit of a person the level, and what they hold today."""
        if name != "person":
            return {}
        held = running_roles(person.pk for person in people)
        return {person.pk: _described(person, held.get(person.pk, [])) for person in people}

    def take_in(self, order: ImportOrder, by: User) -> Report:
        rows = assignments_in(order)
        return import_assignments(assignments=rows, order=order, by=by)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        return super().get_queryset(request).exclude(theme__status=Theme.Status.DRAFT)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """One that was made by mistake may go; one that has run gets an end date instead."""
        has_begun = isinstance(obj, Assignment) and obj.starts_on < timezone.localdate()
        return not has_begun and request.user.has_perm("themes.delete_assignment")
