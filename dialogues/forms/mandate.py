"""The parts of a network leader's mandate: the invitation, and what each part says."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import MandatePart
from referenceledelse.core.text.money import Kroner
from referenceledelse.core.web.forms import Day, LineField, Moment, Text, VersionedForm
from roles.models import RoleKey


class BeginPartForm(forms.Form):
    """When and where the two talk, and a word of greeting; all of it may wait."""

    marks_optional = False
    talk_at = Moment(
        label=_("Hvornår taler I sammen?"),
        required=False,
        help_text=_("Lad feltet være tomt, hvis I ikke har aftalt et tidspunkt endnu."),
    )
    place = LineField(label=_("Sted"), required=False)
    message = Text(label=_("Hilsen"), required=False, rows=4)

    def clean_talk_at(self) -> datetime | None:
        """An invitation needs a future time; a past talk is noted in the part."""
        talk_at = self.cleaned_data["talk_at"]
        if talk_at and talk_at < timezone.now():
            raise ValidationError(_("Tidspunktet ligger i fortiden."))
        return talk_at


class PartForm(VersionedForm):
    """What the two agree on; each field may stand empty while they write."""

    marks_optional = False
    talk_at = Moment(label=_("Samtalen holdes"), required=False)
    place = LineField(label=_("Sted"), required=False)

    def __init__(self, data: Any = None, *, part: MandatePart) -> None:
        super().__init__(data, initial={**self.stored(part), "version": part.version})

    @classmethod
    def stored(cls, part: MandatePart) -> dict[str, Any]:
        """What is saved now, by the form's names."""
        return {name: getattr(part, name) for name in cls.base_fields if name != "version"}


class LineManagerPartForm(PartForm):
    """The line manager's topics, and what is freed: hours, money, a substitute."""

    time_balance = Text(
        label=_("Balancen mellem netværket og basisorganisationen"),
        required=False,
        help_text=_("Hvilke opgaver må vige for netværket, og hvem overtager dem?"),
    )
    hours_per_week = forms.DecimalField(
        label=_("Timer om ugen til netværket"),
        required=False,
        localize=True,
        max_digits=3,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-width-xxs"}),
        help_text=_("Fx 7,5. Skriv 0, hvis der ikke er sat timer af."),
        error_messages={"invalid": _("Skriv et tal, fx 7,5.")},
    )
    hours_from = Day(
        label=_("Timerne gælder fra"),
        required=False,
        help_text=_("Skriv en dato, før I siger ja."),
    )
    hours_to = Day(
        label=_("Timerne gælder til"), required=False, help_text=_("Tomt betyder indtil videre.")
    )
    amount = Kroner(
        label=_("Penge i kroner"),
        required=False,
        help_text=_("Er der brug for andet end tid, fx til transport eller lokaler?"),
    )
    substitute = Text(
        label=_("Vikar"),
        required=False,
        rows=2,
        help_text=_("Hvem tager opgaverne, når netværkslederen er til møder i netværket?"),
    )
    secretariat_days = Text(
        label=_("Dage hos sekretariatet"),
        required=False,
        help_text=_("Hvornår arbejder netværkslederen sammen med sekretariatet?"),
    )
    competence = Text(
        label=_("Kompetenceudvikling"),
        required=False,
        help_text=_("Hvad vil netværkslederen blive bedre til, og hvordan bakker I det op?"),
    )


class CoDriverPartForm(PartForm):
    """How the network leader and the co-driver share the work."""

    sharing = Text(
        label=_("Sådan deler vi arbejdet"),
        required=False,
        help_text=_("Hvem gør hvad, og hvad afgør I kun sammen?"),
    )
    contact = Text(
        label=_("Kontakt og rytme"),
        required=False,
        help_text=_("Hvor tit taler I sammen, og hvordan holder I hinanden ajour?"),
    )
    absence = Text(
        label=_("Når en af os er væk"),
        required=False,
        help_text=_("Hvad overtager den anden, og hvad må vente?"),
    )


FORMS: dict[str, type[PartForm]] = {
    RoleKey.LINE_MANAGER.value: LineManagerPartForm,
    RoleKey.CO_DRIVER.value: CoDriverPartForm,
}
