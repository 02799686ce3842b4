"""Letting the city read a value story, and taking it back."""

from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from roles.models import User
from themes.models import ValueStory


@transaction.atomic
def publish_story(*, story: ValueStory, by: User, is_public: bool) -> ValueStory:
    """Switch the story's public address on or off; the address stays the same."""
    row = locked(story, "theme")
    demand(by, "themes.publish_story", row)
    if row.is_public != is_public:
        save_by(by, row, public_since=timezone.now() if is_public else None)
    return row
