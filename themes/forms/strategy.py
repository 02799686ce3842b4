"""Strategic agendas, how themes connect to them, and related initiatives."""

from typing import ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.filters import Filters, OneOf
from referenceledelse.forms import Day, Line, Text, VersionedForm
from roles.people_field import PersonField
from themes.forms.record import Choice, RecordForm, UnitChoice, units
from themes.models import AgendaLink, StrategicAgenda


class AgendaLinkForm(RecordForm):
    """How the theme connects to a strategic agenda."""

    agenda = Choice(
        StrategicAgenda, label=_("Strategisk dagsorden"), empty_label=_("Vælg en dagsorden")
    )
    connection = Text(
        label=_("Sådan hænger de sammen"),
        rows=3,
        help_text=_("Hvordan bringer temaet dagsordenen videre?"),
    )

    def prepare(self) -> None:
        rows = StrategicAgenda.objects.visible_to(self.user)
        self.fields["agenda"].queryset = rows.open() | rows.filter(pk=self.record.agenda_id)


class LinkStateForm(VersionedForm):
    """How far the connection has been recognised, since when, and in which forum."""

    state = forms.ChoiceField(label=_("Status"), choices=AgendaLink.State)
    state_on = Day(label=_("Siden"), initial=timezone.localdate)
    forum = Line(
        label=_("Forum"),
        required=False,
        help_text=_("Fx Chefforum. Skal udfyldes, når temaet er på dagsordenen."),
    )


class AgendaForm(forms.Form):
    """A new strategic agenda that someone proposes, where it is to be taken up, and when."""

    title = Line(label=_("Titel"))
    description = Text(label=_("Hvad går dagsordenen ud på?"), rows=3, required=False)
    forum = Line(label=_("Forum"), help_text=_("Hvor skal forslaget tages op?"))
    decided_on = Day(label=_("Dato i forummet"))


class InitiativeForm(RecordForm):
    """Work going on in the base organisation, and whom to talk to about it."""

    name = Line(label=_("Indsats"))
    unit = UnitChoice(label=_("Enhed"), required=False, empty_label=_("Ingen valgt"))
    contact = PersonField(label=_("Kontakt"), required=False)
    connection = Text(
        label=_("Sammenhæng med temaet"),
        rows=3,
        required=False,
    )

    def prepare(self) -> None:
        self.fields["unit"].queryset = units(self.user)


class LinkFilters(Filters):
    SEARCHED = ("agenda__title", "connection")
    LOOKUPS: ClassVar = {"trin": "state"}

    q = Line(label=_("Søg i koblinger"), required=False, max_length=100)
    trin = OneOf(_("Status"), AgendaLink.State.choices)


class AgendaFilters(Filters):
    SEARCHED = ("title", "description", "forum")
    LOOKUPS: ClassVar = {"status": "status"}

    q = Line(label=_("Søg i dagsordener"), required=False, max_length=100)
    status = OneOf(_("Status"), StrategicAgenda.Status.choices)


class InitiativeFilters(Filters):
    SEARCHED = ("name", "connection", "unit__name")

    q = Line(label=_("Søg i indsatser"), required=False, max_length=100)
