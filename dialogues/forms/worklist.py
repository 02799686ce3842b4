"""What the secretariat writes about a finding, and what the work list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dialogues.models import FindingKind, WorkItem
from dialogues.queries.matters import Matter
from referenceledelse.core.text.search import containing
from referenceledelse.core.web.filters import Filters, OneOf
from referenceledelse.core.web.forms import Day, Line, Text
from roles.forms.people import UnitFilter
from roles.models import User
from roles.queries.units import below, parents
from themes.models import Theme, ThemeType

SHORT = 500


class ClearForm(forms.Form):
    note = Text(label=_("Hvad blev der gjort?"), rows=2, max_length=SHORT)


class TakeOverForm(forms.Form):
    note = Text(label=_("Hvorfor overtager du sagen?"), rows=2, max_length=SHORT)


class NoteForm(forms.Form):
    """A note that may be left out."""

    note = Line(label=_("Note til kollegerne"), required=False, max_length=SHORT)


class SnoozeForm(NoteForm):
    until = Day(label=_("Mind mig om det den"))

    field_order = ("until", "note")


class WorklistFilters(Filters):
    """The list's filters; ``vis`` says which of the three lists it is."""

    SNOOZED, CLEARED = "udsat", "klaret"
    MINE, NOBODYS = "mine", "ingen"

    q = Line(label=_("Søg efter et tema"), required=False, max_length=100)
    slags = OneOf(_("Problem"), FindingKind.choices, empty=_("Alt"))
    hvis = OneOf(_("Hvem har sagen?"), [(MINE, _("Mig")), (NOBODYS, _("Ingen endnu"))])
    type = forms.ModelChoiceField(
        ThemeType.objects.all(),
        to_field_name="key",
        label=_("Type"),
        required=False,
        empty_label=_("Alle typer"),
    )
    enhed = UnitFilter()
    vis = forms.ChoiceField(
        required=False,
        choices=[("", ""), (SNOOZED, ""), (CLEARED, "")],
        widget=forms.HiddenInput,
    )

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.fields["enhed"].show_to(user)

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
        return set(self._narrowed().values_list("pk", flat=True)) if asked else None

    def _narrowed(self) -> QuerySet[Theme]:
        rows = Theme.objects.visible_to(self.user).order_by()
        if "q" in self.chosen:
            rows = rows.filter(containing(self.chosen["q"], "title"))
        if "type" in self.chosen:
            rows = rows.filter(type=self.chosen["type"])
        if "enhed" in self.chosen:
            units = below([self.chosen["enhed"].pk], parents())
            touched = Theme.units.through.objects.filter(theme=OuterRef("pk"), unit__in=units)
            rows = rows.filter(Exists(touched))
        return rows

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
            return entry.claimed_by == self.user
        return "hvis" not in self.chosen or entry.claimed_by is None

    def apply(self, rows: QuerySet[WorkItem] | list[Matter]) -> Any:
        """Of what was cleared, or of what is found, all that the filters let through."""
        if isinstance(rows, list):
            return [entry for entry in rows if self.lets_through(entry)]
        told: dict[str, Any] = {"kind": self.chosen.get("slags"), "theme__in": self._themes}
        if self.chosen.get("hvis") == self.MINE:
            told["cleared_by"] = self.user
        return rows.filter(**{name: value for name, value in told.items() if value is not None})
