"""Proposing another text or a piece of news for a theme, and saying no thanks."""

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import LineField, Text, VersionedForm
from themes.forms.themes import ThemeForm
from themes.models import Contribution, Theme


class NewsForm(forms.Form):
    """A piece of news, for the network leader to take."""

    text = Text(
        label=_("Hvad er der sket?"),
        rows=3,
        max_length=2_000,
        help_text=_("Skriv det, så det kan stå på temaets side, som det er."),
    )


class TextsForm(VersionedForm):
    """The theme's texts, each to be written otherwise."""

    why = LineField(
        label=_("Hvorfor foreslår du det?"),
        required=False,
        max_length=500,
        help_text=_("En enkelt sætning er nok."),
    )

    def __init__(self, data: Any, *, theme: Theme) -> None:
        super().__init__(data, initial={**texts(theme), "version": theme.version})
        for name in Contribution.Field.values:
            self.fields[name] = deepcopy(ThemeForm.base_fields[name])
            self.fields[name].help_text = ""
        self.order_fields([*Contribution.Field.values, "why", "version"])


def texts(theme: Theme) -> dict[str, str]:
    """The theme's texts as they are saved now."""
    return {name: getattr(theme, name) for name in Contribution.Field.values}


class DeclineForm(forms.Form):
    """Why a proposal is not taken; read by its author."""

    marks_optional = False

    reason = Text(rows=2, max_length=1_000, required=False)

    def __init__(self, data: Any, *, contribution: Contribution) -> None:
        super().__init__(data)
        name = {"name": contribution.author.name}
        field = self.fields["reason"]
        field.label = _("Besked til %(name)s, hvis du siger nej tak") % name
        field.help_text = _("%(name)s læser det på sin startside.") % name
