"""The private form that each leader fills in before the conversation (FEATURES F5.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django import forms
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialogues.models import Question, Recognition, Reflection
from referenceledelse.forms import Text, VersionedForm
from roles.models import RolePoint

PARTS = ("level", "offer", "need")


@dataclass
class AskedQuestion:
    """A question in the reader's wording, with its field."""

    question: Question
    field: forms.BoundField


@dataclass
class AskedDuty:
    """A duty with the three fields about recognising oneself in it."""

    point: RolePoint
    level: forms.BoundField
    offer: forms.BoundField
    need: forms.BoundField


class ReflectionForm(VersionedForm):
    """The set's questions and the ten duties; every field may be left empty."""

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        reflection: Reflection,
        questions: list[Question],
        points: list[RolePoint],
        side: str,
        **kwargs: Any,
    ) -> None:
        self.questions, self.points = questions, points
        self.saved = stored(reflection)
        initial = {**self.saved, "version": reflection.version}
        super().__init__(*args, initial=initial, **kwargs)
        for question in questions:
            self.fields[f"answer_{question.pk}"] = _question_field(question, side)
        for point in points:
            self.fields |= _duty_fields(point)

    def asked_questions(self) -> list[AskedQuestion]:
        return [AskedQuestion(q, self[f"answer_{q.pk}"]) for q in self.questions]

    def asked_duties(self) -> list[AskedDuty]:
        return [AskedDuty(p, *(self[f"{part}_{p.pk}"] for part in PARTS)) for p in self.points]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        return {
            "version": typed["version"],
            "answers": {q.pk: typed[f"answer_{q.pk}"] for q in self.questions},
            "recognitions": {
                p.pk: {part: typed[f"{part}_{p.pk}"] for part in PARTS} for p in self.points
            },
        }

    def stored_texts(self, reflection: Reflection) -> dict[str, str]:
        """What is saved now, for every field, to lay beside what was typed."""
        saved = stored(reflection)
        return {name: saved.get(name, "") for name in self.fields if name != "version"}

    def conflicts_with(self, stored: Mapping[str, Any], version: int) -> list[dict[str, str]]:
        """As for every form, with the duty's name in sight: the same words stand under ten."""
        rows = super().conflicts_with(stored, version)
        return [{**row, "label": unescape(strip_tags(row["label"]))} for row in rows]


def stored(reflection: Reflection) -> dict[str, str]:
    """The author's own texts as they are saved, by the form's names."""
    texts = {f"answer_{a.question_id}": a.text for a in reflection.answers.all()}
    for row in reflection.recognitions.all():
        texts |= {f"{part}_{row.point_id}": getattr(row, part) for part in PARTS}
    return texts


def _question_field(question: Question, side: str) -> forms.Field:
    label, hint = question.wording(side), question.hint
    if question.kind == Question.Kind.TEXT:
        return Text(label=label, help_text=hint, required=False, rows=5)
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.RadioSelect,
        choices=[*question.options(), ("", _("spring over"))],
    )


def _duty_fields(point: RolePoint) -> dict[str, forms.Field]:
    return {
        f"level_{point.pk}": forms.ChoiceField(
            label=_label(point, _("Genkender du dig selv?")),
            required=False,
            widget=forms.RadioSelect,
            choices=[*Recognition.Level.choices, ("", _("spring over"))],
        ),
        f"offer_{point.pk}": Text(
            label=_label(point, _("Det kan jeg sætte i spil")), required=False, rows=3
        ),
        f"need_{point.pk}": Text(
            label=_label(point, _("Her har jeg brug for hjælp")), required=False, rows=3
        ),
    }


def _label(point: RolePoint, words: str) -> SafeString:
    """The same words stand under ten headings; a screen reader hears under which."""
    return format_html('<span class="sr-only">{}: </span>{}', point, words)
