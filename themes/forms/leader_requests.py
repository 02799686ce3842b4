"""Asking the secretariat for a leader."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import LineField, Text
from roles.models import Role


class RequestForm(forms.Form):
    """Which role someone is missed in, why, and perhaps who it could be."""

    role = forms.ChoiceField(label=_("Hvilken rolle mangler I?"), widget=forms.RadioSelect)
    why = Text(
        label=_("Begrundelse"),
        rows=3,
        max_length=1_000,
        help_text=_("En enkelt sætning er nok. Hvad skal personen kunne hjælpe med?"),
    )
    name = LineField(
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
