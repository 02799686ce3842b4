"""Questions as fields: the marks of a good theme, the gates, evaluation and spread."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm
from themes.models import Phase, Review, Theme, ThemeQuestion

QUESTION = "question_"


def question_fields(questions: Iterable[ThemeQuestion]) -> dict[str, Text]:
    """A field that may be left empty for each question, by the question's key in the database."""
    return {
        f"{QUESTION}{one.pk}": Text(label=one.text, help_text=one.hint, rows=3, required=False)
        for one in questions
    }


def answered(values: Mapping[str, Any]) -> dict[int, str]:
    """Of a form's values those to questions, by the question's key."""
    return {
        int(name.removeprefix(QUESTION)): text
        for name, text in values.items()
        if name.startswith(QUESTION)
    }


class GateForm(VersionedForm):
    """The questions of the gate that the theme passes, and where it goes."""

    to = forms.ModelChoiceField(Phase.objects.none(), label=_("Til fasen"), empty_label=None)
    note = Text(label=_("Kommentar"), rows=2, required=False)

    field_order = ("to",)

    def __init__(self, data: Any, *, theme: Theme, questions: Iterable[ThemeQuestion]) -> None:
        others = Phase.objects.exclude(key=Phase.PROPOSAL).exclude(pk=theme.phase_id)
        after = others.filter(order__gt=theme.phase.order).first()
        super().__init__(data, initial={"version": theme.version, "to": after})
        # Accept the current phase too: a second press sends it again.
        self.fields["to"].queryset = Phase.objects.exclude(key=Phase.PROPOSAL)
        self.fields["to"].choices = [(one.pk, one.name) for one in others]
        note = self.fields.pop("note")
        self.fields |= question_fields(questions)
        self.fields["note"] = note

    def values(self) -> dict[str, Any]:
        """What ``pass_gate`` takes; call on a valid form."""
        told = {name: self.cleaned_data[name] for name in ("to", "note", "version")}
        return {**told, "answers": answered(self.cleaned_data)}


class ReviewForm(FieldwiseForm):
    """Evaluation or plan for spreading, prepared before the meeting of the three."""

    meets_on = Day(label=_("Dato for mødet"), required=False)
    held_on = Day(label=_("Mødet blev holdt den"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        review: Review,
        questions: Iterable[ThemeQuestion],
        answers: Mapping[int, str],
    ) -> None:
        initial: dict[str, Any] = {"meets_on": review.meets_on, "held_on": review.held_on}
        fields = question_fields(questions)
        initial |= {name: answers.get(key, "") for name, key in _keys(fields)}
        super().__init__(data, initial=initial)
        days = {name: self.fields.pop(name) for name in ("meets_on", "held_on")}
        self.fields |= fields
        self.remember(*fields)
        self.fields |= days

    def values(self) -> dict[str, Any]:
        """What ``write_review`` takes; call on a valid form."""
        days = {name: self.cleaned_data[name] for name in ("meets_on", "held_on")}
        return {"typed": answered(self.typed()), "seen": answered(self.seen()), **days}

    def by_field(self, stored: Mapping[int, str]) -> dict[str, str]:
        return {f"{QUESTION}{key}": text for key, text in stored.items()}


def _keys(fields: Iterable[str]) -> list[tuple[str, int]]:
    return [(name, int(name.removeprefix(QUESTION))) for name in fields]


class RoundForm(forms.Form):
    """Name, days and forum; what the former round had stands there to begin with."""

    name_da = LineField(label=_("Navn"), max_length=100)
    name_en = LineField(label=_("Navn på engelsk"), required=False, max_length=100)
    deadline = Day(
        label=_("Frist"),
        help_text=_("Den sidste dag, hvor et forslag kommer med i runden."),
    )
    decides_on = Day(
        label=_("Besluttes"),
        help_text=_("Den dag, forslagsstillerne kan regne med svar."),
    )
    forum_da = LineField(label=_("Besluttende forum"), required=False)
    forum_en = LineField(label=_("Besluttende forum på engelsk"), required=False)

    def clean_deadline(self) -> date:
        day = self.cleaned_data["deadline"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Fristen er allerede udløbet. Vælg en senere dag."))
        return day
