"""The reference leader's assessment of political interplay, and the wish for one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.forms import Day, Text
from themes.forms.record import Choice, RecordForm
from themes.models import Committee, Interplay


class AssessmentForm(RecordForm):
    """What the theme needs of the politicians, why, and when to look again."""

    interplay = forms.ChoiceField(
        label=_("Hvad har temaet brug for?"), choices=Interplay, widget=forms.RadioSelect
    )
    committee = Choice(Committee, label=_("Udvalg"), required=False, empty_label=_("Intet udvalg"))
    reason = Text(label=_("Begrundelse"), rows=3)
    meets_on = Day(label=_("Udvalgets møde"), required=False)
    next_review_on = Day(label=_("Næste vurdering"))

    def prepare(self) -> None:
        active = Committee.objects.filter(is_active=True)
        chosen = Committee.objects.filter(pk=self.record.committee_id)
        self.fields["committee"].queryset = active | chosen


class AskForm(forms.Form):
    """Why the political interplay should be looked at now."""

    why = Text(label=_("Hvorfor nu?"), rows=3, max_length=2_000)
