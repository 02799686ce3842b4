"""What people write about themselves, and what the list of people is narrowed by."""

from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.filters import Filters
from referenceledelse.core.web.forms import Line
from roles.models import Unit, User


class UnitChoice(forms.ModelChoiceField):
    """A unit of the base organisation, with all above it."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.chosen_as


class UnitFilter(UnitChoice):
    """Narrows a list to a unit with all below it."""

    def __init__(self) -> None:
        told = {"label": _("Enhed med underenheder"), "empty_label": _("Alle enheder")}
        super().__init__(Unit.objects.none(), required=False, **told)

    def show_to(self, user: User) -> None:
        """Offer the units that the reader may see."""
        self.queryset = Unit.objects.visible_to(user).to_choose()


class PeopleFilters(Filters):
    """The filters of the list of people, all in the address."""

    q = Line(label=_("Søg efter en person"), required=False, max_length=100)
    enhed = UnitFilter()
    tidligere = forms.BooleanField(label=_("Vis også tidligere ansatte"), required=False)

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        self.fields["enhed"].show_to(user)

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
