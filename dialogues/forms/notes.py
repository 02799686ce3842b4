"""Words beside the reflection."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation, PrivateNote
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web.autosave import SelfSaving
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Text
from roles.models import User


class OwnNoteForm(FieldwiseForm):
    """One party's notes to self about the conversation."""

    marks_optional = False
    own_note = Text(
        label=_("Mine egne noter"),
        required=False,
        rows=6,
        help_text=_("Kun du kan læse dine noter – før, under og efter samtalen."),
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"own_note": text}, **kwargs)
        self.remember("own_note")

    @property
    def one(self) -> SelfSaving:
        return SelfSaving(self, "own_note")

    def values(self) -> dict[str, str]:
        """What the service takes."""
        return {"text": self.cleaned_data["own_note"], "seen": self.seen()["own_note"]}

    def by_field(self, stored: Mapping[str, str]) -> dict[str, str]:
        return {"own_note": stored["text"]}


def own_notes_form(conversation: Conversation, user: User, data: object = None) -> OwnNoteForm:
    """The person's own notes as they are saved, to write on."""
    texts = _texts(user, conversation)
    return OwnNoteForm(data, text=texts[0] if texts else "")


@compiled
def _texts(user: User, conversation: Conversation) -> QuerySet[PrivateNote, str]:
    rows = PrivateNote.objects.visible_to(user).filter(conversation=conversation)
    return rows.values_list("text", flat=True)


class AdditionForm(forms.Form):
    """What a leader adds once both have read."""

    text = Text(
        label=_("Tilføj til dine svar"),
        rows=3,
        help_text=_("Dit første svar bliver ikke ændret. Tilføjelsen får dagens dato."),
    )
