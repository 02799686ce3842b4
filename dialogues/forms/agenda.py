"""The plan of a talk as the two set it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.guide import Stop
from dialogues.models import AgendaPoint
from referenceledelse.fieldwise import FieldwiseForm
from referenceledelse.forms import Line, VersionedForm

MOST_MINUTES = 180


class MinutesForm(FieldwiseForm):
    """How long each step is planned to take; both set it, step by step."""

    marks_optional = False

    def __init__(self, *args: Any, stops: list[Stop], **kwargs: Any) -> None:
        self.stops = stops
        super().__init__(
            *args, initial={one.step.key: str(one.step.minutes) for one in stops}, **kwargs
        )
        for one in stops:
            self.fields[one.step.key] = forms.IntegerField(
                label=_("%(step)s: minutter") % {"step": one.step.name},
                min_value=0,
                max_value=MOST_MINUTES,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.remember(*(one.step.key for one in stops))

    def typed(self) -> dict[str, str]:
        return {name: str(text) for name, text in super().typed().items()}

    def rows(self) -> Iterator[tuple[Stop, forms.BoundField, forms.BoundField]]:
        """Each step with its field and what the field held."""
        for one in self.stops:
            yield one, self[one.step.key], self[f"seen_{one.step.key}"]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "minutes": {step: int(number) for step, number in self.typed().items()},
            "seen": self.seen(),
        }


class AgendaPointForm(forms.Form):
    """A point of one's own, for self at first or for both at once."""

    prefix = "point"
    use_required_attribute = False
    marks_optional = False

    text = Line(label=_("Nyt punkt"), max_length=AgendaPoint.LIMIT)


class RewriteForm(VersionedForm):
    """Other words for one's own point."""

    text = Line(label=_("Punkt"), max_length=AgendaPoint.LIMIT)
