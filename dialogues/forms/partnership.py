"""Sparring, acknowledgement, pulse, and what is given on to the one who follows."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.forms.reflections import question_field
from dialogues.models import Acknowledgement, Question, Sparring, Task
from dialogues.queries.succession import TasksLeft
from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm


def _topic() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvad vil I tale om?"),
        required=False,
        choices=Sparring.Topic,
        widget=forms.RadioSelect,
    )


class PlanSparringForm(forms.Form):
    """A day, and a few words about what the sparring is for."""

    use_required_attribute = False
    takes_place_on = Day(label=_("Dato"))
    topic = _topic()
    subject = LineField(label=_("Emne"), required=False)


class SparringForm(VersionedForm):
    """The sparring, whether it was held, and what the writer takes along."""

    takes_place_on = Day(label=_("Dato"))
    topic = _topic()
    subject = LineField(label=_("Emne"), required=False)
    is_held = forms.BooleanField(label=_("Sparringen er holdt"), required=False)
    takeaway = Text(
        label=_("Det tager jeg med herfra"),
        required=False,
        rows=4,
        help_text=_("Kun I to kan læse det."),
    )

    def __init__(self, *args: Any, sparring: Sparring, mine: str, **kwargs: Any) -> None:
        self.saved = stored_sparring(sparring, mine)
        initial = {**self.saved, "version": sparring.version}
        # Whoever comes back after the day most likely comes to write what was said.
        initial["is_held"] = self.saved["is_held"] or sparring.is_past
        super().__init__(*args, initial=initial, **kwargs)


def stored_sparring(sparring: Sparring, mine: str) -> dict[str, Any]:
    """What is saved now, by the form's names; ``mine`` is the writer's own takeaway."""
    return {
        "takes_place_on": sparring.takes_place_on,
        "topic": sparring.topic,
        "subject": sparring.subject,
        "is_held": sparring.held_at is not None,
        "takeaway": getattr(sparring, mine),
    }


class AcknowledgementForm(forms.Form):
    """Words that honour the other's courage, or the value that the theme has created."""

    marks_optional = False
    kind = forms.ChoiceField(
        label=_("Hvad anerkender du?"),
        choices=[
            (Acknowledgement.Kind.COURAGE, _("Mod hos netværkslederen")),
            (Acknowledgement.Kind.VALUE, _("Værdi, som temaet har skabt")),
        ],
        initial=Acknowledgement.Kind.COURAGE,
        required=False,
        widget=forms.RadioSelect,
    )
    text = Text(
        label=_("Det vil jeg gerne anerkende"),
        rows=5,
        max_length=Acknowledgement.LIMIT,
        help_text=_(
            "Hvad så du, og hvorfor krævede det mod? Eller hvilken værdi så du, og for hvem? "
            "Du kan ikke ændre teksten, når den er sendt."
        ),
    )

    def clean_kind(self) -> str:
        """Courage, where nothing is chosen."""
        return self.cleaned_data["kind"] or Acknowledgement.Kind.COURAGE


class SeenValueForm(forms.Form):
    """The value of a story is acknowledged by a press; words may come along."""

    text = Text(
        label=_("Et par ord til netværkslederen"),
        rows=2,
        required=False,
        max_length=Acknowledgement.LIMIT,
    )


class PulseForm(forms.Form):
    """The pulse's few questions; every one may be left out."""

    marks_optional = False

    def __init__(self, *args: Any, questions: list[Question], side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"answer_{question.pk}"] = question_field(question, side)

    def values(self) -> dict[int, str]:
        """Each answer by its question's key."""
        return {int(name.partition("_")[2]): text for name, text in self.cleaned_data.items()}


class HandOverForm(forms.Form):
    """Which tasks go on, and a word to the one who takes them."""

    marks_optional = False
    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(),
        label=_("Gøremål, der skal gives videre"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg de gøremål, du vil give videre.")},
    )
    note = Text(
        label=_("Besked til efterfølgeren"),
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, change: TasksLeft, is_taker: bool, **kwargs: Any) -> None:
        """``is_taker`` where the one who followed takes the tasks, and writes to nobody."""
        super().__init__(*args, **kwargs)
        self.successor = change.successor
        keys = [task.pk for task in change.tasks]
        self.fields["tasks"].queryset = Task.objects.filter(pk__in=keys)
        if is_taker:
            self.fields["tasks"].label = _("Gøremål, du overtager")
            self.fields["tasks"].error_messages["required"] = _("Vælg de gøremål, du overtager.")
            del self.fields["note"]
            return
        name = {"name": change.successor.name}
        self.fields["note"].label = format_lazy(_("Besked til {name}"), **name)
        self.fields["note"].help_text = format_lazy(
            _("Hvad skal {name} vide for at komme godt i gang?"), **name
        )
