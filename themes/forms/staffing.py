"""Proposing, answering, asking for and changing the holders of a theme's roles."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.filters import Filters, Search, Tick
from referenceledelse.core.web.forms import Day, Line, Text, VersionedForm
from roles.forms.person_field import PersonField
from roles.models import Role, User
from themes.models import LEADING, HolderChange, Thresholds
from themes.queries.load import load_of

OVER = _("Ja, personen skal lede endnu et tema")


def settle(form: forms.Form, role: str, person: User | None) -> None:
    """Ask about the limit only where the person who is chosen has reached it."""
    is_full = person and role in LEADING and load_of(person) >= Thresholds.now().load_limit
    if not is_full:
        del form.fields["over_limit"]


class OfferForm(forms.Form):
    """Who is proposed, and from when to when."""

    person = PersonField(label=_("Person"), help_text=_("Skriv et navn, eller vælg på listen."))
    starts_on = Day(label=_("Fra"))
    ends_on = Day(label=_("Til"), required=False, help_text=_("Tomt betyder indtil videre."))
    over_limit = forms.BooleanField(label=OVER, required=False)

    def __init__(self, data: Any, *, role: str, begins: date, chosen: User | None) -> None:
        super().__init__(data, initial={"person": chosen, "starts_on": begins})
        self.role = role
        if not self.is_bound:
            settle(self, role, chosen)

    def clean(self) -> dict[str, Any]:
        settle(self, self.role, self.cleaned_data.get("person"))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What ``propose_person`` takes; call on a valid form."""
        values = dict(self.cleaned_data)
        values["is_over_limit_meant"] = values.pop("over_limit", False)
        return values


class AnswerForm(forms.Form):
    """Words with a yes or a no; a no must have some."""

    # Whether it is depends on the button, so the label tells it.
    marks_optional = False

    reason = Text(rows=3, required=False, max_length=2_000)

    def __init__(self, data: Any, *, label: str, hint: str, is_needed: bool) -> None:
        super().__init__(data)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label, hint, is_needed


class RequestForm(forms.Form):
    """Which role someone is missed in, why, and perhaps who it could be."""

    role = forms.ChoiceField(label=_("Hvilken rolle mangler I?"), widget=forms.RadioSelect)
    why = Text(
        label=_("Begrundelse"),
        rows=3,
        max_length=1_000,
        help_text=_("En enkelt sætning er nok. Hvad skal personen kunne hjælpe med?"),
    )
    name = Line(
        label=_("Mulige personer"),
        required=False,
        help_text=_(
            "Har du en bestemt person i tankerne, så skriv navnet. Personen får ikke besked."
        ),
    )

    def __init__(self, data: Any, *, roles: list[Role]) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(role.key, role.name) for role in roles]
        if len(roles) == 1:
            self.fields["role"].initial = roles[0].key


class ChangeForm(VersionedForm):
    """The last day of the one, and who follows."""

    marks_optional = False
    PROPOSE, DIRECT, LATER = "propose", "direct", "later"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    last_on = Day(label=_("Sidste dag i rollen"))
    how = forms.ChoiceField(
        label=_("Efterfølger fra dagen efter"),
        choices=(
            (PROPOSE, _("Foreslå en person, som selv siger ja eller nej")),
            (DIRECT, _("Udpeg en person uden at spørge her")),
            (LATER, _("Det finder vi ud af senere")),
        ),
        widget=forms.RadioSelect,
    )
    successor = PersonField(label=_("Efterfølger"), required=False)
    over_limit = forms.BooleanField(label=OVER, required=False)
    why = Text(
        label=_("Begrundelse, hvis du udpeger uden at spørge her"),
        rows=2,
        required=False,
        max_length=1_000,
        help_text=_(
            "Personen kan læse begrundelsen på sin startside. Skriv fx, hvornår personen sagde ja."
        ),
    )
    note = Text(
        label=_("Note til efterfølgeren"),
        rows=6,
        required=False,
        help_text=_("Lad feltet være tomt, hvis den afgående leder selv skal skrive noten."),
    )

    def __init__(
        self, data: Any, *, role: str, stored: dict[str, Any], chosen: User | None
    ) -> None:
        super().__init__(data, initial=stored)
        self.role = role
        if not self.is_bound:
            settle(self, role, chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_named = data.get("how") in (self.PROPOSE, self.DIRECT)
        if is_named and not data.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Skriv, hvem der tager over."))
        if data.get("how") == self.DIRECT and not data.get("why") and "why" not in self.errors:
            self.add_error("why", _("Skriv, hvorfor personen bliver udpeget uden at spørge her."))
        settle(self, self.role, data.get("successor") if is_named else None)
        return data

    def values(self) -> dict[str, Any]:
        """What ``change_holder`` takes; call on a valid form."""
        data = self.cleaned_data
        is_named = data["how"] != self.LATER
        return {
            "version": data["version"],
            "last_on": data["last_on"],
            "note": data["note"],
            "successor": data["successor"] if is_named else None,
            "is_direct": data["how"] == self.DIRECT,
            "why": data["why"],
            "is_over_limit_meant": data.get("over_limit", False),
        }


class NoteForm(VersionedForm):
    """What the one who leaves gives on in words."""

    note = Text(
        label=_("Note til efterfølgeren"),
        rows=10,
        help_text=_("Hvad er i gang, hvad er aftalt, hvem kan hjælpe, og hvad skal vente?"),
    )

    def __init__(self, data: Any, *, change: HolderChange) -> None:
        super().__init__(data, initial={"version": change.version, "note": change.note})


class LoadFilters(Filters):
    q = Search(_("Søg i ledere"), "person__name", "person__unit__name")
    over = Tick(_("Kun ledere over grænsen"), lambda rows: rows.filter(led__gt=F("limit")))
