"""The plan of a talk: its steps, the duties that are chosen, and the points beside them."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import AgendaPoint, Conversation, ConversationPoint
from dialogues.models.guide import MOST
from dialogues.queries.agenda import plan
from dialogues.queries.guide import fixed_duty
from dialogues.rules.agenda import can_plan_talk
from dialogues.services.transitions import locked, not_possible_now
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import User

Status = Conversation.Status


def plan_points(conversation: Conversation, *, is_just_opened: bool = False) -> None:
    """Lay out a talk that has not begun; call with the conversation locked.

    What the two have chosen by hand stays, also where the talk was laid out by the steps of an
    earlier time. Once both reflections are open, the duties that someone asked for come along:
    sooner it would tell what one has written, and later the two may have let them lie.
    """
    have = list(conversation.points.select_related("point"))
    is_by_hand = conversation.ordered_at is not None
    kept = [row.point for row in have if row.point and row.is_chosen] if is_by_hand else []
    wanted = plan(conversation, kept, is_asked=is_just_opened or not is_by_hand)
    if _laid_out(have) != _laid_out(wanted):
        conversation.points.all().delete()
        ConversationPoint.objects.bulk_create(wanted)


def _laid_out(points: Sequence[ConversationPoint]) -> list[tuple[str, bool]]:
    return [(row.step, row.is_chosen) for row in points]


@transaction.atomic
def choose_duty(*, conversation: Conversation, by: User, step: str, is_chosen: bool) -> None:
    """Put a duty in, as the last of the chosen, or out; nothing that was written is lost.

    Raises ``Refused`` for the fixed one, and for one more than a talk has time for.
    """
    row = _planned(conversation, by)
    duties = list(row.points.exclude(point=None).select_related("point"))
    if step not in [one.step for one in duties]:
        raise Refused(_("Det trin findes ikke i samtalen."))
    chosen = [one.step for one in duties if one.is_chosen]
    if (step in chosen) == is_chosen:
        return
    fixed = fixed_duty(row, duties)
    if fixed and step == fixed.step:
        raise Refused(_("Det trin hører altid med til samtalen."))
    if is_chosen and len(chosen) - bool(fixed) >= MOST:
        raise Refused(_("I har valgt fem opgaver. Lad en af dem ligge, før I vælger en anden."))
    _choose(duties, [*chosen, step] if is_chosen else [one for one in chosen if one != step])
    Conversation.objects.filter(pk=row.pk).update(ordered_at=timezone.now())


def _choose(duties: list[ConversationPoint], chosen: Sequence[str]) -> None:
    """The chosen steps first, in the order given; then the other duties as they are numbered."""
    places = sorted(row.order for row in duties)
    after = len(chosen)
    duties.sort(
        key=lambda row: (
            chosen.index(row.step) if row.step in chosen else after,
            row.point.order,
        )
    )
    for place, row in zip(places, duties, strict=True):
        row.order, row.is_chosen = place, row.step in chosen
    ConversationPoint.objects.bulk_update(duties, ["order", "is_chosen"])


@transaction.atomic
def move_duty(*, conversation: Conversation, by: User, step: str, up: bool) -> None:
    """Let a chosen duty change places with the one before or after it."""
    row = _planned(conversation, by)
    duties = list(row.points.exclude(point=None).filter(is_chosen=True).select_related("point"))
    if fixed_duty(row, duties):
        duties = duties[1:]
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


def bring_open_points(conversation: Conversation) -> None:
    """Bring along what the same two left open on the theme; call when invited.

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
        raise not_possible_now(row)
    return row


def _locked(point: AgendaPoint, by: User) -> AgendaPoint:
    _planned(point.conversation, by)
    row = AgendaPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    demand(by, "dialogues.take_up_point", row)
    return row
