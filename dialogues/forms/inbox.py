"""The secretariat's answers, and the filters of its shared inbox."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from dialogues.forms.support import SeenForm
from dialogues.models import SupportRequest
from referenceledelse.core.web.filters import Filters, Search, Shown
from referenceledelse.core.web.forms import LineField, Moment, Text, VersionedForm
from roles.forms.person_field import PersonChoice
from roles.queries.secretariat import secretariat

Kind, State = SupportRequest.Kind, SupportRequest.State
OTHER = "other"


class RequestReplyForm(SeenForm):
    """The secretariat's answer, and who waits when it is sent."""

    text = Text(label=_("Svar"), rows=6)
    then = forms.ChoiceField(
        label=_("Hvad sker der nu?"),
        initial=State.WAITS_AUTHOR,
        widget=forms.RadioSelect,
        choices=list(
            zip(
                SupportRequest.AFTER_ANSWER,
                (
                    _("Vi venter på svar fra afsenderen"),
                    _("Afsenderen venter stadig på os"),
                    _("Henvendelsen er afsluttet"),
                ),
                strict=True,
            )
        ),
    )


class InternalNoteForm(forms.Form):
    """A note that the one who asked never reads."""

    use_required_attribute = False
    note = Text(label=_("Internt notat"), rows=3, help_text=_("Kun sekretariatet kan læse det."))

    def values(self) -> dict[str, str]:
        """What the service takes."""
        return {"text": self.cleaned_data["note"]}


class HandOnRequestForm(VersionedForm):
    """Which colleague goes on with the request."""

    to = PersonChoice(label=_("Kollega"), empty_label=_("Vælg en kollega"))

    def __init__(self, data: Any, *, request: SupportRequest) -> None:
        # Other forms of the page have a version too.
        super().__init__(data, auto_id="id_hand_%s", initial={"version": request.version})
        # A second click names the present owner, so posted data may too.
        left_out = [request.author_id] if data else [request.author_id, request.owner_id]
        colleagues = secretariat().exclude(pk__in=filter(None, left_out))
        self.fields["to"].offer(colleagues)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return self.cleaned_data


class SupportMeetingForm(VersionedForm):
    """When and where the two meet: one of the suggested times, or another."""

    time = forms.ChoiceField(label=_("Tidspunkt"), widget=forms.RadioSelect)
    meeting_at = Moment(label=_("Et andet tidspunkt"), required=False)
    meeting_place = LineField(label=_("Sted"), help_text=_("Et lokale eller et videolink."))

    def __init__(self, data: Any, *, request: SupportRequest) -> None:
        self.moments = {str(row.pk): row.starts_at for row in request.times.all()}
        place = request.meeting_place or capfirst(request.get_place_display())
        initial = {"meeting_at": request.meeting_at, "meeting_place": place, "time": OTHER}
        initial |= {"version": request.version}
        super().__init__(data, auto_id="id_meeting_%s", initial=initial)
        ahead = [(k, told(at)) for k, at in self.moments.items() if at > timezone.now()]
        self.fields["time"].choices = [*ahead, (OTHER, _("Et andet tidspunkt"))]
        if ahead and not request.meeting_at:
            self.initial["time"] = ahead[0][0]
        if not ahead:
            del self.fields["time"]
            self.fields["meeting_at"].label = _("Tidspunkt")

    def clean(self) -> dict[str, Any]:
        """The moment that was chosen; a suggested one needs no other."""
        chosen = self.cleaned_data.get("time", OTHER)
        if chosen != OTHER:
            self.cleaned_data["meeting_at"] = self.moments[chosen]
        elif not self.cleaned_data.get("meeting_at") and "meeting_at" not in self.errors:
            self.add_error("meeting_at", _("Skriv, hvornår I mødes."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {n: self.cleaned_data[n] for n in ("version", "meeting_at", "meeting_place")}


def told(moment: datetime) -> str:
    """A moment as people say it, with its weekday."""
    return date_format(timezone.localtime(moment), "WEEKDAY_MOMENT_FORMAT")


class RequestFilters(Filters):
    """The shared inbox shows what is open, unless the address says otherwise."""

    ALL, MINE = "alle", "mine"

    q = Search(_("Søg i emne og navn"), "subject", "author__name")
    tilstand = Shown(
        label=_("Status"),
        empty_label=_("Alle åbne"),
        choices=[*State.choices, (ALL, _("Alle, også de afsluttede"))],
    )
    ejer = ChoiceFilter(
        label=_("Hvem har henvendelsen?"),
        choices=[(MINE, _("Mig")), ("ingen", _("Ingen endnu"))],
        method="of_owner",
    )
    slags = ChoiceFilter("kind", label=_("Slags"), choices=Kind.choices)

    def of_owner(self, rows: QuerySet, _name: str, owner: str) -> QuerySet:
        is_mine = owner == self.MINE
        return rows.filter(owner=self.request.user) if is_mine else rows.not_taken()

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        rows, state = super().filter_queryset(rows), self.chosen.get("tilstand")
        if not state:
            return rows.open()
        return rows if state == self.ALL else rows.filter(state=state)
