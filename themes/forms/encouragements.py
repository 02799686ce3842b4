"""Encouraging an employee."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.forms import LineField
from roles.forms.person_field import PersonChoice
from roles.models import Course, User, manages
from themes.forms.records import Choice
from themes.models import Encouragement, Theme

Aim = Encouragement.Aim


class CourseChoice(Choice):
    """A course; also one that is not held yet."""

    def label_from_instance(self, obj: Course) -> str:
        return obj.name if obj.has_session else _("%(name)s (intet hold endnu)") % {"name": obj}


class EncouragementForm(forms.Form):
    """Whom, to what, and a line in the manager's own words."""

    marks_optional = False

    person = PersonChoice(label=_("Medarbejder"), empty_label=_("Vælg en medarbejder"))
    aim = forms.ChoiceField(
        label=_("Hvad opfordrer du til?"), choices=Encouragement.Aim, widget=forms.RadioSelect
    )
    theme = Choice(
        Theme,
        label=_("Tema"),
        required=False,
        empty_label=_("Intet tema"),
        help_text=_("Skal medarbejderen lede et netværk, kan du lade feltet stå tomt."),
    )
    course = CourseChoice(Course, label=_("Kursus"), required=False, empty_label=_("Intet kursus"))
    words = LineField(
        label=_("Hvad vil du skrive?"),
        max_length=500,
        help_text=_(
            "Fx hvorfor du tænker på netop denne medarbejder, og at I finder tiden sammen."
        ),
    )

    def __init__(self, data: Any, *, user: User, initial: dict[str, Any]) -> None:
        aim = Aim.COURSE if initial.get("course") else Aim.TAKE_PART
        super().__init__(data, initial={"aim": aim, **initial})
        people = User.objects.visible_to(user).working().filter(manages(user.pk))
        self.fields["person"].offer(people.exclude(pk=user.pk))
        themes = Theme.objects.visible_to(user).running()
        self.fields["theme"].queryset = themes.order_by(alphabetical("title"), "pk")
        self.fields["course"].queryset = (
            Course.objects.visible_to(user).filter(is_active=True).with_has_session()
        )

    def clean(self) -> dict[str, Any]:
        """What the aim needs is chosen, and nothing that it has no use for."""
        found = self.cleaned_data
        theme, course, aim = (found.get(name) for name in ("theme", "course", "aim"))
        if aim and theme and (course or aim == Aim.COURSE):
            self.add_error("theme", _("Vælg enten et tema eller et kursus."))
        elif aim == Aim.COURSE and not course and "course" not in self.errors:
            self.add_error("course", _("Vælg et kursus."))
        elif aim and aim != Aim.COURSE and course:
            self.add_error("course", _("Du opfordrer ikke til et kursus. Vælg “Intet kursus”."))
        elif aim == Aim.TAKE_PART and not theme and "theme" not in self.errors:
            self.add_error("theme", _("Vælg et tema."))
        return found
