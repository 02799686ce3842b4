"""What people write about themselves, and what the list of people is narrowed by."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from django_filters.fields import ModelChoiceField

from referenceledelse.core.web.filters import Filters, Search, Widen
from referenceledelse.core.web.forms import LineField
from roles.models import Unit, User


class ManagedUnitChoice(forms.ModelChoiceField):
    """A unit of the base organisation, with all above it."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.chosen_as


class UnitsField(ManagedUnitChoice, ModelChoiceField):
    """A unit to narrow a list by."""


class UnitFilter(ModelChoiceFilter):
    """Narrows a list to a unit with all below it."""

    field_class = UnitsField

    def __init__(self, field_name: str) -> None:
        super().__init__(
            field_name,
            label=_("Enhed med underenheder"),
            empty_label=_("Alle enheder"),
            queryset=lambda request: Unit.objects.visible_to(request.user).to_choose(),
        )

    def filter(self, rows: QuerySet, unit: Unit | None) -> QuerySet:
        if unit is None:
            return rows
        return rows.filter(**{f"{self.field_name}__in": Unit.objects.below([unit.pk])})


class PeopleFilters(Filters):
    """The filters of the list of people, all in the address."""

    q = Search(_("Søg efter en person"), "name", "job_title", "email", "unit__name")
    enhed = UnitFilter("unit")
    tidligere = Widen(_("Vis også tidligere ansatte"), lambda rows: rows.working())


class OwnPageForm(forms.Form):
    """What a person decides about the own page."""

    phone = LineField(
        label=_("Telefon"),
        required=False,
        max_length=40,
        help_text=_("Alle kolleger kan se nummeret på din side."),
    )
    language = forms.ChoiceField(
        label=_("Sprog"),
        choices=User.Language,
        widget=forms.RadioSelect,
        help_text=_("Det sprog, du læser siderne på."),
    )
