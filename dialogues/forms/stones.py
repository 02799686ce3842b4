"""A stone in one line, and what is said of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import Stone
from referenceledelse.core.web.forms import LineField, Text
from roles.forms.person_field import PersonField


class LayForm(forms.Form):
    """What lies in the way, in one line."""

    use_required_attribute = False

    text = LineField(
        label=_("Hvad ligger der i vejen?"),
        max_length=Stone.LIMIT,
        help_text=_("Beskriv stenen på én linje. Din referenceleder kan se den på sin startside."),
    )


class NoteForm(forms.Form):
    """A stone that the reference leader has seen and takes, in one line."""

    use_required_attribute = False

    text = LineField(
        label=_("Har du selv set en sten?"),
        max_length=Stone.LIMIT,
        help_text=_(
            "Beskriv stenen på én linje. Netværkslederen kan se, at du er i gang med at rydde den."
        ),
    )


class HandOnStoneForm(forms.Form):
    """Who is asked to clear it, and a few words along."""

    prefix = "hand-on"
    use_required_attribute = False

    colleague = PersonField(label=_("Hvilken kollega kan rydde stenen?"))
    words = Text(label=_("Hvad skal kollegaen vide?"), required=False, rows=2, max_length=1_000)


class WhyNotForm(forms.Form):
    """Why it stays where it is."""

    prefix = "why-not"
    use_required_attribute = False

    words = Text(label=_("Hvorfor kan stenen ikke ryddes?"), rows=2, max_length=1_000)


class ClearedForm(forms.Form):
    """What came of it."""

    prefix = "cleared"
    use_required_attribute = False

    words = LineField(label=_("Hvad kom der ud af det?"), max_length=Stone.LIMIT)
