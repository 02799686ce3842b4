"""What a reference leader meets on the start page until the first talk is held."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation, Reflection, Stone
from dialogues.models.questions import ConversationKind
from dialogues.queries.pairs import new_to
from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import NextStep
from referenceledelse.overview.pages.steps.stones import stones_before
from referenceledelse.overview.pages.steps.themes import wishes_for
from roles.models import RoleKey, RolePoint, User
from roles.queries.catalogue import sources_of
from themes.models import ROLES, Assignment, MemberRequest, Ownership, Theme

Status = Conversation.Status
WRITING = (Reflection.Status.EMPTY, Reflection.Status.DRAFT)


@dataclass(frozen=True)
class Welcome:
    """A theme that the person is new to: with whom, and how far the two have come."""

    theme: Theme
    partner: User | None
    # The person held a first talk here before, so it is the other leader who is new.
    is_known: bool
    # The talk, once the person is invited to it; of a draft nobody but its author knows.
    invited: Conversation | None = None
    # Whether the network leader has been told that the person waits to be invited.
    is_ready: bool = False
    mine: Reflection | None = None
    begun: "Begun" = field(default_factory=lambda: Begun())

    @property
    def team(self) -> list[Assignment]:
        """The others who hold a role on the theme, the network leader first."""
        rows = [row for row in self.theme.holders if row.role_id != RoleKey.REFERENCE_LEADER]
        return sorted(rows, key=lambda row: (ROLES.index(row.role_id), row.starts_on, row.pk))

    @property
    def is_unexplained(self) -> bool:
        """Whether the person was appointed without being asked first, and has not read why."""
        mine = (row for row in self.theme.holders if row.role_id == RoleKey.REFERENCE_LEADER)
        return any(row.why and row.why_read_at is None for row in mine)

    @property
    def is_prepared(self) -> bool:
        """Whether the person has handed in, or answers by word of mouth."""
        return self.mine is not None and (self.mine.is_oral or self.mine.status not in WRITING)

    @property
    def has_begun(self) -> bool:
        return self.mine is not None and self.mine.status != Reflection.Status.EMPTY

    @property
    def agreed_on(self) -> date | None:
        """The day that the two have agreed to meet on."""
        moment = self.invited and self.invited.scheduled_at
        return timezone.localdate(moment) if moment else None

    @property
    def now(self) -> str:
        """What is the person's own to do next; empty where the other is to act."""
        if self.partner is None:
            return ""
        if self.invited and not self.agreed_on:
            return "" if self.invited.wants_other_time else "meet"
        if self.mine is None or not (self.has_begun or self.is_prepared):
            return "prepare"
        if not self.invited and not self.is_ready:
            return "meet"
        return "talk" if self.agreed_on and self.agreed_on <= timezone.localdate() else ""

    @property
    def urls(self) -> set[str]:
        """The pages that the welcome itself asks the person to go to."""
        asked = set()
        if self.mine and not self.is_prepared:
            asked.add(reverse("dialogues:preparation", args=[self.mine.conversation_id]))
        if self.invited and self.now in ("meet", "talk"):
            asked.add(self.invited.get_absolute_url())
        return asked


@dataclass(frozen=True)
class Begun:
    """What the person has done for the network already, by name or in a line."""

    people: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    stones: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FirstDays:
    """One welcome at the most; the other themes that the person is new to stand below it.

    ``wishes`` are the steps that network leaders ask for on these themes. ``is_compact`` where the
    person is a reference leader on another theme already: then what waits there stands first.
    """

    welcome: Welcome
    others: list[Welcome]
    points: list[RolePoint]
    wishes: list[NextStep]
    has_read: bool = False
    is_compact: bool = False

    @property
    def now(self) -> str:
        """What is to be done first: to know the ten, unless the other leader waits already."""
        now = self.welcome.now
        waits = self.welcome.invited is not None and now in ("meet", "talk")
        return now if self.has_read or waits else "read"

    @property
    def new(self) -> list[Welcome]:
        """All of them, where none is welcomed to at length."""
        return [self.welcome, *self.others]

    @property
    def sources(self) -> list[str]:
        """Where the ten duties come from."""
        return sources_of(self.points)

    @property
    def themes(self) -> set[int]:
        return {welcome.theme.pk for welcome in (self.welcome, *self.others)}


