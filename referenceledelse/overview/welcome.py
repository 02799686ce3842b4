"""What a reference leader meets on the start page until the first talk is held."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation, Reflection
from dialogues.models.questions import ConversationKind
from roles.models import RoleKey, RolePoint, User
from themes.models import ROLES, Assignment, Theme

Status = Conversation.Status
WRITING = (Reflection.Status.EMPTY, Reflection.Status.DRAFT)


@dataclass(frozen=True)
class Welcome:
    """A theme that the person is new to: with whom, and how far the two have come."""

    theme: Theme
    partner: User | None
    # Of those who led the theme before with the person: it is the other leader who is new.
    is_known: bool
    points: list[RolePoint]
    # The talk, once the person is invited to it; of a draft nobody but its author knows.
    invited: Conversation | None = None
    # Whether the network leader has been told that the person waits to be invited.
    is_ready: bool = False
    mine: Reflection | None = None

    @property
    def team(self) -> list[Assignment]:
        """The others who hold a role on the theme, the network leader first."""
        rows = [row for row in self.theme.holders if row.role_id != RoleKey.REFERENCE_LEADER]
        return sorted(rows, key=lambda row: (ROLES.index(row.role_id), row.starts_on, row.pk))

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
    def now(self) -> int:
        """The step that is the person's own to take next; none where the other is to act."""
        if self.partner is None:
            return 0
        if self.invited and not self.agreed_on:
            return 0 if self.invited.wants_other_time else 2
        if self.mine is None or not (self.has_begun or self.is_prepared):
            return 1
        if not self.invited and not self.is_ready:
            return 2
        return 3 if self.agreed_on and self.agreed_on <= timezone.localdate() else 0

    @property
    def urls(self) -> set[str]:
        """The pages that the welcome itself asks the person to go to."""
        asked = set()
        if self.mine and not self.is_prepared:
            asked.add(reverse("dialogues:preparation", args=[self.mine.conversation_id]))
        if self.invited and self.now in (2, 3):
            asked.add(self.invited.get_absolute_url())
        return asked


def welcomes(user: User) -> list[Welcome]:
    """The running themes whose first talk the reference leader has not had with today's other.

    A constant number of queries, and none but the first for who leads no theme so. Where only the
    network leader has gone and nobody has followed, there is nobody to be welcomed to.
    """
    held = Assignment.objects.active().filter(person=user, role=RoleKey.REFERENCE_LEADER)
    rows = Theme.objects.running().filter(pk__in=held.values("theme"))
    themes = list(rows.select_related("phase", "contact").with_people())
    if not themes:
        return []
    talks = _talks(user, themes)
    known = {row.theme_id for row in talks if row.held_at}
    met = {(row.theme_id, row.network_leader_id) for row in talks if row.held_at}
    open_ones = {(row.theme_id, row.network_leader_id): row for row in talks if not row.held_at}
    new = [
        theme
        for theme in themes
        if (theme.network_leader or theme.pk not in known)
        and (theme.pk, theme.network_leader and theme.network_leader.pk) not in met
    ]
    mine = _reflections(user, list(open_ones.values())) if new else {}
    points = list(RolePoint.objects.duties().current().order_by("order")) if new else []
    return [_welcome(theme, open_ones, mine, points, theme.pk in known) for theme in new]


def _talks(user: User, themes: list[Theme]) -> list[Conversation]:
    """The person's first talks on the themes, of a draft no more than that it is there."""
    rows = Conversation.objects.filter(reference_leader=user, theme__in=themes)
    rows = rows.filter(kind=ConversationKind.KICKOFF).exclude(status=Status.CANCELLED)
    told = ("status", "ready_at", "invited_at", "scheduled_at", "held_at", "wants_other_time")
    sides = ("theme", "network_leader", "reference_leader", "kind", "invited_by")
    return list(rows.only(*told, *sides).order_by("created_at", "pk"))


def _reflections(user: User, talks: list[Conversation]) -> dict[int, Reflection]:
    rows = Reflection.objects.visible_to(user).filter(author=user, conversation__in=talks)
    return {row.conversation_id: row for row in rows}


def _welcome(
    theme: Theme,
    talks: dict[tuple[int, int], Conversation],
    mine: dict[int, Reflection],
    points: list[RolePoint],
    is_known: bool,
) -> Welcome:
    partner = theme.network_leader
    talk = talks.get((theme.pk, partner.pk)) if partner else None
    found = Welcome(theme, partner, is_known, points)
    if talk is None:
        return found
    invited = talk if talk.invited_at else None
    is_ready = talk.ready_at is not None
    return replace(found, invited=invited, is_ready=is_ready, mine=mine.get(talk.pk))
