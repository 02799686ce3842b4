"""What the secretariat's lists are narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roles.models import RoleKey
from themes.models import Phase, ThemeType


class OverviewFilter(forms.Form):
    """What the secretariat narrows the matrix to; every field is in the address."""

    NO_TALK = "no_talk"
    marks_optional = False

    type = forms.ModelChoiceField(
        ThemeType.objects.all(), label=_("Type"), required=False, empty_label=_("Alle typer")
    )
    phase = forms.ModelChoiceField(
        Phase.objects.exclude(key=Phase.CLOSED),
        label=_("Fase"),
        required=False,
        empty_label=_("Alle faser"),
    )
    show = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=(
            ("", _("Alle temaer")),
            (RoleKey.NETWORK_LEADER.value, _("Mangler netværksleder")),
            (RoleKey.REFERENCE_LEADER.value, _("Mangler referenceleder")),
            (NO_TALK, _("Ingen holdt samtale")),
        ),
    )