def first_days(user: User) -> FirstDays | None:
    """The welcome, where the person is new to a theme.

    A constant number of queries; only one where the person is not new. A theme where the person
    acts next comes first.
    """
    themes = _new_to(user)
    if not themes:
        return None
    found = _welcomes(user, themes)
    first, *others = sorted(found, key=lambda welcome: not welcome.now)
    points = list(RolePoint.objects.duties().current().order_by("order"))
    return FirstDays(
        first,
        others,
        points,
        list(_wishes(user, themes)),
        has_read=first.is_known or user.duties_read_at is not None,
        is_compact=_leads_elsewhere(user, themes),
    )


@compiled
def _new_to(user: User) -> QuerySet[Theme]:
    return new_to(user).select_related("phase", "contact").with_people()


def _welcomes(user: User, themes: list[Theme]) -> list[Welcome]:
    conversations = _conversations(user, themes)
    known = {row.theme_id for row in conversations if row.held_at}
    open_ones = {
        (row.theme_id, row.network_leader_id): row for row in conversations if not row.held_at
    }
    mine = _reflections(user, list(open_ones.values()))
    begun = _begun(user, themes)
    found = []
    for theme in themes:
        partner = theme.network_leader
        conversation = open_ones.get((theme.pk, partner.pk)) if partner else None
        reflection = mine.get(conversation.pk) if conversation else None
        found.append(
            Welcome(
                theme,
                partner,
                is_known=theme.pk in known,
                invited=conversation if conversation and conversation.invited_at else None,
                is_ready=conversation is not None and conversation.ready_at is not None,
                mine=reflection,
                begun=begun[theme.pk],
            )
        )
    return found


def _leads_elsewhere(user: User, themes: list[Theme]) -> bool:
    """Whether the person is reference leader of a running theme without being new to it."""
    new = {theme.pk for theme in themes}
    return any(theme not in new for theme in _led(user))


@compiled
def _led(user: User) -> QuerySet[Assignment, int]:
    rows = Assignment.objects.active().filter(person=user, role=RoleKey.REFERENCE_LEADER)
    return rows.filter(theme__in=Theme.objects.running()).values_list("theme_id", flat=True)


def _conversations(user: User, themes: list[Theme]) -> list[Conversation]:
    """The person's first talks on the themes, of a draft no more than that it is there."""
    return _kickoffs(user, [theme.pk for theme in themes])


@compiled
def _kickoffs(user: User, themes: Collection[int]) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(reference_leader=user, theme__in=themes)
    rows = rows.filter(kind=ConversationKind.KICKOFF).exclude(status=Status.CANCELLED)
    told = ("status", "ready_at", "invited_at", "scheduled_at", "held_at", "wants_other_time")
    sides = ("theme", "network_leader", "reference_leader", "kind", "invited_by")
    return rows.only(*told, *sides).order_by("created_at", "pk")


def _reflections(user: User, conversations: list[Conversation]) -> dict[int, Reflection]:
    rows = _own_reflections(user, [row.pk for row in conversations])
    return {row.conversation_id: row for row in rows}


@compiled
def _own_reflections(user: User, conversations: Collection[int]) -> QuerySet[Reflection]:
    rows = Reflection.objects.visible_to(user)
    return rows.filter(author=user, conversation__in=conversations)


def _begun(user: User, themes: list[Theme]) -> dict[int, Begun]:
    found = {theme.pk: Begun() for theme in themes}
    keys = list(found)
    for row in _people_introduced(user, keys):
        found[row.theme_id].people.append(row.label)
    for theme, name in _leaders_introduced(user, keys):
        found[theme].leaders.append(name)
    for theme, text in _stones_taken(user, keys):
        found[theme].stones.append(text)
    return found


@compiled
def _people_introduced(user: User, themes: Collection[int]) -> QuerySet[MemberRequest]:
    rows = MemberRequest.objects.visible_to(user).filter(theme__in=themes, introduced_by=user)
    rows = rows.exclude(state=MemberRequest.State.WITHDRAWN).select_related("person")
    return rows.order_by("asked_at", "pk")


@compiled
def _leaders_introduced(
    user: User, themes: Collection[int]
) -> QuerySet[Ownership, tuple[int, str]]:
    rows = Ownership.objects.visible_to(user).filter(theme__in=themes, introduced_by=user)
    return rows.values_list("theme", "leader__name")


@compiled
def _stones_taken(user: User, themes: Collection[int]) -> QuerySet[Stone, tuple[int, str]]:
    rows = Stone.objects.visible_to(user).filter(theme__in=themes, holder=user, state="taken")
    return rows.order_by("pk").values_list("theme", "text")


def _wishes(user: User, themes: list[Theme]) -> Iterator[NextStep]:
    keys = [theme.pk for theme in themes]
    yield from stones_before(user, keys)
    yield from wishes_for(keys)
