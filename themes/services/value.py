"""Showing a value story: to whom and when, and letting the city read it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.saving import is_already, locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import save_checked
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


@transaction.atomic
def show_story(
    *, story: ValueStory, by: User, audience: str, shown_on: date, where: str = ""
) -> ValueStory:
    """One of the two leaders shows the story to one of its audiences, on a day past or to come.

    It is shown since the first day; where it was shown is added to what stands there.
    """
    row = locked(story, "theme")
    demand(by, "themes.show_story", row)
    if audience not in ValueStory.AUDIENCES:
        raise ValueError(audience)
    lines = row.shown_where.splitlines()
    told = "\n".join([*lines, where] if where and where not in lines else lines)
    before = getattr(row, audience)
    is_shown = before is not None and before <= timezone.localdate()
    fields = {audience: min(before, shown_on) if is_shown else shown_on, "shown_where": told}
    if not is_already(row, fields):
        save_checked(row, by, fields)
    return row
