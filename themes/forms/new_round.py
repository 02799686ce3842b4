"""A new round of proposals."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.web.forms import Day, Line


class RoundForm(forms.Form):
    """Name, days and forum; what the former round had stands there to begin with."""

    name_da = Line(label=gettext_lazy("Navn"), max_length=100)
    name_en = Line(label=gettext_lazy("Navn på engelsk"), required=False, max_length=100)
    deadline = Day(
        label=gettext_lazy("Frist"),
        help_text=gettext_lazy("Den sidste dag, hvor et forslag kommer med i runden."),
    )
    decides_on = Day(
        label=gettext_lazy("Besluttes"),
        help_text=gettext_lazy("Den dag, forslagsstillerne kan regne med svar."),
    )
    forum_da = Line(label=gettext_lazy("Besluttende forum"), required=False)
    forum_en = Line(label=gettext_lazy("Besluttende forum på engelsk"), required=False)

    def clean_deadline(self) -> date:
        day = self.cleaned_data["deadline"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Fristen er allerede udløbet. Vælg en senere dag."))
        return day
