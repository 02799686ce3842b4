"""Asking to take part in a network, and answering."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import LineField, Text
from themes.models import MemberRequest

State = MemberRequest.State


class MemberRequestForm(forms.Form):
    """A few words, if one likes, and how much time one thinks of."""

    words = Text(
        label=_("Hvad vil du gerne bidrage med?"),
        required=False,
        rows=4,
        max_length=1_000,
        help_text=_(
            "Et par linjer er nok. Erfaring, nysgerrighed og gode spørgsmål tæller lige meget."
        ),
    )
    time = forms.ChoiceField(
        label=_("Hvor meget tid vil du bruge?"),
        choices=MemberRequest.Time,
        widget=forms.RadioSelect,
        initial=MemberRequest.Time.MEETINGS,
    )


class ReplyForm(forms.Form):
    """What who asked writes back before the two talk."""

    reply = Text(rows=3, max_length=1_000)

    def __init__(self, data: Any, *, wish: MemberRequest) -> None:
        super().__init__(data, initial={"reply": wish.reply})
        name = {"name": wish.answered_by.name}
        self.fields["reply"].label = _("Dit svar til %(name)s") % name
        self.fields["reply"].help_text = _("Fx hvornår det passer dig at tale sammen.")


class NotNowForm(forms.Form):
    """The line manager's answer where nothing is freed yet, with one line."""

    marks_optional = False
    NOT_NOW, TALK = "not_now", "talk"

    # A page without the choice says what it said before there was one.
    answer = forms.ChoiceField(
        label=_("Dit svar"),
        choices=((TALK, _("Tal med mig først")), (NOT_NOW, _("Ikke lige nu"))),
        widget=forms.RadioSelect,
        required=False,
        initial=TALK,
    )
    words = LineField(required=False, max_length=500)

    def __init__(self, data: Any, *, wish: MemberRequest) -> None:
        super().__init__(data)
        name = {"name": wish.person.name}
        self.fields["words"].label = _("En linje til %(name)s") % name
        self.fields["words"].help_text = _("Kun %(name)s kan læse den.") % name
        if wish.is_to_talk:
            # The talk is proposed already; what is left is that it cannot be now.
            self.fields["answer"].choices = [(self.NOT_NOW, _("Ikke lige nu"))]
            self.fields["answer"].initial = self.NOT_NOW

    def values(self) -> dict[str, Any]:
        """What ``give_nothing_now`` takes; call on a valid form."""
        data = self.cleaned_data
        return {"words": data["words"], "is_to_talk": data["answer"] == self.TALK}


class MemberAnswerForm(forms.Form):
    """One of the three answers, with a message."""

    marks_optional = False
    ANSWERS: ClassVar = (
        (State.WELCOMED.value, _("Velkommen i netværket")),
        (State.TALKING.value, _("Lad os tale sammen først")),
        (State.NOT_NOW.value, _("Ikke lige nu")),
    )

    answer = forms.ChoiceField(
        choices=ANSWERS, widget=forms.RadioSelect, initial=State.WELCOMED.value
    )
    message = Text(rows=4, required=False, max_length=2_000)

    def __init__(self, data: Any, *, wish: MemberRequest) -> None:
        super().__init__(data)
        name = {"name": wish.person.name}
        self.fields["answer"].label = _("Hvad vil du svare %(name)s?") % name
        self.fields["message"].label = _("Besked til %(name)s") % name
        self.fields["message"].help_text = _(
            "Vil du tale med %(name)s først, så foreslå hvordan og hvornår. Svarer du “Ikke lige "
            "nu”, så skriv kort hvorfor."
        )
        self.fields["message"].help_text %= name
        if wish.state == State.TALKING:
            # The talk is proposed already; what is left is a yes or a no.
            self.fields["answer"].choices = [a for a in self.ANSWERS if a[0] != State.TALKING]
