"""Whole kroner, as people write and read them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST = 2_000_000_000
# What people put around a number: "kr. 1.250.000,00", "1 250 000 kr".
AROUND = re.compile(r"kr\.?|dkk|[\s\u00a0\u202f]", re.IGNORECASE)
WHOLE = re.compile(r"(-?)(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]0{1,2}|,-|\.-)?")


class Kroner(forms.CharField):
    """Whole kroner from 0 to ``MOST``, with or without points between the thousands."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: object) -> Any:
        """The amount as a number, or nothing; told apart from what is no amount at all."""
        text = AROUND.sub("", str(value if value is not None else ""))
        if not text:
            return None
        found = WHOLE.fullmatch(text)
        if not found:
            raise ValidationError(_("Skriv beløbet i hele kroner, fx 250.000."))
        amount = int(re.sub(r"[.,]", "", found[2])[:20])
        if found[1] and amount:
            raise ValidationError(_("Beløbet kan ikke være mindre end 0."))
        if amount > MOST:
            raise ValidationError(_("Beløbet er for stort. Skriv det i kroner."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        return grouped(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def grouped(amount: int) -> str:
    """The amount with its thousands apart, the reader's language's way."""
    return number_format(amount, use_l10n=True, force_grouping=True)


def kroner(amount: int | None) -> str:
    """The amount as text, or a dash where there is none."""
    if amount is None:
        return "–"
    return _("%(amount)s kr.") % {"amount": grouped(amount)}
