"""Telling the other of the two what was done with their conversation, until it is seen."""

from django.utils import timezone

from dialogues.models import Conversation, News
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User


def tell_other(conversation: Conversation, by: User, kind: str) -> None:
    """Tell whom ``by`` talks with; told again, it is new again. Call in the verb's transaction.

    What nobody was invited to is told to nobody.
    """
    if conversation.invited_at is None:
        return
    key = {"conversation": conversation, "kind": kind, "person": conversation.other(by)}
    told = {"by": by, "told_at": timezone.now(), "seen_at": None}
    News.objects.update_or_create(**key, defaults=told)


def tell_forestalled(draft: Conversation, by: User) -> None:
    """Tell the author of a draft that the other was first. Call in the verb's transaction."""
    key = {"conversation": draft, "kind": News.Kind.FORESTALLED, "person": draft.invited_by}
    News.objects.get_or_create(**key, defaults={"by": by})


def mark_seen(*, conversation: Conversation, by: User) -> None:
    """The person has opened what is told of."""
    demand(by, "dialogues.take_part", conversation)
    rows = News.objects.filter(conversation=conversation, person=by).unseen()
    if rows.exists():
        update_unless_busy(rows, seen_at=timezone.now())
