"""Whether the two of a talk, a pulse or a sitting are the two who lead its theme today."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from dialogues.models import Conversation, Duty, Pulse, Sitting
from dialogues.models.duties import DutyStatus
from dialogues.models.questions import ConversationKind
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Theme


def both_lead() -> Q:
    """Rows whose network leader and reference leader both lead their theme today."""
    found = Q()
    for role in LEADING:
        held = Assignment.objects.active().filter(role=role)
        found &= Q(Exists(held.filter(theme=OuterRef("theme"), person=OuterRef(role))))
    return found


def lead_today(row: Conversation | Pulse | Sitting) -> bool:
    """The same of one row; one query."""
    return type(row).objects.filter(both_lead(), pk=row.pk).exists()


def first_talks_held() -> QuerySet[Conversation]:
    """The first talks that the two who lead their theme today have held."""
    return Conversation.objects.held().filter(both_lead(), kind=ConversationKind.KICKOFF)


def have_met(theme: Theme) -> bool:
    """Whether the theme's two leaders of today have held their first talk; one query."""
    return first_talks_held().filter(theme=theme).exists()


def new_to(user: User) -> QuerySet[Theme]:
    """Running themes where the person has held no kickoff with today's network leader.

    Not where the network leader left after a kickoff and nobody has followed yet.
    """
    mine = Assignment.objects.active().filter(person=user, role=RoleKey.REFERENCE_LEADER)
    leads = Assignment.objects.active().filter(role=RoleKey.NETWORK_LEADER)
    kickoff = {"reference_leader": user, "kind": ConversationKind.KICKOFF}
    held = Conversation.objects.held().filter(theme=OuterRef("pk"), **kickoff)
    is_with_today = leads.filter(theme=OuterRef("theme"), person=OuterRef("network_leader"))
    is_led = Exists(leads.filter(theme=OuterRef("pk")))
    themes = Theme.objects.running().filter(pk__in=mine.values("theme"))
    return themes.exclude(Exists(held.filter(Exists(is_with_today)))).exclude(~is_led, Exists(held))


def set_by_earlier_pair(theme: str) -> Q:
    """Rows that were set by others than those who lead their theme today.

    ``theme`` is the lookup path. A vacant role makes no pair an earlier one.
    """
    found, is_set = Q(), Q()
    for role in LEADING:
        held = Assignment.objects.active().filter(role=role, theme=OuterRef(theme))
        is_empty = Q(**{f"{role}__isnull": True})
        found |= Q(Exists(held.exclude(person=OuterRef(role)))) | is_empty & Q(Exists(held))
        is_set |= ~is_empty
    return is_set & found


def is_set_by_earlier_pair(duty: Duty) -> bool:
    """``set_by_earlier_pair`` of a duty, from ``theme.holders``; no query.

    What an assessment says stands until the reference leader of today makes another.
    """
    if duty.status == DutyStatus.NOT_RELEVANT:
        return False
    set_by = {role: getattr(duty, f"{role}_id") for role in LEADING}
    if not any(set_by.values()):
        return False
    now = {role: duty.theme.holder(role) for role in LEADING}
    return any(person and person.pk != set_by[role] for role, person in now.items())


def between_todays_pair(
    conversations: Iterable[dict], leaders: Mapping[tuple[int, str], int]
) -> list[dict]:
    """Those ``progress`` rows whose pair leads today; ``leaders`` by theme and role; no query."""
    return [
        conversation
        for conversation in conversations
        if all(
            leaders.get((conversation["theme_id"], role)) == conversation[f"{role}_id"]
            for role in LEADING
        )
    ]
