"""Strategic agendas, how themes connect to them, and related initiatives."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.web.filters import Filters, Search
from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm
from roles.forms.person_field import PersonField
from themes.forms.records import Choice, RecordForm, UnitChoice, units
from themes.models import AgendaLink, StrategicAgenda


class AgendaLinkForm(RecordForm):
    """How the theme connects to a strategic agenda."""

    agenda = Choice(
        StrategicAgenda, label=_("Strategisk dagsorden"), empty_label=_("Vælg en dagsorden")
    )
    connection = Text(
        label=_("Sådan hænger de sammen"),
        rows=3,
        help_text=_("Hvordan bidrager temaet til dagsordenen?"),
    )

    def prepare(self) -> None:
        rows = StrategicAgenda.objects.visible_to(self.user)
        self.fields["agenda"].queryset = rows.open() | rows.filter(pk=self.record.agenda_id)


class LinkStateForm(VersionedForm):
    """How far the connection has been recognised, since when, and in which forum."""

    state = forms.ChoiceField(label=_("Status"), choices=AgendaLink.State)
    state_on = Day(label=_("Siden"), initial=timezone.localdate)
    forum = LineField(
        label=_("Forum"),
        required=False,
        help_text=_("Fx Chefforum. Skal udfyldes, når temaet er på dagsordenen."),
    )


class ProposeAgendaForm(forms.Form):
    """A new strategic agenda that someone proposes for the reference leader to set."""

    title = LineField(label=_("Titel"))
    description = Text(label=_("Hvad går dagsordenen ud på?"), rows=3, required=False)
    forum = LineField(
        label=_("Forum"), required=False, help_text=_("Hvor skal dagsordenen tages op?")
    )
    decided_on = Day(label=_("Dato for forummets møde"), required=False)


class SetAgendaForm(ProposeAgendaForm):
    """The new strategic agenda as the reference leader sets it, in a forum on a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("forum", "decided_on"):
            self.fields[name].required = True


class SetProposedForm(VersionedForm, SetAgendaForm):
    """Sets an agenda that another proposed."""


class InitiativeForm(RecordForm):
    """Work going on in the base organisation, and whom to talk to about it."""

    name = LineField(label=_("Indsats"))
    unit = UnitChoice(label=_("Enhed"), required=False, empty_label=_("Ingen valgt"))
    contact = PersonField(label=_("Kontakt"), required=False)
    connection = Text(
        label=_("Sådan berører indsatsen temaet"),
        rows=3,
        required=False,
    )
    secured_by = PersonField(
        label=_("Hvem hjælper med sammenhængen?"),
        required=False,
        help_text=_("Referencelederen sikrer den."),
    )
    agreed = Text(
        label=_("Hvad er aftalt?"),
        rows=3,
        required=False,
        help_text=_("Fx fælles tal, fælles møder, eller hvem der gør hvad."),
    )

    def prepare(self) -> None:
        self.fields["unit"].queryset = units(self.user)


class LinkFilters(Filters):
    q = Search(_("Søg i koblinger"), "agenda__title", "connection")
    trin = ChoiceFilter("state", label=_("Status"), choices=AgendaLink.State.choices)


class AgendaFilters(Filters):
    q = Search(_("Søg i dagsordener"), "title", "description", "forum")
    status = ChoiceFilter(label=_("Status"), choices=StrategicAgenda.Status.choices)


class InitiativeFilters(Filters):
    q = Search(_("Søg i indsatser"), "name", "connection", "agreed", "unit__name")
