"""The private form that each leader fills in before the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialogues.models import Question, Recognition, Reflection
from dialogues.models.recognition import PARTS, Slot, texts_of
from dialogues.queries.recognition import asked_of_duty
from referenceledelse.core.web.autosave import SelfSaving
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Text
from referenceledelse.core.web.numbers import whole
from roles.models import RolePoint


@dataclass
class AskedQuestion:
    """A question in the reader's wording, with its field, and what was said to it last time."""

    question: Question
    one: SelfSaving
    before: str = ""


@dataclass
class AskedDuty:
    """A duty with its three fields in the reader's wording, and what was said before."""

    point: RolePoint
    before: str
    level: SelfSaving
    offer: SelfSaving
    need: SelfSaving

    @property
    def has_words(self) -> bool:
        """Whether a field has text, an error or an unsaved value."""
        return any(has_words(one) for one in (self.level, self.offer, self.need))


def has_words(one: SelfSaving) -> bool:
    """Whether something is written in the field, or is there to mend."""
    return bool(one.field.value() or one.field.errors or one.is_unsaved)


# The question that stands before the ten duties and asks of them all at once.
TEN = "ten"
# A longer set opens with its first questions; the others are one press away.
LONG, OPEN = 8, 6


class ReflectionForm(FieldwiseForm):
    """The set's questions and the ten duties; every field may be left empty."""

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        saved: Mapping[str, str],
        questions: list[Question],
        points: list[RolePoint],
        side: str,
        other: str = "",
        before: Mapping[str, str] | None = None,
        said: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """``before`` holds what the writer said of each duty at the kickoff, by its key.

        ``said`` holds what the writer said last time, by the question's key. ``other`` is the
        other leader's name, as the one leader is asked about the other.
        """
        self.before, self.said = before or {}, said or {}
        self.questions, self.points, self.side, self.other = questions, points, side, other
        super().__init__(*args, initial=dict(saved), **kwargs)
        for question in questions:
            self.fields[f"answer_{question.pk}"] = question_field(question, side)
        for point in points:
            self.fields |= _duty_fields(point, side, other)
        self.remember(*self.fields)

    @cached_property
    def asked_questions(self) -> list[AskedQuestion]:
        """The questions about the two and their collaboration."""
        return [self._asked(one) for one in self.questions if one.key != TEN]

    @cached_property
    def open_questions(self) -> list[AskedQuestion]:
        """Those that the page opens with."""
        asked = self.asked_questions
        return asked[:OPEN] if len(asked) > LONG else asked

    @cached_property
    def folded_questions(self) -> list[AskedQuestion]:
        """Those of a long set that stand behind a press."""
        asked = self.asked_questions
        return asked[OPEN:] if len(asked) > LONG else []

    @cached_property
    def has_words_of_folded(self) -> bool:
        return any(has_words(asked.one) for asked in self.folded_questions)

    @cached_property
    def asked_of_the_ten(self) -> AskedQuestion | None:
        """The one question about all the ten, where the set has it."""
        return next((self._asked(one) for one in self.questions if one.key == TEN), None)

    def _asked(self, one: Question) -> AskedQuestion:
        return AskedQuestion(one, SelfSaving(self, f"answer_{one.pk}"), self.said.get(one.key, ""))

    @cached_property
    def asked_duties(self) -> list[AskedDuty]:
        return [
            AskedDuty(
                p,
                self.before.get(p.key, ""),
                *(SelfSaving(self, f"{part}_{p.pk}") for part in Recognition.TEXTS),
            )
            for p in self.points
        ]

    @cached_property
    def has_words_of_duties(self) -> bool:
        """Whether something is written of one of the ten, or is there to mend."""
        return any(asked.has_words for asked in self.asked_duties)

    def values(self) -> dict[str, dict[Slot, str]]:
        """What the service takes."""
        return {
            "texts": {slot_of(name): text for name, text in self.typed().items()},
            "seen": {slot_of(name): text for name, text in self.seen().items()},
        }

    def by_field(self, stored_answers: Mapping[Slot, str]) -> dict[str, str]:
        return {name_of(slot): text for slot, text in stored_answers.items()}

    def meet(self, stored_answers: Mapping[str, str]) -> list[dict[str, str]]:
        """Show the clash with the duty's name visible, as all ten share their labels."""
        all_of_it = {**dict.fromkeys(self.texts, ""), **stored_answers}
        self.conflicts = [
            {**row, "label": unescape(strip_tags(conditional_escape(row["label"])))}
            for row in super().meet(all_of_it)
        ]
        return self.conflicts


def stored_answers(reflection: Reflection) -> dict[str, str]:
    """The author's own texts as they are saved, by the form's names."""
    return {name_of(slot): text for slot, text in texts_of(reflection).items()}


def name_of(slot: Slot) -> str:
    """The field that holds a text of the reflection."""
    return f"{slot[0]}_{slot[1]}"


def slot_of(name: str) -> Slot | None:
    """The text that a field holds; nothing for a name that is no field of a reflection."""
    part, _line, key = name.partition("_")
    number = whole(key)
    return (part, number) if part in PARTS and number is not None else None


def question_field(question: Question, side: str) -> forms.Field:
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


def _duty_fields(point: RolePoint, side: str, other: str) -> dict[str, forms.Field]:
    question, answers = asked_of_duty(side, other)
    return {
        f"level_{point.pk}": forms.ChoiceField(
            label=_label(point, question),
            required=False,
            widget=forms.RadioSelect,
            choices=[*answers, ("", _("spring over"))],
        ),
        f"offer_{point.pk}": Text(
            label=_label(point, _("Jeg kan bidrage med")), required=False, rows=3
        ),
        f"need_{point.pk}": Text(
            label=_label(point, _("Jeg har brug for hjælp til")), required=False, rows=3
        ),
    }


def _label(point: RolePoint, words: str) -> SafeString:
    """Name the duty for screen readers, as all ten duties share the label."""
    return format_html('<span class="sr-only">{}: </span>{}', point, words)
