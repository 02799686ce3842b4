"""What one of the two says in own words of a duty."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.models.stances import Part
from referenceledelse.fieldwise import FieldwiseForm
from referenceledelse.forms import Text

ASKED = {
    Part.EXPECTATIONS: _("Hvad forventer du af netværket?"),
    Part.RECOGNISES: _("Hvor kender du temaets udfordring fra dit eget område?"),
    Part.STAKE: _("Hvad er din egen aktie i, at udfordringen bliver løst?"),
    Part.BRING: _(
        "Hvordan bringer du dig selv i spil for netop dette tema og denne netværksleder, "
        "så der kommer fremdrift, og netværket lykkes?"
    ),
    Part.DEPENDS: _("Hvad er du afhængig af, at den anden gør?"),
}


class StanceForm(FieldwiseForm):
    """A field for each part that the writer is asked for; every one may be left empty."""

    prefix = "words"
    use_required_attribute = False
    marks_optional = False

    def __init__(self, *args: Any, stored: Mapping[str, str], **kwargs: Any) -> None:
        """``stored`` holds what the writer says now, by part."""
        super().__init__(*args, initial=dict(stored), **kwargs)
        for part in stored:
            self.fields[part] = Text(label=ASKED[Part(part)], required=False, rows=3)
        self.remember(*stored)

    def values(self) -> dict[str, Any]:
        """What ``say`` takes; call on a valid form."""
        return {"words": self.typed(), "seen": self.seen()}
