"""What one of the two sees of the other while they talk, each at an own screen."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property

from dialogues.models import Conversation, ConversationPoint
from dialogues.queries.guide import Stop, stops
from dialogues.rules.conversations import can_write_points
from referenceledelse.core.web.edits import fingerprint
from roles.models import User


@dataclass
class Beacon:
    """What the other does, seen from the step that is on the reader's screen."""

    conversation: Conversation
    here: ConversationPoint
    version: int
    reader: User
    stops: list[Stop] | None = None

    @property
    def news(self) -> str:
        """A key of what to tell; the reader's own saves leave it alone."""
        row = self.conversation
        theirs = self.here.version if self.has_news else 0
        return f"{row.status}.{bool(row.why_over)}.{row.current_step}.{row.led_by_id}.{theirs}"

    @property
    def digest(self) -> str:
        return f"{self.news}~{self.here.version}"

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """Each text of the step with its fingerprint, for the fields that the reader left alone."""
        if self.here.version <= self.version:
            return []
        texts = ((name, getattr(self.here, name)) for name in ConversationPoint.TEXTS)
        return [(name, text, fingerprint(text)) for name, text in texts]

    @cached_property
    def there(self) -> Stop | None:
        """The step that the talk is at, where that is another than the reader's."""
        if self.conversation.current_step == self.here.step:
            return None
        known = self._stops
        return next((one for one in known if one.step.key == self.conversation.current_step), None)

    @cached_property
    def _stops(self) -> list[Stop]:
        points = self.conversation.points.select_related("point", "changed_by", "conversation")
        return self.stops or stops(self.conversation, points)

    @property
    def is_running(self) -> bool:
        return can_write_points(self.reader, self.conversation)

    @property
    def i_lead(self) -> bool:
        return self.conversation.led_by_id == self.reader.pk

    @property
    def is_ahead(self) -> bool:
        if self.there is None:
            return False
        here = next(one.place for one in self._stops if one.step.key == self.here.step)
        return (0, 0) < here < self.there.place

    @property
    def has_news(self) -> bool:
        """Whether the other saved something here after the reader's screen was made."""
        by_other = self.here.changed_by_id not in (None, self.reader.pk)
        return by_other and self.here.version > self.version

    @property
    def address(self) -> str:
        url = reverse("dialogues:beacon", args=[self.conversation.pk])
        told = f"version={self.version}&vist={self.digest}"
        return f"{url}?trin={self.here.step}&{told}"
