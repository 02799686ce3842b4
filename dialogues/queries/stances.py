"""What the two have said in their own words: now, before, and in a reflection."""

from collections.abc import Iterable

from django.db.models import F

from dialogues.models import Answer, Conversation, Reflection, Stance
from dialogues.models.stances import Part
from roles.models import User
from themes.models import Theme

type Said = dict[tuple[int, str], list[Stance]]


def said(theme: Theme, pair: tuple[User, User], user: User, parts: Iterable[str]) -> Said:
    """What the reader may know of what the pair said, the newest first, by author and part.

    One query; ``pair`` is the network leader and the reference leader.
    """
    leader, reference = pair
    rows = Stance.objects.visible_to(user).filter(
        theme=theme, network_leader=leader, reference_leader=reference, part__in=list(parts)
    )
    found: Said = {}
    for row in rows:
        found.setdefault((row.author_id, row.part), []).append(row)
    return found


def prepared(conversation: Conversation, user: User) -> dict[str, str]:
    """What the person wrote of the parts in the own reflection before the talk; two queries."""
    mine = Reflection.objects.visible_to(user).filter(author=user, conversation=conversation)
    rows = Answer.objects.filter(reflection__in=mine, question__key__in=Part.values)
    texts = rows.exclude(text="").values_list("question__key", "text")
    return dict(texts)


def opened(conversation: Conversation, user: User, author: User) -> dict[str, str]:
    """What the author wrote of the parts before the talk, once the two have read each other."""
    rows = Answer.objects.opened(conversation, user).filter(reflection__author=author)
    rows = rows.filter(question__key__in=Part.values).exclude(text="")
    return dict(rows.values_list("question__key", "text"))


def shared(theme: Theme, pair: tuple[User, User], user: User, author: User) -> dict[str, Answer]:
    """What the author wrote of the parts before the newest talk where the pair read each other.

    One query; ``pair`` as above, the author and the reader are of it. Each answer carries
    ``revealed_at``.
    """
    leader, reference = pair
    rows = Answer.objects.visible_to(user).filter(
        reflection__conversation__network_leader=leader,
        reflection__conversation__reference_leader=reference,
        reflection__author=author,
        reflection__conversation__theme=theme,
        reflection__revealed_at__isnull=False,
        question__key__in=Part.values,
    )
    rows = rows.exclude(text="").select_related("question")
    rows = rows.annotate(revealed_at=F("reflection__revealed_at")).order_by("revealed_at", "pk")
    return {one.question.key: one for one in rows}


def may_be_taken_over(conversation: Conversation, user: User) -> bool:
    """Whether the person's reflection is revealed, or the talk is held.

    Sooner, words copied to the duty would let the other read first.
    """
    mine = Reflection.objects.visible_to(user).filter(author=user, conversation=conversation)
    is_open = mine.filter(revealed_at__isnull=False).exists()
    return conversation.held_at is not None or is_open
