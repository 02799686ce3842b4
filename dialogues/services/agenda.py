"""The plan of a talk: steps, order, minutes, and the points beside them (FEATURES F6.2-F6.4)."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues import guide
from dialogues.agenda import calls
from dialogues.models import AgendaPoint, Conversation, ConversationPoint
from dialogues.rules.agenda import can_plan_talk
from dialogues.services.moves import locked, no_way
from referenceledelse.access import demand
from referenceledelse.edits import merge
from referenceledelse.errors import Refused
from roles.models import User

Status = Conversation.Status


def plan_points(conversation: Conversation) -> None:
    """Give the talk the points that it lacks; call with the conversation locked."""
    have = set(conversation.points.values_list("step", flat=True))
    ConversationPoint.objects.bulk_create(
        row for row in guide.planned_points(conversation) if row.step not in have
    )


def propose_order(conversation: Conversation) -> None:
    """Put the duties that call for a talk first; what the two have ordered by hand stays.

    Call once both reflections are open: before that an order would tell what one has written.
    """
    if conversation.ordered_at or not conversation.is_ahead:
        return
    found = calls(conversation, conversation.network_leader)
    rows = list(conversation.points.exclude(point=None).select_related("point"))
    places = sorted(row.order for row in rows)
    rows.sort(
        key=lambda row: (
            row.point_id not in found,
            found[row.point_id].place if row.point_id in found else (),
            row.point.order,
        )
    )
    for place, row in zip(places, rows, strict=True):
        row.order = place
    ConversationPoint.objects.bulk_update(rows, ["order"])


@transaction.atomic
def move_duty(*, conversation: Conversation, by: User, step: str, up: bool) -> None:
    """Let a duty change places with the one before or after it."""
    row = _planned(conversation, by)
    duties = list(row.points.exclude(point=None))
    here = next((i for i, one in enumerate(duties) if one.step == step), None)
    if here is None:
        raise Refused(_("Det trin findes ikke i samtalen."))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(duties):
        return
    one, other = duties[here], duties[there]
    one.order, other.order = other.order, one.order
    ConversationPoint.objects.bulk_update([one, other], ["order"])
    Conversation.objects.filter(pk=row.pk).update(ordered_at=timezone.now())


@transaction.atomic
def set_minutes(
    *,
    conversation: Conversation,
    by: User,
    minutes: Mapping[str, int],
    seen: Mapping[str, str] | None = None,
) -> None:
    """Plan how long each step takes, in whole minutes by the step's key.

    Raises ``Clash`` where the other changed the same steps meanwhile.
    """
    row = _planned(conversation, by)
    points = {one.step: one for one in row.points.filter(step__in=minutes)}
    stored = {step: str(one.minutes) for step, one in points.items()}
    typed = {step: str(number) for step, number in minutes.items() if step in points}
    changed = merge(stored=stored, typed=typed, seen=seen)
    for step, number in changed.items():
        points[step].minutes = int(number)
    ConversationPoint.objects.bulk_update([points[step] for step in changed], ["minutes"])


@transaction.atomic
def add_point(*, conversation: Conversation, by: User, text: str, is_raised: bool) -> AgendaPoint:
    """Note a point, for both or for self until it is raised; the same point twice is one."""
    row = _planned(conversation, by)
    now = timezone.now()
    defaults = {"raised_at": now if is_raised else None}
    point, is_new = AgendaPoint.objects.get_or_create(
        conversation=row, author=by, text=text, defaults=defaults
    )
    if is_raised and not is_new and point.raised_at is None:
        point.save_next(raised_at=now)
    return point


@transaction.atomic
def move_point(*, point: AgendaPoint, by: User, verb: str) -> AgendaPoint:
    """Do one of ``VERBS`` with a point; what is done already is left as it is.

    Raises ``PermissionDenied`` for another's point that is not raised, ``Refused`` for an
    unknown verb.
    """
    row = _locked(point, by)
    changes = VERBS.get(verb)
    if changes is None:
        raise Refused(_("Punktet kan ikke ændres på den måde."))
    now = timezone.now()
    if row.raised_at is None:
        row.raised_at = now
    for name, is_set in changes.items():
        setattr(row, name, (getattr(row, name) or now) if is_set else None)
    row.save_next("raised_at", "parked_at", "done_at")
    return row


VERBS: dict[str, dict[str, bool]] = {
    "raise": {},
    "park": {"parked_at": True, "done_at": False},
    "take_up": {"parked_at": False, "done_at": False},
    "finish": {"done_at": True},
}


@transaction.atomic
def rewrite_point(*, point: AgendaPoint, version: int, by: User, text: str) -> AgendaPoint:
    """Change the words of one's own point; raises ``Stale`` where another window saved."""
    row = _locked(point, by)
    demand(by, "dialogues.rewrite_point", row)
    if row.text == text:
        return row
    row.refuse_stale(version)
    if AgendaPoint.objects.filter(conversation=row.conversation, author=by, text=text).exists():
        raise Refused(_("Punktet findes allerede."))
    row.save_next(text=text)
    return row


@transaction.atomic
def delete_point(*, point: AgendaPoint, by: User) -> None:
    """Delete one's own point, as long as it is not raised."""
    row = _locked(point, by)
    demand(by, "dialogues.rewrite_point", row)
    if row.raised_at:
        raise Refused(_("Punktet står på jeres fælles dagsorden. Markér det som drøftet i stedet."))
    row.delete()


def carry_on(conversation: Conversation) -> None:
    """Bring along what the same two left open on the theme (FEATURES F6.10); call when invited.

    Points that are nobody's but their author's stay so.
    """
    pair = {
        "theme": conversation.theme_id,
        "network_leader": conversation.network_leader_id,
        "reference_leader": conversation.reference_leader_id,
    }
    over = (Status.HELD, Status.SUMMARISED, Status.APPROVED, Status.CLOSED, Status.CANCELLED)
    earlier = Conversation.objects.filter(**pair, status__in=over).exclude(pk=conversation.pk)
    have = set(conversation.agenda.values_list("author", "text"))
    left = AgendaPoint.objects.open().filter(conversation__in=earlier)
    fresh = {}
    for point in left:
        if (point.author_id, point.text) not in have:
            fresh.setdefault((point.author_id, point.text), point.pk)
    AgendaPoint.objects.filter(pk__in=fresh.values()).update(
        carried_from=F("conversation"), conversation=conversation, parked_at=None
    )


def _planned(conversation: Conversation, by: User) -> Conversation:
    row = locked(conversation, by)
    if not can_plan_talk(by, row):
        raise no_way(row)
    return row


def _locked(point: AgendaPoint, by: User) -> AgendaPoint:
    _planned(point.conversation, by)
    row = AgendaPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    demand(by, "dialogues.take_up_point", row)
    return row
