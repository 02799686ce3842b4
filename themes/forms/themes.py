"""What people write about a theme, a proposal, and what is new."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm
from roles.forms.person_field import PersonChoice
from roles.models import SECRETARIAT_GROUP, User
from themes.forms.records import Choice, UnitField
from themes.forms.rounds import QUESTION, answered, question_fields
from themes.models import Theme, ThemeQuestion, ThemeType


class ContentForm(forms.Form):
    """What a theme is about; a proposal and an accepted theme have it in common."""

    title = LineField(
        label=_("Titel"), help_text=_("Kort og uden forkortelser, så alle kan forstå den.")
    )
    type = forms.ModelChoiceField(
        ThemeType.objects.all(), label=_("Type"), empty_label=_("Vælg en type")
    )
    challenge = Text(
        label=_("Udfordringen"),
        help_text=_("Hvad er problemet, hvem mærker det, og hvordan ved vi det?"),
    )
    why_cross_cutting = Text(
        label=_("Hvorfor skal det løses på tværs?"),
        required=False,
        help_text=_("Hvorfor kan én afdeling ikke løse udfordringen alene?"),
    )
    ambition = Text(
        label=_("Ambitionen"),
        required=False,
        help_text=_("Hvad skal være anderledes, når temaet slutter?"),
    )
    units = UnitField(label=_("Berørte enheder"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].show_to(user)


class ThemeForm(VersionedForm, ContentForm):
    """All that the network leader and the secretariat edit on a theme."""

    outside_partners = LineField(
        label=_("Partnere uden for kommunen"),
        required=False,
        max_length=500,
        help_text=_("Fx foreninger, virksomheder og boligselskaber."),
    )
    starts_on = Day(label=_("Start"), required=False)
    ends_on = Day(label=_("Forventet slut"), required=False)
    contact = PersonChoice(
        label=_("Kontakt i sekretariatet"),
        required=False,
        empty_label=_("Ingen valgt"),
    )
    parent = Choice(
        Theme,
        label=_("Del af et større tema"),
        required=False,
        empty_label=_("Nej, temaet står for sig selv"),
    )
    note = Text(
        label=_("Nyt fra temaet"),
        required=False,
        rows=2,
        help_text=_("Fortæl kort, hvad du har ændret. Det kommer øverst på temaets side."),
    )

    field_order = (*Theme.EDITED, "units", "note")

    def __init__(self, *args: Any, theme: Theme, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial=stored_theme(theme), user=user, **kwargs)
        secretariat = User.objects.visible_to(user).filter(groups__name=SECRETARIAT_GROUP)
        contacts = secretariat.working() | User.objects.filter(pk=theme.contact_id)
        self.fields["contact"].offer(contacts.distinct())
        parents = Theme.objects.visible_to(user).running().filter(parent=None)
        kept = Theme.objects.filter(pk=theme.parent_id)
        self.fields["parent"].queryset = parents.exclude(pk=theme.pk) | kept
        if theme.status != Theme.Status.ACCEPTED:
            for name in ("parent", "note"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Slutdatoen ligger før startdatoen."))
        return self.cleaned_data


class ProposalForm(ContentForm):
    """What an employee writes about a theme that should be; a draft may have gaps.

    ``questions`` are the marks of a good theme; each may be passed over.
    """

    def __init__(
        self,
        *args: Any,
        is_sending: bool = False,
        questions: Iterable[ThemeQuestion] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["challenge"].required = is_sending or not self.is_bound
        self.fields |= question_fields(questions)

    def values(self) -> dict[str, Any]:
        """What was written, with the answers to the questions by themselves."""
        fields = {k: v for k, v in self.cleaned_data.items() if not k.startswith(QUESTION)}
        return {**fields, "answers": answered(self.cleaned_data)}

    @property
    def marks(self) -> list[forms.BoundField]:
        """The fields of the questions."""
        return [self[name] for name in self.fields if name.startswith(QUESTION)]

    @property
    def has_marks(self) -> bool:
        """Whether any question has been answered."""
        return any(field.value() for field in self.marks)

    @property
    def basics(self) -> list[forms.BoundField]:
        """All other fields that are seen."""
        return [one for one in self.visible_fields() if not one.name.startswith(QUESTION)]


class DraftForm(VersionedForm, ProposalForm):
    """A proposal that its author has saved before."""


class UpdateForm(forms.Form):
    """A line about what is new on the theme."""

    text = Text(label=_("Hvad er der sket?"), rows=3, max_length=2_000)

    def __init__(self, data: Any = None, *, is_begun: bool = False) -> None:
        super().__init__(data)
        if is_begun:
            self.fields["text"].widget.attrs["autofocus"] = True


class DecisionForm(forms.Form):
    """The secretariat's answer to a proposal; whatever is no yes must have a reason."""

    reason = Text(
        label=_("Begrundelse"),
        help_text=_(
            "Forslagsstilleren kan læse begrundelsen. Du skal skrive den, hvis du afviser "
            "forslaget eller beder om rettelser."
        ),
    )

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


def stored_theme(theme: Theme) -> dict[str, Any]:
    """The theme as it is saved now, as a form's initial values."""
    names = (*ThemeForm.base_fields, "version")
    values = {name: getattr(theme, name) for name in names if name not in ("units", "note")}
    return {**values, "units": list(theme.units.all())}
