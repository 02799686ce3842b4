"""Changing the holder of a role, with a note to who follows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import Day, Text, VersionedForm
from roles.forms.person_field import PersonField
from roles.models import RoleKey, User
from themes.forms.offers import OVER, settle
from themes.models import HolderChange

WHY_REFERENCE_LEADER = _(
    "Personen kan læse din tekst på sin startside. Feltet må kun være tomt, når du foreslår en "
    "leder, og temaet berører lederens eget område. Udpeger du uden at spørge her, så skriv fx, "
    "hvornår personen sagde ja."
)


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
        label=_("Hvorfor netop denne person?"),
        rows=2,
        required=False,
        max_length=1_000,
        help_text=_(
            "Personen kan læse det på sin startside. Udpeger du uden at spørge her, så skriv fx, "
            "hvornår personen sagde ja."
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
        if role == RoleKey.REFERENCE_LEADER:
            self.fields["why"].help_text = WHY_REFERENCE_LEADER
        if not self.is_bound:
            settle(self, role, chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_named = data.get("how") in (self.PROPOSE, self.DIRECT)
        if is_named and not data.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Skriv, hvem der overtager rollen."))
        if data.get("how") == self.DIRECT and not data.get("why") and "why" not in self.errors:
            self.add_error(
                "why", _("Skriv, hvorfor personen bliver udpeget uden at være spurgt her.")
            )
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


class HandOverNoteForm(VersionedForm):
    """What the one who leaves gives on in words."""

    note = Text(
        label=_("Note til efterfølgeren"),
        rows=10,
        help_text=_("Hvad er i gang, hvad er aftalt, hvem kan hjælpe, og hvad skal vente?"),
    )

    def __init__(self, data: Any, *, change: HolderChange) -> None:
        super().__init__(data, initial={"version": change.version, "note": change.note})
