"""What the secretariat writes about a finding, and what the work list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter

from dialogues.models import FindingKind, WorkItem
from dialogues.queries.matters import Matter
from referenceledelse.core.web.filters import Filters, Search, Shown
from referenceledelse.core.web.forms import Day, LineField, Text
from roles.forms.people import UnitFilter
from themes.models import ThemeType

SHORT = 500


class ClearForm(forms.Form):
    note = Text(label=_("Hvad blev der gjort?"), rows=2, max_length=SHORT)


class TakeOverForm(forms.Form):
    note = Text(label=_("Hvorfor overtager du sagen?"), rows=2, max_length=SHORT)


class WorkNoteForm(forms.Form):
    """A note that may be left out."""

    note = LineField(label=_("Note til kollegerne"), required=False, max_length=SHORT)


class SnoozeForm(WorkNoteForm):
    until = Day(label=_("Mind mig om sagen den"))

    field_order = ("until", "note")


class WorklistFilters(Filters):
    """The list's filters; ``vis`` says which of the three lists it is.

    The rows that they narrow are the themes that the findings are about.
    """

    SNOOZED, CLEARED = "udsat", "klaret"
    MINE = "mine"

    q = Search(_("Søg efter et tema"), "title")
    slags = Shown(label=_("Problem"), empty_label=_("Alt"), choices=FindingKind.choices)
    hvis = Shown(
        label=_("Hvem har sagen?"), choices=[(MINE, _("Mig")), ("ingen", _("Ingen endnu"))]
    )
    type = ModelChoiceFilter(
        label=_("Type"),
        empty_label=_("Alle typer"),
        queryset=ThemeType.objects.all(),
        to_field_name="key",
    )
    enhed = UnitFilter("units")
    vis = Shown(choices=[(SNOOZED, ""), (CLEARED, "")], empty_label="", widget=forms.HiddenInput)

    @property
    def list_name(self) -> str:
        return self.chosen.get("vis", "")

    @property
    def is_cleared(self) -> bool:
        return self.list_name == self.CLEARED

    @cached_property
    def _themes(self) -> set[int] | None:
        """The themes that the filters let through; nothing where none is about themes."""
        asked = {"q", "type", "enhed"} & self.chosen.keys()
        return set(self.qs.values_list("pk", flat=True)) if asked else None

    def lets_through(self, entry: Matter) -> bool:
        """Whether a finding stands on the list that was asked for."""
        is_listed = entry.is_snoozed if self.list_name == self.SNOOZED else entry.is_open
        if self._themes is not None and entry.finding.theme.pk not in self._themes:
            return False
        return is_listed and self._is_of_kind(entry) and self._is_whose(entry)

    def _is_of_kind(self, entry: Matter) -> bool:
        return self.chosen.get("slags", entry.finding.kind) in entry.finding.kinds

    def _is_whose(self, entry: Matter) -> bool:
        if self.chosen.get("hvis") == self.MINE:
            return entry.claimed_by == self.request.user
        return "hvis" not in self.chosen or entry.claimed_by is None

    def apply(self, rows: QuerySet[WorkItem] | list[Matter]) -> Any:
        """Of what was cleared, or of what is found, all that the filters let through."""
        if isinstance(rows, list):
            return [entry for entry in rows if self.lets_through(entry)]
        told: dict[str, Any] = {"kind": self.chosen.get("slags"), "theme__in": self._themes}
        if self.chosen.get("hvis") == self.MINE:
            told["cleared_by"] = self.request.user
        return rows.filter(**{name: value for name, value in told.items() if value is not None})
