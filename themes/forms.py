"""What people write about a theme, a proposal, and what is new."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from referenceledelse.forms import Day, Line, Text, VersionedForm
from referenceledelse.numbers import whole
from roles.models import SECRETARIAT_GROUP, Unit, User
from themes.models import Phase, Theme, ThemeType

DEPTH = "\N{EM SPACE}"


class UnitField(forms.ModelMultipleChoiceField):
    """Units of the base organisation, each indented below its parent."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), **kwargs)

    def show_to(self, user: User) -> None:
        self.queryset = Unit.objects.visible_to(user).with_tree_fields()

    def clean(self, value: Any) -> QuerySet[Unit]:
        """As Django's, but a number beyond every key is no choice instead of a crash."""
        keys = [key if whole(str(key)) is not None else 0 for key in value or ()]
        return super().clean(keys)

    def label_from_instance(self, obj: Unit) -> str:
        return f"{DEPTH * obj.tree_depth}{obj.name}"


class ContentForm(forms.Form):
    """What a theme is about; a proposal and an accepted theme have it in common."""

    title = Line(
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
        label=_("Hvorfor på tværs"),
        required=False,
        help_text=_("Hvorfor kan ét sted i kommunen ikke løse det alene?"),
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

    phase = forms.ModelChoiceField(
        Phase.objects.exclude(key=Phase.PROPOSAL), label=_("Fase"), empty_label=None
    )
    outside_partners = Line(
        label=_("Partnere uden for kommunen"),
        required=False,
        max_length=500,
        help_text=_("For eksempel foreninger, virksomheder og boligselskaber."),
    )
    starts_on = Day(label=_("Start"), required=False)
    ends_on = Day(label=_("Forventet slut"), required=False)
    contact = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Kontakt i sekretariatet"),
        required=False,
        empty_label=_("Ingen valgt"),
    )
    note = Text(
        label=_("Hvad er nyt"),
        required=False,
        rows=2,
        help_text=_("Fortæl kort, hvad du har ændret. Det kommer øverst på temaets side."),
    )

    field_order = (
        "title",
        "challenge",
        "why_cross_cutting",
        "ambition",
        "type",
        "phase",
        "starts_on",
        "ends_on",
        "outside_partners",
        "contact",
        "units",
        "note",
    )

    def __init__(self, *args: Any, theme: Theme, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial=stored(theme), user=user, **kwargs)
        secretariat = User.objects.visible_to(user).filter(groups__name=SECRETARIAT_GROUP)
        self.fields["contact"].queryset = (
            secretariat.working() | User.objects.filter(pk=theme.contact_id)
        ).distinct()
        if theme.status != Theme.Status.ACCEPTED:
            for name in ("phase", "note"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Slutdatoen ligger før startdatoen."))
        return self.cleaned_data


class ProposalForm(ContentForm):
    """What an employee writes about a theme that should be; a draft may have gaps."""

    def __init__(self, *args: Any, is_sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["challenge"].required = is_sending or not self.is_bound


class DraftForm(VersionedForm, ProposalForm):
    """A proposal that its author has saved before."""


class UpdateForm(forms.Form):
    """A line about what is new on the theme."""

    text = Text(label=_("Hvad er der sket?"), rows=3, max_length=2_000)


class DecisionForm(forms.Form):
    """The secretariat's answer to a proposal; only a no must have a reason."""

    reason = Text(
        label=_("Begrundelse"),
        help_text=_("Forslagsstilleren læser den. Et afslag skal have en begrundelse."),
    )

    def __init__(self, *args: Any, is_declining: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_declining


def stored(theme: Theme) -> dict[str, Any]:
    """The theme as it is saved now, as a form's initial values."""
    names = (*ThemeForm.base_fields, "version")
    values = {name: getattr(theme, name) for name in names if name not in ("units", "note")}
    return {**values, "units": list(theme.units.all()), "note": ""}
