"""Questions as the secretariat edits them: their keys, their order and what is missing."""

import re
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from dialogues.models import Question

# A place behind every other; the set is numbered anew when it is saved.
LAST = 32_000
KEY = 40
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class QuestionForm(forms.ModelForm):
    """One question; its key and place may be left to us."""

    class Meta:
        model = Question
        exclude = ("question_set",)  # noqa: DJ006

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A published set is only shown, and has no fields.
        for name, changes in CHANGES.items():
            for attribute, value in changes.items():
                if name in self.fields:
                    setattr(self.fields[name], attribute, value)
        for side, message in MISSING.items():
            if side in self.fields:
                self.fields[side].error_messages["required"] = message

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("order") is None and "order" not in self.errors:
            data["order"] = LAST
        if data.get("kind") == Question.Kind.CHOICE:
            self._check_choices(data)
        return data

    def _check_choices(self, data: dict[str, Any]) -> None:
        danish, english = (_lines(data.get(name)) for name in ("choices_da", "choices_en"))
        if len(danish) < 2:
            self.add_error("choices_da", _("Skriv mindst to svarmuligheder, én pr. linje."))
        elif english and len(english) != len(danish):
            self.add_error(
                "choices_en", _("Skriv lige så mange svar på engelsk som på dansk, eller ingen.")
            )
        data["choices_da"], data["choices_en"] = "\n".join(danish), "\n".join(english)


CHANGES = {
    "order": {
        "label": _("Plads"),
        "required": False,
        "help_text": _(
            "Skriv et andet nummer for at flytte spørgsmålet. De andre rykker automatisk."
        ),
    },
    "key": {
        "required": False,
        "help_text": _("Lad feltet være tomt, så danner systemet en nøgle ud fra spørgsmålet."),
    },
}
MISSING = {
    "network_leader_da": _("Skriv spørgsmålet, som netværkslederen skal læse det."),
    "reference_leader_da": _("Skriv spørgsmålet, som referencelederen skal læse det."),
}


class QuestionFormSet(BaseInlineFormSet):
    """All questions of a set; each key is used once, and each place too when it is saved."""

    def clean(self) -> None:
        rows = [form for form in self.forms if self._is_kept(form)]
        taken: set[str] = set()
        for form in rows:
            key = form.cleaned_data.get("key")
            if key in taken:
                form.add_error("key", _("Nøglen er allerede brugt i sættet."))
            taken |= {key} if key else set()
        for form in rows:
            if form.cleaned_data.get("key") or "key" in form.errors:
                continue
            key = key_of(form.cleaned_data.get("network_leader_da", ""), taken)
            form.cleaned_data["key"] = form.instance.key = key
            taken.add(key)
        super().clean()

    def wanted_order(self) -> list[int]:
        """The questions' keys in the order that the typed places ask for; call when saved."""
        rows = [form for form in self.forms if self._is_kept(form) and form.instance.pk]
        return [form.instance.pk for form in sorted(rows, key=_place)]

    def _is_kept(self, form: QuestionForm) -> bool:
        has_data = hasattr(form, "cleaned_data") and bool(form.cleaned_data)
        return has_data and not self._should_delete_form(form)


def _place(form: QuestionForm) -> tuple[int, int]:
    """Where one was moved to the place of another, the other makes way."""
    was, now = form.initial.get("order"), form.cleaned_data["order"]
    if was == now:
        return now, 1
    return now, 2 if was is not None and now > was else 0


def key_of(wording: str, taken: set[str]) -> str:
    """A key made of the question's first words, unlike the others of the set."""
    words = slugify(wording.lower().translate(LETTERS))[:KEY].rsplit("-", 1)
    key = words[0] if len("-".join(words)) == KEY else "-".join(words)
    key, number = key or "spoergsmaal", 1
    found = key
    while found in taken:
        number += 1
        found = f"{key[: KEY - 4]}-{number}"
    return found


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in re.split(r"\r?\n", text or "") if line.strip()]
