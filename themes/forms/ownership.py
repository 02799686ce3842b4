"""Contact with the leaders at levels 4 and 5: facts alone."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.filters import Filters, OneOf
from referenceledelse.forms import Day, Line
from roles.forms.people import UnitFilter
from roles.models import User
from roles.people_field import PersonField
from themes.forms.record import RecordForm
from themes.models import LEVELS, Ownership


class OwnershipForm(RecordForm):
    """How far a leader has come, when you last spoke, and who takes the next contact."""

    leader = PersonField(label=_("Leder"), help_text=_("En leder på niveau 4 eller 5."))
    stage = forms.ChoiceField(
        label=_("Hvor langt er lederen"), choices=Ownership.Stage, widget=forms.RadioSelect
    )
    last_contact_on = Day(label=_("Sidste kontakt"), required=False)
    next_contact_on = Day(label=_("Næste kontakt"), required=False)
    next_by = PersonField(label=_("Hvem tager kontakt næste gang?"), required=False)


class LeaderFilters(Filters):
    SEARCHED = ("name", "job_title", "unit__name")
    LOOKUPS: ClassVar = {"niveau": "leader_level"}

    q = Line(label=_("Søg efter en leder"), required=False, max_length=100)
    enhed = UnitFilter()
    niveau = forms.TypedChoiceField(
        label=_("Lederniveau"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Begge niveauer")), *((level, level) for level in LEVELS)],
    )
    trin = OneOf(_("Status"), Ownership.Stage.choices)

    def show_to(self, user: User) -> None:
        self.fields["enhed"].show_to(user)
