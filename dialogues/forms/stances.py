"""What one of the two says in own words of a duty."""

from collections.abc import Mapping
from typing import Any

from dialogues.models.stances import ASKED, Part
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Text


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
