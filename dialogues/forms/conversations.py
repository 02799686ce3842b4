"""The invitation, and the answers to it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation
from referenceledelse.core.web.forms import Day, LineField, Moment, Text, VersionedForm

TIMES = ("time_1", "time_2", "time_3")
TEXTS = ("booked_minutes", "place", "link", "message")
# How long a talk can be booked for, in minutes.
LENGTHS = (30, 45, 60, 90, 120, 150, 180)


class InvitationForm(VersionedForm):
    """Up to three times, a place and a greeting."""

    time_1 = Moment(label=_("Første forslag"), required=False)
    time_2 = Moment(label=_("Andet forslag"), required=False)
    time_3 = Moment(label=_("Tredje forslag"), required=False)
    booked_minutes = forms.TypedChoiceField(
        label=_("Afsat tid"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(n, _("%(n)s minutter") % {"n": n}) for n in LENGTHS],
    )
    place = LineField(
        label=_("Sted"), required=False, help_text=_("Fx et mødelokale eller en gåtur.")
    )
    link = forms.URLField(
        label=_("Videolink"), required=False, max_length=200, assume_scheme="https"
    )
    message = Text(
        label=_("Hilsen"),
        required=False,
        help_text=_("Fortæl med dine egne ord, hvorfor I skal tale sammen."),
    )

    marks_optional = False

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        self.saved = stored_invitation(conversation)
        self.is_sent = conversation.status != Conversation.Status.DRAFT
        initial = {**self.saved, "version": conversation.version}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A time that was sent may pass while it waits; one that is new lies ahead."""
        sent = [self.saved[name] for name in TIMES] if self.is_sent else []
        for name in TIMES:
            moment = self.cleaned_data.get(name)
            if moment and moment not in sent and moment <= timezone.now():
                self.add_error(name, _("Tidspunktet ligger i fortiden."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("version", "booked_minutes", "place", "link", "message")
        values = {name: self.cleaned_data[name] for name in names}
        moments = (self.cleaned_data[name] for name in TIMES)
        return {**values, "times": [moment for moment in moments if moment]}


def stored_invitation(conversation: Conversation) -> dict[str, Any]:
    """The invitation as it is saved, by the form's names."""
    times: list[datetime | None] = [row.starts_at for row in conversation.proposed_times.all()]
    times += [None] * (len(TIMES) - len(times))
    texts = {name: getattr(conversation, name) for name in TEXTS}
    return {**dict(zip(TIMES, times, strict=True)), **texts}


class AcceptForm(forms.Form):
    """One of the suggested times, taken with one click."""

    time = forms.IntegerField(min_value=1)


class OtherTimeForm(forms.Form):
    """None of the times fits."""

    reply = Text(
        label=_("Hvornår passer det dig bedre?"),
        rows=3,
        error_messages={"required": _("Skriv et par ord om, hvornår det passer dig bedre.")},
    )


class ReasonForm(forms.Form):
    """Why the conversation does not take place."""

    reason = Text(
        label=_("Hvorfor?"),
        rows=3,
        error_messages={"required": _("Skriv en kort begrundelse, som den anden kan læse.")},
    )


class HeldTalkForm(forms.Form):
    """When a talk was held that nobody opened the guide for, and what came out of it."""

    held_on = Day(label=_("Hvornår holdt I samtalen?"))
    note = Text(
        label=_("Det talte I om"),
        required=False,
        rows=5,
        help_text=_("Stikord er nok. I skriver aftalen på næste side."),
    )
