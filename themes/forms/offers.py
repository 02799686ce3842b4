"""Proposing a person for a role, and answering."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import Day, Text
from roles.forms.person_field import PersonField
from roles.models import RoleKey, User
from themes.models import LEADING, Thresholds
from themes.queries.load import load_of

OVER = _("Ja, personen skal lede endnu et tema")


def settle(form: forms.Form, role: str, person: User | None) -> None:
    """Ask about the limit only where the person who is chosen has reached it."""
    is_full = person and role in LEADING and load_of(person) >= Thresholds.now().load_limit
    if not is_full:
        del form.fields["over_limit"]


class RoleOfferForm(forms.Form):
    """Who is proposed, and from when to when."""

    # Whether the reason is needed depends on who is named, so its help says that.
    marks_optional = False

    person = PersonField(label=_("Person"), help_text=_("Skriv et navn, eller vælg på listen."))
    starts_on = Day(label=_("Fra"))
    ends_on = Day(label=_("Til"), required=False, help_text=_("Tomt betyder indtil videre."))
    why = Text(
        label=_("Hvorfor netop denne leder?"),
        required=False,
        rows=3,
        max_length=1_000,
        help_text=_(
            "Den, du foreslår, læser din tekst før sit svar. Hvordan hænger lederens område sammen "
            "med udfordringen, og hvad får afdelingen ud af en løsning? Feltet må kun være tomt, "
            "hvis temaet berører det område, som lederen selv leder eller arbejder i."
        ),
    )
    over_limit = forms.BooleanField(label=OVER, required=False)

    def __init__(self, data: Any, *, role: str, begins: date, chosen: User | None) -> None:
        super().__init__(data, initial={"person": chosen, "starts_on": begins})
        self.role = role
        if role != RoleKey.REFERENCE_LEADER:
            del self.fields["why"]
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


class OfferAnswerForm(forms.Form):
    """Words with a yes or a no; a no must have some."""

    # Only a no requires a reason, so the label says that.
    marks_optional = False

    reason = Text(rows=3, required=False, max_length=2_000)

    def __init__(self, data: Any, *, label: str, hint: str, is_needed: bool) -> None:
        super().__init__(data)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label, hint, is_needed
