"""A task that follows from a talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation, Task
from referenceledelse.core.web.forms import Day, LineField
from roles.forms.person_field import told_apart
from roles.models import User


class TaskForm(forms.Form):
    """What is to be done, by whom of the two, and by when; all three at once."""

    prefix = "task"
    use_required_attribute = False

    text = LineField(label=_("Hvad skal gøres?"), max_length=Task.LIMIT)
    owner = forms.TypedChoiceField(label=_("Hvem gør det?"), widget=forms.RadioSelect, coerce=int)
    due_on = Day(label=_("Senest"))

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = (conversation.network_leader, conversation.reference_leader)
        self.fields["owner"].choices = told_apart(self.parties)

    def clean_owner(self) -> User:
        return next(one for one in self.parties if one.pk == self.cleaned_data["owner"])
