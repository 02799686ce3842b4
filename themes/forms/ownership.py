"""Contact with leaders, what they said to someone, and what they write themselves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.web.filters import Filters, Search
from referenceledelse.core.web.forms import Day, Text, VersionedForm
from roles.forms.people import UnitFilter
from roles.forms.person_field import PersonField
from themes.forms.records import RecordForm
from themes.models import LEVELS, Ownership
from themes.queries.ownership import STATES, in_state

HEARD = ("said", "words", "heard_on")


class OwnershipForm(RecordForm):
    """When you spoke with a leader, how you met, what the leader said, and what is next."""

    leader = PersonField(
        label=_("Leder"), help_text=_("En leder på et hvilket som helst niveau i kommunen.")
    )
    introduced_by = PersonField(
        label=_("Introduceret af"),
        required=False,
        help_text=_("Hvem bragte jer sammen? Lad feltet være tomt, hvis I selv tog kontakt."),
    )
    last_contact_on = Day(label=_("Sidste kontakt"), required=False)
    said = forms.ChoiceField(
        label=_("Hvad har lederen sagt?"),
        choices=[("", _("Ikke noget endnu")), *Ownership.Said.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Vælg kun det, lederen selv har sagt. Lederen kan se og rette det."),
    )
    words = Text(label=_("Lederens egne ord"), rows=2, required=False, max_length=1_000)
    heard_on = Day(label=_("Hvornår sagde lederen det?"), required=False)
    next_contact_on = Day(label=_("Næste kontakt"), required=False)
    next_by = PersonField(label=_("Hvem tager kontakt næste gang?"), required=False)

    def prepare(self) -> None:
        """What the leader has written is not another's to change, nor is an introduction.

        Who opens the form on a leader who waits to be met is the one to take contact.
        """
        for name in self._left_out():
            del self.fields[name]
        waits = self.record.introduced_on and not self.record.is_in_contact
        if waits and self.record.next_by is None and self.record.introduced_by != self.user:
            self.initial["next_by"] = self.user

    def told(self) -> list[str]:
        left_out = self._left_out()
        return [name for name in super().told() if name not in left_out]

    def _left_out(self) -> tuple[str, ...]:
        introduced = ("introduced_by",) if self.record.introduced_on else ()
        return (*(HEARD if self.record.is_own_word else ()), *introduced)

    def values(self) -> dict[str, Any]:
        """With who heard it: the one who writes what is new, else whoever heard it before."""
        values = super().values()
        if self.record.is_own_word:
            return values
        said = {name: values[name] for name in ("said", "words")}
        if not any(said.values()):
            return values | {"heard_by": None, "heard_on": None}
        is_new = any(getattr(self.record, name) != one for name, one in said.items())
        heard_on = values["heard_on"] or values["last_contact_on"] or timezone.localdate()
        heard_by = self.user if is_new or not self.record.heard_by else self.record.heard_by
        return values | {"heard_by": heard_by, "heard_on": heard_on}


class OwnAnswerForm(VersionedForm):
    """What a leader says for the own unit; version 0 where there is no line yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    said = forms.ChoiceField(
        label=_("Hvad siger du på din enheds vegne?"),
        choices=[("", _("Intet svar")), *Ownership.Said.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    words = Text(
        label=_("Med dine egne ord"),
        rows=4,
        required=False,
        max_length=1_000,
        help_text=_("Fx hvad temaet betyder for jer, og hvad I kan bidrage med."),
    )

    def __init__(self, data: Any, *, line: Ownership | None) -> None:
        super().__init__(data, initial=stored_answer(line))


def stored_answer(line: Ownership | None) -> dict[str, Any]:
    """The line as it is saved now."""
    if line is None:
        return {"version": 0, "said": "", "words": ""}
    return {"version": line.version, "said": line.said, "words": line.words}


class LeaderFilters(Filters):
    q = Search(_("Søg efter en leder"), "name", "job_title", "unit__name")
    enhed = UnitFilter("unit")
    niveau = ChoiceFilter(
        "leader_level",
        label=_("Lederniveau"),
        empty_label=_("Alle niveauer"),
        choices=[(n, n) for n in range(1, max(LEVELS) + 1)],
    )
    kontakt = ChoiceFilter(
        label=_("Kontakt"),
        choices=STATES,
        method=lambda rows, _name, state: in_state(rows, state),
    )
