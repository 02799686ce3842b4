"""Value stories: what changed, for whom, how we know, and who has been shown it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.web.filters import Filters, Search
from referenceledelse.core.web.forms import Day, LineField, Text
from themes.forms.records import RecordForm
from themes.models import ValueStory


class ValueStoryForm(RecordForm):
    """One story of value."""

    title = LineField(label=_("Overskrift"))
    change = Text(label=_("Hvad blev anderledes?"), rows=6)
    gain = forms.ChoiceField(
        label=_("Hvem eller hvad gavner det mest?"),
        choices=ValueStory.Gain,
        widget=forms.RadioSelect,
    )
    for_whom = LineField(
        label=_("Hvem gør det en forskel for?"),
        help_text=_("Fx: 40 ældre i Søparken og deres pårørende."),
    )
    evidence = Text(
        label=_("Hvordan ved I det?"),
        required=False,
        help_text=_("Tal, observationer eller udsagn. Skriv, hvor de kommer fra."),
    )
    organisation_on = Day(label=_("Vist for organisationen"), required=False)
    politicians_on = Day(label=_("Vist for politikerne"), required=False)
    city_on = Day(label=_("Vist for byen"), required=False)
    shown_where = Text(
        label=_("Hvor og for hvem blev den vist?"),
        required=False,
        rows=2,
        help_text=_("Fx på et ledermøde, i et udvalg eller i lokalavisen."),
    )
    support = Text(
        label=_("Sådan hjælper referencelederen"),
        required=False,
        rows=2,
        help_text=_("Hvad gør referencelederen, for at flere får øje på værdien?"),
    )
    own_department = Text(
        label=_("Værdi for referencelederens egen afdeling"),
        required=False,
        rows=3,
        help_text=_("Hvad får afdelingen ud af det, netværket har skabt?"),
    )
    own_department_on = Day(label=_("Vist for referencelederens afdeling"), required=False)


class ShowForm(forms.Form):
    """To whom one of the two leaders shows a story, where, and when.

    The reference leader's department is shown it too; to that leader it is the own.
    """

    audience = forms.ChoiceField(
        label=_("Hvem viser du den for?"),
        choices=[
            ("organisation_on", _("Organisationen")),
            ("politicians_on", _("Politikerne")),
            ("city_on", _("Byen")),
            ("own_department_on", _("Referencelederens afdeling")),
        ],
        widget=forms.RadioSelect,
    )
    where = LineField(
        label=_("Hvor?"),
        required=False,
        help_text=_("Fx på et ledermøde, i et udvalg eller i lokalavisen."),
    )
    shown_on = Day(label=_("Hvornår?"))

    def __init__(self, *args: Any, is_reference_leader: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_reference_leader:
            choices = self.fields["audience"].choices[:-1]
            self.fields["audience"].choices = [
                *choices,
                ("own_department_on", _("Min egen afdeling")),
            ]


class StoryFilters(Filters):
    q = Search(
        _("Søg i fortællinger"),
        "title",
        "change",
        "for_whom",
        "evidence",
        "shown_where",
        "own_department",
    )
    gavner = ChoiceFilter("gain", label=_("Værdi for"), choices=ValueStory.Gain.choices)
    mangler = ChoiceFilter(
        label=_("Ikke vist for"),
        choices=[
            ("organisation_on", _("organisationen")),
            ("politicians_on", _("politikerne")),
            ("city_on", _("byen")),
            ("own_department_on", _("referencelederens afdeling")),
        ],
        method=lambda rows, _name, audience: rows.filter(**{audience: None}),
    )
