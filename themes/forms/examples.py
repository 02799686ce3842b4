"""Good examples: the author's form, the secretariat's answer, and what the list is narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from referenceledelse.core.web.filters import Filters, Search
from referenceledelse.core.web.forms import LineField, Text, VersionedForm
from roles.models import RolePoint
from themes.forms.records import Choice, RecordForm
from themes.models import Theme, ThemeType


def duties() -> list[tuple[str, str]]:
    """The ten duties by their key, as they are called today."""
    points = RolePoint.objects.duties().current().order_by("order")
    return [(point.key, str(point)) for point in points]


class ExampleForm(RecordForm):
    """A good example of one of the ten duties."""

    duty = forms.ChoiceField(label=_("Hvilken opgave er det et eksempel på?"))
    title = LineField(
        label=_("Overskrift"), help_text=_("Skriv den, så en kollega får lyst til at læse videre.")
    )
    happened = Text(
        label=_("Hvad skete der?"),
        rows=6,
        help_text=_("Hvad gjorde du, hvem var med, og hvad kom der ud af det?"),
    )
    useful = Text(
        label=_("Hvad kan andre bruge?"),
        help_text=_("Et godt råd, en sætning eller et greb, som andre kan prøve i morgen."),
    )
    theme = Choice(
        Theme, label=_("Netværkstema"), required=False, empty_label=_("Uden et bestemt tema")
    )

    def prepare(self) -> None:
        """The author's own themes, those of earlier too."""
        self.fields["duty"].choices = [("", _("Vælg en opgave")), *duties()]
        rows = Theme.objects.visible_to(self.user).accepted()
        self.fields["theme"].queryset = rows.filter(assignments__person=self.user).distinct()


class ExampleAnswerForm(VersionedForm):
    """The secretariat's answer, to the version that it has read."""

    reason = Text(
        label=_("Begrundelse"),
        rows=3,
        required=False,
        help_text=_(
            "Skal udfyldes, når du sender eksemplet tilbage. Forfatteren kan læse begrundelsen."
        ),
    )


class TakeDownForm(forms.Form):
    """Why an example is taken from its readers."""

    reason = Text(label=_("Begrundelse"), rows=2, help_text=_("Forfatteren kan læse begrundelsen."))
    prefix = "down"


class ExampleFilters(Filters):
    q = Search(_("Søg i eksempler"), "title", "happened", "useful")
    opgave = ChoiceFilter("duty", label=_("Opgave"), empty_label=_("Alle opgaver"), choices=duties)
    type = ModelChoiceFilter(
        "theme__type",
        label=_("Type"),
        empty_label=_("Alle typer"),
        queryset=ThemeType.objects.all(),
    )
