"""The ledger of the test phase's capital."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.text.money import Kroner
from referenceledelse.core.web.filters import Filters, Search, Tick
from referenceledelse.core.web.forms import Day, LineField, Text
from roles.forms.person_field import PersonField
from themes.forms.records import RecordForm
from themes.models import Allocation, Funding


class FundingForm(RecordForm):
    """One need for money, and how far it has come."""

    need = LineField(label=_("Hvad skal pengene bruges til?"))
    amount_needed = Kroner(label=_("Behov i kroner"))
    source = LineField(
        label=_("Hvor kan pengene komme fra?"),
        help_text=_("Pulje, fond, ministerium eller budget."),
    )
    origin = forms.ChoiceField(
        label=_("Midlernes oprindelse"), choices=Funding.Origin, widget=forms.RadioSelect
    )
    responsible = PersonField(
        label=_("Hvem hjælper med at skaffe pengene?"),
        required=False,
        help_text=_("Referencelederen har ansvaret."),
    )
    applicant = PersonField(
        label=_("Hvem skriver ansøgningen?"),
        required=False,
        help_text=_("Referencelederen har det overordnede ansvar for midler udefra."),
    )
    deadline = Day(label=_("Frist"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Funding.Status, widget=forms.RadioSelect)
    applied_on = Day(label=_("Dato for ansøgningen"), required=False)
    amount_applied = Kroner(label=_("Søgt i kroner"), required=False)
    decided_on = Day(label=_("Dato for afgørelsen"), required=False)
    amount_granted = Kroner(label=_("Bevilget i kroner"), required=False)
    decision = Text(label=_("Afgørelsen"), rows=3, required=False)


class AllocationForm(RecordForm):
    """People or hours that are set free for the theme."""

    what = LineField(
        label=_("Hvem eller hvad er stillet til rådighed?"),
        help_text=_("Fx en projektmedarbejder, en vikar eller timer i en afdeling."),
    )
    hours_a_week = forms.IntegerField(
        label=_("Timer om ugen"), required=False, min_value=1, max_value=Allocation.WEEK
    )
    starts_on = Day(label=_("Fra"))
    ends_on = Day(label=_("Til og med"), required=False)
    given_by = PersonField(
        label=_("Afsat af"),
        help_text=_("Den leder, der har stillet medarbejderne eller timerne til rådighed."),
    )


class NotNeededForm(RecordForm):
    """Why the theme does without."""

    reason = Text(label=_("Hvorfor ikke?"), rows=3)


class FundingFilters(Filters):
    q = Search(_("Søg i kapital"), "need", "source", "decision")
    trin = ChoiceFilter("status", label=_("Status"), choices=Funding.Status.choices)
    midler = ChoiceFilter("origin", label=_("Midlernes oprindelse"), choices=Funding.Origin.choices)
    overskredet = Tick(_("Kun overskredne frister"), lambda rows: rows.overdue())
