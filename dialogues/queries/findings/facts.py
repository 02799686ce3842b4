"""What the work list looks through: themes, who leads them, and their talks, read once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from dialogues.models import Conversation
from dialogues.queries.pairs import between_todays_pair
from referenceledelse.core.text.order import alphabetical
from roles.models import RoleKey, User
from themes.models import ROLES, Assignment, Offer, Theme, Thresholds
from themes.models.tenure import Span

NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER = ROLES
TEXTS = (*Theme.LONG, "outside_partners")


@dataclass(frozen=True)
class Person:
    """Someone whom a finding is about, or whom one can write to."""

    pk: int
    name: str
    active_from: date | None
    active_to: date | None


@dataclass(frozen=True)
class HeldRole(Span):
    """A person in a role on a theme from a day to a day, as they were appointed."""

    theme: int
    role: str
    person: Person
    starts_on: date
    ends_on: date | None
    moved_on: date | None
    leader_level: int | None
    state: str

    def is_left_behind(self, today: date) -> bool:
        """Whether the person has left, and nobody has ended the appointment yet."""
        lasts = self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)
        return lasts and self.state in (Assignment.State.EARLIER, Assignment.State.VOID)

    @property
    def role_name(self) -> Any:
        """The role's name, translated when it is read."""
        return RoleKey(self.role).label


class Facts:
    """The running themes and what is known about them today, in a constant number of queries."""

    def __init__(self, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.limits = Thresholds.now()
        rows = Theme.objects.visible_to(user).running().select_related("type", "phase")
        self.themes = {
            theme.pk: theme for theme in rows.defer(*TEXTS).order_by(alphabetical("title"), "pk")
        }

    def waited(self, since: date) -> int:
        """How many days have gone by."""
        return (self.today - since).days

    @cached_property
    def posts(self) -> dict[tuple[int, str], list[HeldRole]]:
        """Everyone who was or will be in a role, by theme and role, the latest first."""
        rows = Assignment.objects.filter(role__in=ROLES).with_state(self.today)
        rows = rows.order_by("-starts_on", "-pk")
        found: dict[tuple[int, str], list[HeldRole]] = defaultdict(list)
        for theme, role, *who, starts_on, ends_on, moved_on, level, state in rows.values_list(
            "theme_id",
            "role_id",
            "person_id",
            "person__name",
            "person__active_from",
            "person__active_to",
            "starts_on",
            "ends_on",
            "person__moved_on",
            "person__leader_level",
            "state",
        ):
            post = HeldRole(theme, role, Person(*who), starts_on, ends_on, moved_on, level, state)
            found[theme, role].append(post)
        return found

    def leaver(self, theme: int, role: str) -> HeldRole | None:
        """Who still stands in the role and has left."""
        posts = self.posts.get((theme, role), ())
        return next((post for post in posts if post.is_left_behind(self.today)), None)

    def holder(self, theme: int, role: str) -> HeldRole | None:
        """Who holds the role today."""
        posts = self.posts.get((theme, role), ())
        return next((post for post in posts if post.state == Assignment.State.NOW), None)

    def coming(self, theme: int, role: str) -> HeldRole | None:
        """Who gets the role next; whoever leaves before it begins does not."""
        posts = self.posts.get((theme, role), ())
        coming = [post for post in posts if post.state == Assignment.State.COMING]
        return min(coming, key=lambda post: post.held_from, default=None)

    def in_vain(self, theme: int, role: str) -> HeldRole | None:
        """Who was to get the role from a day to come, and leaves before it."""
        void = [p for p in self.posts.get((theme, role), ()) if p.state == Assignment.State.VOID]
        return next((post for post in void if post.starts_on > self.today), None)

    @cached_property
    def offers(self) -> dict[tuple[int, str], tuple[str, date]]:
        """Who is asked to take a role and has yet to answer, and since when."""
        rows = Offer.objects.visible_to(self.user).waiting().filter(theme__in=self.themes)
        rows = rows.values_list("theme_id", "role_id", "person__name", "proposed_at")
        return {(pk, role): (name, timezone.localdate(at)) for pk, role, name, at in rows}

    def pair(self, theme: int) -> tuple[HeldRole, HeldRole] | None:
        """The network leader and the reference leader of today, where there are both."""
        leader = self.holder(theme, NETWORK_LEADER)
        reference = self.holder(theme, REFERENCE_LEADER)
        return (leader, reference) if leader and reference else None

    @cached_property
    def conversations(self) -> list[dict[str, Any]]:
        """The talks between the two leaders of today: states and moments alone."""
        rows = Conversation.objects.exclude(status=Conversation.Status.CANCELLED)
        held = {place: self.holder(*place) for place in self.posts if place[0] in self.themes}
        leaders = {place: post.person.pk for place, post in held.items() if post}
        return between_todays_pair(rows.progress(self.user), leaders)
