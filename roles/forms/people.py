"""What people write about themselves, and what the list of people is narrowed by."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from referenceledelse.forms import Line
from roles.models import Unit, User

DEPTH = "\N{EM SPACE}"


class UnitChoice(forms.ModelChoiceField):
    """A unit of the base organisation, indented below its parent."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{DEPTH * obj.tree_depth}{obj.name}"


class PeopleFilters(forms.Form):
    """The filters of the list, all in the address; what is wrong is told, and filters nothing."""

    marks_optional = False

    q = Line(label=_("Søg efter en person"), required=False, max_length=100)
    enhed = UnitChoice(
        Unit.objects.none(),
        label=_("Enhed med underenheder"),
        required=False,
        empty_label=_("Alle enheder"),
    )
    tidligere = forms.BooleanField(label=_("Vis også tidligere ansatte"), required=False)

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        self.fields["enhed"].queryset = Unit.objects.visible_to(user).with_tree_fields()

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Each valid filter that is set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self) -> str:
        """The filters as the address says them."""
        said = {"q": self.chosen.get("q"), "tidligere": "tidligere" in self.chosen and "1"}
        if unit := self.chosen.get("enhed"):
            said["enhed"] = unit.pk
        return urlencode({name: value for name, value in said.items() if value})


class OwnPageForm(forms.Form):
    """What a person decides about the own page."""

    phone = Line(
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
