"""Asking the secretariat, and writing on."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import SupportRequest
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.forms import Day, LineField, Moment, Text
from roles.models import RoleKey, User
from themes.forms.records import Choice
from themes.models import Theme

Kind = SupportRequest.Kind
TIMES = ("time_1", "time_2", "time_3")
PAST = _("Tidspunktet ligger i fortiden.")


class SupportRequestForm(forms.Form):
    """A request; which fields it has depends on how the secretariat is to be reached."""

    OF_KIND: ClassVar = {Kind.MEET: (*TIMES, "place"), Kind.DROP_BY: ("drops_by_on",)}

    drops_by_on = Day(label=_("Jeg kommer forbi"), help_text=_("Vælg en dag."))
    subject = LineField(label=_("Emne"), help_text=_("Hvad handler det om? Skriv et par ord."))
    text = Text(label=_("Hvad vil du gerne have hjælp til?"), rows=6)
    time_1 = Moment(
        label=_("Første forslag"),
        error_messages={"required": _("Foreslå mindst ét tidspunkt.")},
    )
    time_2 = Moment(label=_("Andet forslag"), required=False)
    time_3 = Moment(label=_("Tredje forslag"), required=False)
    place = forms.ChoiceField(
        label=_("Hvor vil du helst mødes?"),
        choices=SupportRequest.Place,
        initial=SupportRequest.Place.OFFICE,
        widget=forms.RadioSelect,
    )
    theme = Choice(
        Theme,
        label=_("Tema"),
        required=False,
        empty_label=_("Uden tema – det er personligt"),
        help_text=_("Temaets andre ledere kan ikke se din henvendelse."),
    )
    role = forms.ChoiceField(
        label=_("Hvilken rolle handler det om?"),
        required=False,
        choices=[("", _("Ingen bestemt rolle")), *RoleKey.choices],
    )

    def __init__(self, data: Any, *, kind: str, user: User, theme: str, subject: str) -> None:
        own = Theme.objects.running().led_by(user).order_by(alphabetical("title"))
        super().__init__(
            data, initial={"theme": own.filter(slug=theme).first(), "subject": subject}
        )
        self.fields["theme"].queryset = own
        for other, names in self.OF_KIND.items():
            for name in names if other != kind else ():
                del self.fields[name]
        if not own:
            del self.fields["theme"]
        if kind == Kind.IDEA:
            self.fields["text"].label = _("Fortæl om din idé eller dit ønske")

    def clean_drops_by_on(self) -> Any:
        day = self.cleaned_data["drops_by_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Dagen er passeret. Vælg i dag eller en senere dag."))
        return day

    def clean(self) -> dict[str, Any]:
        for name in TIMES:
            moment = self.cleaned_data.get(name)
            if moment and moment <= timezone.now():
                self.add_error(name, PAST)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        values = {n: value for n, value in self.cleaned_data.items() if n not in TIMES}
        times = [self.cleaned_data.get(name) for name in TIMES]
        return {**values, "times": [moment for moment in times if moment]}


class SeenForm(forms.Form):
    """A message, with the newest one that its writer has seen."""

    use_required_attribute = False
    conflicts: list[dict[str, str]] | None = None
    # The newest that was on the screen, where another has written since.
    seen_before: int | None = None
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**18)

    def conflicts_with(self, _stored: Mapping[str, Any], newest: int) -> None:
        """Stand on what is shown now, so that sending again is a choice made with it in view.

        No two texts meet: the new message stands among the others.
        """
        self.seen_before, self.conflicts = self.cleaned_data["seen"], []
        self.data = self.data.copy()
        self.data["seen"] = str(newest)


class WriteOnForm(SeenForm):
    """What the one who asked writes on."""

    text = Text(label=_("Skriv til sekretariatet"), rows=5)
