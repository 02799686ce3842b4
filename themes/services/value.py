"""Letting the city read a value story, and taking it back (SOURCE S4.7)."""

from django.db import transaction
from django.utils import timezone

from referenceledelse.access import demand
from referenceledelse.actor import acting
from roles.models import User
from themes.models import ValueStory


@transaction.atomic
def publish_story(*, story: ValueStory, by: User, is_public: bool) -> ValueStory:
    """Switch the story's public address on or off; the address stays the same."""
    rows = ValueStory.objects.select_for_update(of=("self",)).select_related("theme")
    row = rows.get(pk=story.pk)
    demand(by, "themes.publish_story", row)
    if row.is_public != is_public:
        row.public_since = timezone.now() if is_public else None
        with acting(by):
            row.save(update_fields=["public_since"])
    return row
