"""What each of the two says in own words; what was said on an earlier day stays."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Conversation, Reflection, Stance
from dialogues.queries.stances import may_be_taken_over, prepared
from dialogues.services.pairs import pair_of
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import UnknownMove
from roles.models import User
from themes.models import Theme


@transaction.atomic
def say(
    *, theme: Theme, by: User, words: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> None:
    """Save what ``by`` says of each part; mark unchanged parts as looked at again.

    ``seen`` holds the fingerprint of what stood in each when it was opened. Raises ``Clash`` where
    another window has saved something else meanwhile.
    """
    theme = locked(theme, "phase")
    for part in words:
        demand(by, "dialogues.say", Stance(theme=theme, author=by, part=part))
    pair = pair_of(theme)
    rows = Stance.objects.filter(theme=theme, author=by, part__in=list(words), **pair)
    now = {row.part: row for row in rows.order_by("said_at", "pk")}
    stored = {part: row.text for part, row in now.items()}
    changed = merge(stored=stored, typed=words, seen=seen)
    for part, text in changed.items():
        _say(now.get(part) or Stance(theme=theme, author=by, part=part, **pair), text)
    kept = [row.pk for part, row in now.items() if part not in changed and row.text]
    Stance.objects.filter(pk__in=kept).update(looked_at=timezone.now())


def _say(row: Stance, text: str) -> None:
    """Correct what was said today; say anew what is older, so that both can be read."""
    moment = timezone.now()
    if row.pk and timezone.localdate(row.said_at) == timezone.localdate(moment):
        row.save_next(text=text, looked_at=moment, is_prepared=False)
        return
    row.pk, row.version, row._state.adding = None, 1, True
    row.text, row.said_at, row.looked_at, row.is_prepared = text, moment, moment, False
    row.save()


@transaction.atomic
def take_over_words(*, conversation: Conversation, by: User) -> None:
    """Let what the reference leader wrote before the talk be the words of the duty too.

    They bear the day when they were written. A part said since the talk was created is kept.
    Raises ``UnknownMove`` while the two have yet to read each other: nobody reads first.
    """
    theme, leader = locked(conversation.theme, "phase"), conversation.reference_leader
    demand(by, "dialogues.say", Stance(theme=theme, author=leader, part=Stance.Part.BRING))
    if not may_be_taken_over(conversation, by):
        raise UnknownMove(_("I har ikke læst hinandens refleksioner endnu."))
    words = prepared(conversation, by)
    since = Stance.objects.filter(theme=theme, author=by, said_at__gte=conversation.created_at)
    kept = set(since.values_list("part", flat=True))
    taken = {p.value: words[p] for p in Stance.CO_PLAYER if p in words and p.value not in kept}
    mine = Reflection.objects.filter(conversation=conversation, author=by).first()
    written = (mine and (mine.submitted_at or mine.updated_at)) or timezone.now()
    told = {"theme": theme, "author": by, "said_at": written, "is_prepared": True}
    for part, text in taken.items():
        Stance.objects.create(part=part, text=text, **told, **pair_of(theme))
