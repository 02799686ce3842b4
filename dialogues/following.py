"""When the two should talk again, and about what (FEATURES F4.7)."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from dialogues.models import Conversation
from dialogues.models.questions import ConversationKind
from roles.models import RoleKey, User
from themes.models import Assignment, Theme

Status = Conversation.Status
DONE = (Status.APPROVED, Status.CLOSED)
SATURDAY = 5
MORNING = time(10)


def next_talk_on(row: Conversation) -> date:
    """The day that is proposed for the next talk: so many weeks on, and no weekend."""
    day = timezone.localdate(row.held_at) + timedelta(weeks=settings.FOLLOW_UP_WEEKS)
    return _weekday(day)


def suggested_time(row: Conversation) -> datetime:
    """The time that the next invitation begins with; in a week where the day has passed."""
    today = timezone.localdate()
    day = next_talk_on(row)
    if day <= today:
        day = _weekday(today + timedelta(weeks=1))
    return datetime.combine(day, MORNING, timezone.get_current_timezone())


def _weekday(day: date) -> date:
    over = day.weekday() - SATURDAY
    return day + timedelta(days=2 - over) if over >= 0 else day


def kinds_for(theme: Theme, network_leader: User, reference_leader: User) -> list[ConversationKind]:
    """What the two can be invited to: the kickoff comes first, and only once."""
    held = Conversation.objects.held().filter(
        theme=theme,
        kind=ConversationKind.KICKOFF,
        network_leader=network_leader,
        reference_leader=reference_leader,
    )
    if held.exists():
        return [ConversationKind.FOLLOWUP, ConversationKind.CLOSING]
    return [ConversationKind.KICKOFF]


def latest_of(theme: Theme, network_leader: User, reference_leader: User) -> Conversation | None:
    """The two's last talk that was held."""
    rows = Conversation.objects.held().filter(
        theme=theme, network_leader=network_leader, reference_leader=reference_leader
    )
    return rows.order_by("-held_at").first()


def ripe(user: User) -> QuerySet[Conversation]:
    """The person's talks after which the next one waits to be planned.

    Both still lead the running theme, and nothing newer is under way between them; after a
    closing talk nothing more is proposed.
    """
    pair = {
        "theme": OuterRef("theme"),
        "network_leader": OuterRef("network_leader"),
        "reference_leader": OuterRef("reference_leader"),
    }
    under_way = Conversation.objects.filter(**pair).exclude(status__in=(*DONE, Status.CANCELLED))
    later = Conversation.objects.held().filter(**pair, held_at__gt=OuterRef("held_at"))
    rows = Conversation.objects.visible_to(user).filter(
        status__in=DONE, theme__in=Theme.objects.running()
    )
    return rows.exclude(kind=ConversationKind.CLOSING).filter(
        ~Exists(under_way),
        ~Exists(later),
        _leads(RoleKey.NETWORK_LEADER, "network_leader"),
        _leads(RoleKey.REFERENCE_LEADER, "reference_leader"),
    )


def _leads(role: str, side: str) -> Exists:
    held = Assignment.objects.active().filter(role=role)
    return Exists(held.filter(theme=OuterRef("theme"), person=OuterRef(side)))
