"""The reference leader's assessment of political interplay, and the wish for one."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import Day, Text
from themes.forms.records import Choice, RecordForm
from themes.models import CaseKind, Committee, Interplay


class AssessmentForm(RecordForm):
    """Whether there is to be interplay, why, what goes each way, and when to look again."""

    # Which of the fields are needed hangs on the first of them.
    marks_optional = False

    interplay = forms.ChoiceField(
        label=_("Er et samspil med politikerne relevant?"),
        choices=Interplay,
        widget=forms.RadioSelect,
    )
    reason = Text(label=_("Begrundelse"), rows=3)
    committee = Choice(
        Committee,
        label=_("Udvalg"),
        required=False,
        empty_label=_("Intet udvalg"),
        help_text=_("Udfyld dette felt og de tre næste, hvis samspillet er relevant."),
    )
    tells = Text(label=_("Hvad fortæller vi politikerne?"), rows=2, required=False)
    asks = Text(label=_("Hvad spørger vi politikerne om?"), rows=2, required=False)
    due_on = Day(label=_("Hvornår skal det senest ske?"), required=False)
    next_review_on = Day(label=_("Næste vurdering"))

    def prepare(self) -> None:
        self.fields["committee"].queryset = _to_choose(self.record.committee_id)


class CommitteeMeetingForm(RecordForm):
    """A meeting with a committee, and what went each way."""

    committee = Choice(Committee, label=_("Udvalg"), empty_label=_("Vælg et udvalg"))
    held_on = Day(label=_("Mødets dato"))
    case = forms.ChoiceField(
        label=_("Hvad slags sag er det?"), choices=[("", _("Vælg en sagstype")), *CaseKind.choices]
    )
    told = Text(label=_("Hvad fortalte I udvalget?"), rows=3, required=False)
    wished = Text(
        label=_("Udvalgets ønsker"),
        rows=3,
        required=False,
        help_text=_("Hvad ønsker udvalget af netværket? Udfyld feltet efter mødet."),
    )

    def prepare(self) -> None:
        self.fields["committee"].queryset = _to_choose(self.record.committee_id)


def _to_choose(chosen: int | None) -> QuerySet[Committee]:
    """The committees that there are, and the one that the record names already."""
    return Committee.objects.filter(is_active=True) | Committee.objects.filter(pk=chosen)


class AssessmentRequestForm(forms.Form):
    """Why the political interplay should be looked at now."""

    why = Text(label=_("Hvorfor nu?"), rows=3, max_length=2_000)
