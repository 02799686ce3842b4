"""What the two say in their own words, as one of them may read it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation, Stance
from dialogues.models.questions import ConversationKind
from dialogues.models.stances import ASKED, Part
from dialogues.pages.duties import TenDuties
from dialogues.queries.stances import may_be_taken_over, opened, prepared, said, shared
from roles.models import User

LABELS = {
    Part.EXPECTATIONS: _("Forventninger til netværket"),
    Part.RECOGNISES: _("Temaets udfordring, set fra eget område"),
    Part.STAKE: _("Egen aktie i, at udfordringen bliver løst"),
    Part.BRING: _("At bringe sig selv i spil for at skabe fremdrift og få netværket til at lykkes"),
    Part.DEPENDS: _("Afhængighed af den anden"),
}


@dataclass(frozen=True)
class Saying:
    """One part in one leader's words: what holds now, and what was said before, newest first.

    ``prepared`` is what was written before a talk, where nothing else is said since, and
    ``shared_at`` when the two could first read it.
    """

    part: str
    author: User
    now: Stance | None = None
    before: list[Stance] = field(default_factory=list)
    prepared: str = ""
    shared_at: datetime | None = None

    @property
    def label(self) -> str:
        return str(LABELS[Part(self.part)])

    @property
    def question(self) -> str:
        """The part as its author is asked for it."""
        return str(ASKED[Part(self.part)])

    @property
    def text(self) -> str:
        return self.now.text if self.now else ""


def _of(part: str, author: User, rows: list[Stance]) -> Saying:
    """The newest row counts; an empty text means that the words were taken back."""
    now, *before = rows or [None]
    return Saying(part, author, now if now and now.text else None, [r for r in before if r.text])


@dataclass(frozen=True)
class OwnWords:
    """What the page of a duty shows; ``offered`` is the talk whose words can be taken over."""

    mine: list[Saying]
    theirs: list[Saying]
    is_other_asked: bool = True
    offered: Conversation | None = None

    @property
    def is_shared(self) -> bool:
        """Whether the other has read some of the reader's words before a talk."""
        return any(one.prepared for one in self.mine)

    @property
    def has_more(self) -> bool:
        """Whether the reader has said something here that is in no reflection the other read."""
        return any(one.now or one.before for one in self.mine)

    @property
    def stored(self) -> dict[str, str]:
        return {one.part: one.text for one in self.mine}


def own_words(ten: TenDuties, parts: Iterable[Part]) -> OwnWords | None:
    """What the two leaders of today say of the parts; nothing for any other reader."""
    pair = (ten.theme.network_leader, ten.theme.reference_leader)
    if not ten.is_leader or None in pair:
        return None
    parts = list(parts)
    found = said(ten.theme, pair, ten.user, parts)

    def of(person: User) -> list[Saying]:
        asked = [part for part in parts if part == Part.DEPENDS or person == pair[1]]
        sayings = [_of(part, person, found.get((person.pk, part), [])) for part in asked]
        return _with_shared(ten, pair, person, sayings)

    mine, asked = of(ten.user), of(ten.partner)
    theirs = [one for one in asked if one.now or one.before or one.prepared]
    offered = _offered(ten, mine) if len(mine) > 1 else None
    return OwnWords(mine, theirs, bool(asked), offered)


def _with_shared(
    ten: TenDuties, pair: tuple[User, User], author: User, asked: list[Saying]
) -> list[Saying]:
    """The author's parts, with what the two have read of each other where nothing is said since."""
    answers = shared(ten.theme, pair, ten.user, author) if asked else {}
    return [
        replace(one, prepared=answers[one.part].text, shared_at=answers[one.part].revealed_at)
        if one.part in answers and not (one.now or one.before)
        else one
        for one in asked
    ]


def _offered(ten: TenDuties, mine: list[Saying]) -> Conversation | None:
    """The newest talk of the two whose preparation holds words that the duty does not have yet."""
    conversations = Conversation.objects.visible_to(ten.user).filter(
        theme=ten.theme, network_leader=ten.partner, reference_leader=ten.user
    )
    conversation = (
        conversations.exclude(status=Conversation.Status.CANCELLED).order_by("-created_at").first()
    )
    if conversation is None or not may_be_taken_over(conversation, ten.user):
        return None
    return conversation if _has_more(mine, conversation, prepared(conversation, ten.user)) else None


def _has_more(mine: list[Saying], conversation: Conversation, words: dict[str, str]) -> bool:
    """Whether the preparation says something else, and nothing was said since it began."""
    return any(
        words.get(one.part, "") not in ("", one.text)
        and (one.now is None or one.now.said_at < conversation.created_at)
        for one in mine
    )


@dataclass(frozen=True)
class SpokenOf:
    """The four parts of the co-player at their step of a talk, with what was said last time."""

    parts: list[Saying]
    conversation: Conversation
    is_mine: bool
    may_take_over: bool


def spoken_of(conversation: Conversation, user: User) -> SpokenOf:
    """What the two talk of: the words since the invitation, or those from the preparation."""
    reference = conversation.reference_leader
    pair = (conversation.network_leader, reference)
    found = said(conversation.theme, pair, user, Stance.CO_PLAYER)
    texts = opened(conversation, user, reference)
    parts = [
        _in_talk(conversation, _of(part, reference, found.get((reference.pk, part), [])), texts)
        for part in Stance.CO_PLAYER
    ]
    is_mine = user.pk == reference.pk
    return SpokenOf(parts, conversation, is_mine, is_mine and _has_more(parts, conversation, texts))


def _in_talk(conversation: Conversation, one: Saying, texts: dict[str, str]) -> Saying:
    """The part as the talk finds it: what is older than a follow-up is from last time."""
    text = texts.get(one.part, "")
    is_first = conversation.kind == ConversationKind.KICKOFF
    if one.now and not is_first and one.now.said_at < conversation.created_at:
        return Saying(one.part, one.author, None, [one.now, *one.before], text)
    return Saying(one.part, one.author, one.now, one.before, "" if one.now else text)


def last_said(conversation: Conversation, user: User) -> dict[str, str]:
    """What the person said of each part last time, for the own preparation of the next talk."""
    is_first = conversation.kind == ConversationKind.KICKOFF
    if is_first or user.pk != conversation.reference_leader_id:
        return {}
    pair = (conversation.network_leader, conversation.reference_leader)
    found = said(conversation.theme, pair, user, Stance.CO_PLAYER)
    return {part: rows[0].text for (_author, part), rows in found.items()}
