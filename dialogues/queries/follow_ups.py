"""When the two should talk again, and about what."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from dialogues.models import Conversation, Sitting
from dialogues.models.questions import ConversationKind
from dialogues.queries.pairs import both_lead
from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import Theme
from themes.models.running import runs

Status = Conversation.Status
DONE = (Status.APPROVED, Status.CLOSED)
PAIR = ("theme_id", "network_leader_id", "reference_leader_id")
SATURDAY = 5
MORNING = time(10)


def next_talk_on(row: Conversation) -> date:
    """The day that is proposed for the next talk: so many weeks on, and no weekend."""
    day = timezone.localdate(row.held_at) + timedelta(weeks=settings.FOLLOW_UP_WEEKS)
    return _weekday(day)


def suggested_time(row: Conversation) -> datetime:
    """The next invitation's preset time; a week from now if the day has passed."""
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


def ready_for_next_talk(user: User) -> QuerySet[Conversation]:
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
    # The person does not know of the other's draft.
    under_way = under_way.filter(~Q(status=Status.DRAFT) | Q(invited_by=user))
    later = Conversation.objects.held().filter(**pair, held_at__gt=OuterRef("held_at"))
    rows = Conversation.objects.visible_to(user).filter(runs(), both_lead(), status__in=DONE)
    rows = rows.exclude(kind=ConversationKind.CLOSING)
    return rows.filter(~Exists(under_way), ~Exists(later))


def confirmation_on(theme: Theme, network_leader: User, reference_leader: User) -> date | None:
    """The day by which the two go through all ten duties again.

    Nothing before they have approved an agreement.
    """
    pair = {"network_leader": network_leader, "reference_leader": reference_leader}
    agreed = Conversation.objects.filter(theme=theme, **pair).aggregate(last=Max("approved_at"))
    sat = Sitting.objects.filter(theme=theme, **pair).aggregate(last=Max("confirmed_at"))
    return _half_year_after(agreed["last"], sat["last"])


def _half_year_after(*moments: datetime | None) -> date | None:
    known = [timezone.localdate(moment) for moment in moments if moment]
    return max(known) + timedelta(weeks=settings.CONFIRMATION_WEEKS) if known else None


def confirmations(user: User) -> list[tuple[Theme, date]]:
    """The running themes that the person leads with another, and their day; in two queries."""
    rows = _agreed(user)
    last: dict[tuple[int, ...], datetime] = {}
    for *key, moment in _confirmed(user) if rows else ():
        last[tuple(key)] = max(moment, last.get(tuple(key), moment))
    found: dict[int, tuple[Theme, date]] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in PAIR)
        day = _half_year_after(row.approved_at, last.get(key))
        known = found.get(row.theme_id)
        found[row.theme_id] = (row.theme, max(day, known[1]) if known else day)
    return list(found.values())


def _is_side(user: User) -> Q:
    return Q(network_leader=user) | Q(reference_leader=user)


@compiled
def _agreed(user: User) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(_is_side(user), runs(), both_lead())
    return rows.filter(approved_at__isnull=False).select_related("theme")


@compiled
def _confirmed(user: User) -> QuerySet[Sitting, tuple[Any, ...]]:
    rows = Sitting.objects.filter(_is_side(user), confirmed_at__isnull=False)
    return rows.values_list(*PAIR, "confirmed_at")
