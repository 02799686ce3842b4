"""Freeing hours, money or a substitute."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.money import Kroner
from referenceledelse.core.web.forms import Day, LineField, VersionedForm
from themes.models import FreedResources


class FreedResourcesForm(VersionedForm):
    """What is freed; at least one of the three."""

    marks_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    hours_per_week = forms.DecimalField(
        label=_("Timer om ugen"),
        required=False,
        localize=True,
        max_digits=3,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-width-xxs"}),
        help_text=_("Fx 2,5."),
        error_messages={"invalid": _("Skriv et tal, fx 7,5.")},
    )
    amount = Kroner(label=_("Penge i kroner"), required=False, help_text=_("Fx til transport."))
    substitute = LineField(
        label=_("Vikar"), required=False, help_text=_("Hvem overtager opgaverne i mellemtiden?")
    )
    starts_on = Day(label=_("Gælder fra"))
    ends_on = Day(label=_("Gælder til"), required=False, help_text=_("Tomt betyder indtil videre."))

    def __init__(self, data: Any, *, freed: FreedResources | None) -> None:
        super().__init__(data, initial=stored_freed(freed))

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        names = ("hours_per_week", "amount", "substitute")
        is_empty = all(found.get(name) in (None, "") for name in names)
        if is_empty and not self.errors:
            self.add_error("hours_per_week", _("Skriv timer, penge eller en vikar."))
        return found


def stored_freed(freed: FreedResources | None) -> dict[str, Any]:
    """What is saved now, as the form's initial values."""
    if freed is None:
        return {"version": 0, "starts_on": timezone.localdate()}
    return {name: getattr(freed, name) for name in FreedResourcesForm.base_fields}
