"""Introducing a person or a leader to the network leader, and what is answered."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import LineField, Text
from roles.forms.person_field import PersonField
from themes.forms.network import MemberForm, told_apart
from themes.models import ContactRequest, Member, MemberRequest

State = MemberRequest.State


class PersonIntroductionForm(forms.Form):
    """Who it is, as a member is written in, and how the two have met."""

    kind = MemberForm.base_fields["kind"]
    person = MemberForm.base_fields["person"]
    name = MemberForm.base_fields["name"]
    organisation = MemberForm.base_fields["organisation"]
    words = LineField(
        label=_("Hvordan har du mødt personen, og hvorfor skal netværkslederen kende personen?"),
        help_text=_("Kollegaen bliver selv spurgt. Kollegaens personaleleder kan også læse det."),
    )
    may_be_listed = MemberForm.base_fields["may_be_listed"]

    def clean(self) -> dict[str, Any]:
        found = told_apart(self)
        is_colleague = found.get("kind") == Member.Kind.EMPLOYEE
        if is_colleague and not found.get("person") and "person" not in self.errors:
            self.add_error("person", _("Vælg medarbejderen, eller vælg en anden slags medlem."))
        return found


class LeaderIntroductionForm(forms.Form):
    """A leader, and what is good to know before the network leader calls."""

    leader = PersonField(
        label=_("Leder"), help_text=_("En leder på et hvilket som helst niveau i kommunen.")
    )
    words = Text(
        label=_("Hvad skal netværkslederen vide, før I tales ved?"),
        rows=3,
        max_length=1_000,
        help_text=_("Lederen selv, co-driveren og sekretariatet kan også læse det."),
    )


class AskContactForm(forms.Form):
    """Whom the network leader looks for, in one line."""

    words = LineField(
        label=_("Hvem, eller hvad skal personen kunne?"),
        max_length=ContactRequest.LIMIT,
        help_text=_("Kun I to kan læse det. Referencelederen ser det på sin startside."),
    )


class IntroductionAnswerForm(forms.Form):
    """The network leader's yes or not now, with a line if there is one to say."""

    ANSWERS: ClassVar = (
        (State.WELCOMED.value, _("Tag med")),
        (State.NOT_NOW.value, _("Ikke nu")),
    )

    answer = forms.ChoiceField(choices=ANSWERS, widget=forms.HiddenInput)
    message = LineField(label=_("En linje om hvorfor"), required=False)
