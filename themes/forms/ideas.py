"""Ideas, their tests, and the hand-over to the base organisation."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.web.filters import Filters, Search, Shown, Tick
from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm
from roles.forms.person_field import PersonField
from roles.models import User
from themes.forms.records import RecordForm, UnitChoice, units
from themes.models import IdeaTest, Stage


class IdeaForm(RecordForm):
    """An idea: what it is, and whose it was."""

    title = LineField(label=_("Idéen i få ord"))
    description = Text(label=_("Hvad går idéen ud på?"), required=False)
    giver = PersonField(
        label=_("Hvilken kollega fik idéen?"),
        required=False,
        help_text=_("Idégiveren kan følge hvert skridt på sin startside."),
    )
    giver_name = LineField(
        label=_("Hvem uden for kommunen fik idéen?"),
        required=False,
        help_text=_("Skriv kun navnet, hvis personen har sagt ja til det."),
    )
    look_again_on = Day(label=_("Følg op"), required=False)

    def prepare(self) -> None:
        if self.record.pk is None:
            del self.fields["look_again_on"]


class MoveForm(forms.Form):
    """Where an idea goes, from the version that was on the screen, and why."""

    version = forms.IntegerField(min_value=1)
    to = forms.ChoiceField(choices=Stage)
    reason = Text(required=False, max_length=2_000)


class StopForm(VersionedForm):
    """An idea that stops leaves behind what was learned."""

    learned = Text(
        label=_("Hvad lærte I?"), help_text=_("Fortæl det, så andre kan lære af jeres erfaring.")
    )


class TestForm(VersionedForm):
    """One try of an idea, in four stages."""

    __test__ = False  # a form, whatever its name says to pytest

    step = forms.ChoiceField(
        label=_("Testens status"), choices=IdeaTest.Step, widget=forms.RadioSelect
    )
    hypothesis = Text(
        label=_("Hypotesen"),
        rows=3,
        help_text=_("Hvis vi gør …, så tror vi, at …, og det kan vi se på …"),
    )
    involved = LineField(label=_("Hvem er med?"), required=False, max_length=500)
    starts_on = Day(label=_("Start"), required=False)
    ends_on = Day(label=_("Slut"), required=False)
    learning = Text(label=_("Hvad viste testen?"), rows=4, required=False)
    next_step = Text(label=_("Næste skridt"), rows=3, required=False)

    def __init__(self, data: Any, *, test: IdeaTest) -> None:
        super().__init__(data, initial=stored_test(test))
        if test.pk is None:
            for name in ("version", "step", "learning", "next_step"):
                del self.fields[name]


class HandoverForm(forms.Form):
    """Who receives the idea in the base organisation, and when you look at it again."""

    receiver = PersonField(
        label=_("Modtager"), help_text=_("Den medarbejder, der skal drive løsningen.")
    )
    unit = UnitChoice(label=_("Enhed"), empty_label=_("Vælg enheden"))
    note = Text(
        label=_("Det følger med"),
        rows=4,
        required=False,
        help_text=_(
            "Skriv, hvad modtageren skal vide: økonomi, aftaler, materialer og erfaringer."
        ),
    )
    look_again_on = Day(
        label=_("Følg op"), help_text=_("Hvornår vil I høre, hvordan det går i drift?")
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units(user)


class PlaceForm(RecordForm):
    """A place where the solution is used beside the one that received it."""

    unit = UnitChoice(label=_("Enhed"), required=False, empty_label=_("Ingen valgt"))
    place = LineField(label=_("Eller et sted uden for kommunen"), required=False)
    used_since = Day(label=_("I brug fra"))

    def prepare(self) -> None:
        self.fields["unit"].queryset = units(self.user)


class ReceiveForm(forms.Form):
    """The receiver's words with a yes; a no must have some."""

    answer = Text(label=_("Dit svar"), rows=3, required=False, max_length=2_000)

    def __init__(self, *args: Any, is_declining: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = is_declining


class IdeaFilters(Filters):
    q = Search(_("Søg i idéer"), "title", "description", "learned", "giver__name", "giver_name")
    trin = ChoiceFilter("stage", label=_("Trin"), choices=Stage.choices)
    igen = Tick(_("Kun idéer, der skal følges op"), lambda rows: rows.to_look_at())
    visning = Shown(choices=[("tabel", "")], empty_label="", widget=forms.HiddenInput)


def stored_test(test: IdeaTest) -> dict[str, Any]:
    """The test as it is saved now; a new one begins today."""
    values = {name: getattr(test, name) for name in TestForm.base_fields}
    if test.pk is None:
        values["starts_on"] = timezone.localdate()
    return values
