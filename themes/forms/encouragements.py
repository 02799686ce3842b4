"""Encouraging an employee."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.forms import Line
from roles.forms.person_field import PersonChoice
from roles.models import Course, User, manages
from themes.forms.records import Choice
from themes.models import Theme


class EncouragementForm(forms.Form):
    """Whom, to what, and a line in the manager's own words."""

    marks_optional = False

    person = PersonChoice(label=_("Medarbejder"), empty_label=_("Vælg en medarbejder"))
    theme = Choice(Theme, label=_("Tema"), required=False, empty_label=_("Intet tema"))
    course = Choice(
        Course,
        label=_("Eller et kursus"),
        required=False,
        empty_label=_("Intet kursus"),
        help_text=_("Vælg et tema eller et kursus."),
    )
    words = Line(
        label=_("Hvad vil du skrive?"),
        max_length=500,
        help_text=_(
            "Fx hvorfor du tænker på netop denne medarbejder, og at I finder tiden sammen."
        ),
    )

    def __init__(self, data: Any, *, user: User, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        people = User.objects.visible_to(user).working().filter(manages(user.pk))
        self.fields["person"].offer(people.exclude(pk=user.pk))
        themes = Theme.objects.visible_to(user).running()
        self.fields["theme"].queryset = themes.order_by(alphabetical("title"), "pk")
        self.fields["course"].queryset = Course.objects.visible_to(user).filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if bool(found.get("theme")) == bool(found.get("course")):
            self.add_error("theme", _("Vælg enten et tema eller et kursus."))
        return found
