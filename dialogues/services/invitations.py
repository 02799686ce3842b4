"""From a draft invitation to an agreed time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Conversation, News, ProposedTime, QuestionSet, Reflection
from dialogues.models.questions import ConversationKind
from dialogues.queries.follow_ups import kinds_for, latest_of, suggested_time
from dialogues.services.agenda import bring_open_points, plan_points
from dialogues.services.duties import ensure_duties
from dialogues.services.news import tell_other
from dialogues.services.pairs import pair_of
from dialogues.services.reflections import own_reflection, settle_points
from dialogues.services.transitions import (
    lock_reflections,
    locked,
    move,
    not_possible_now,
    refuse_over,
    refuse_second,
    refuse_without_the_pair,
)
from referenceledelse.core.db.saving import is_already
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import RoleKey, User
from themes.models import Theme
from themes.queries.assignments import leading

Status = Conversation.Status
MOST_TIMES = 3


@transaction.atomic
def draft_invitation(
    *, theme: Theme, by: User, kind: str = ConversationKind.KICKOFF
) -> Conversation:
    """Begin an invitation that only its author sees.

    An open conversation of the kind between the same two is given back instead, so that a
    second click makes no second invitation; the other's own draft does not count. A
    later talk begins with the time that is proposed for it. Raises ``Refused`` where a leader is
    missing, or for a kind that cannot come next.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    demand(by, "dialogues.invite", theme)
    pair = pair_of(theme)
    others = Q(status=Status.DRAFT) & ~Q(invited_by=by) & ~Q(invited_by=None)
    if existing := _open(theme, kind, pair).exclude(others).first():
        if existing.status == Status.DRAFT and existing.invited_by_id is None:
            existing.save_next(invited_by=by, ended_at=None)
        return existing
    if kind not in kinds_for(theme, **pair):
        raise Refused(
            _("I kan kun holde én opstartssamtale. Begynd med den; de andre samtaler følger efter.")
        )
    row = _begin(theme, kind, pair, invited_by=by)
    if before := latest_of(theme, **pair):
        ProposedTime.objects.create(conversation=row, starts_at=suggested_time(before))
    return row


@transaction.atomic
def begin_preparation(*, theme: Theme, by: User) -> Reflection:
    """Open one's own preparation for the first talk, before anyone is invited to it.

    Nobody else learns of it. What is written stands in the preparation when the invitation comes,
    and moves along with its author where the other leader changes before that. A second click
    opens the same. Raises ``Refused`` where there is nobody to talk with, or the talk is held.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    demand(by, "dialogues.prepare", theme)
    return own_reflection(_first_talk(theme), by)


@transaction.atomic
def say_ready(*, theme: Theme, by: User) -> Conversation:
    """Tell the network leader that the reference leader waits for an invitation.

    It ends by itself when the invitation comes.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    demand(by, "dialogues.say_ready", theme)
    row = _first_talk(theme)
    if row.status == Status.DRAFT and row.ready_at is None:
        # No new version: the network leader may be writing the invitation in this very row.
        row.ready_at = timezone.now()
        row.save(update_fields=["ready_at"])
    return row


def _first_talk(theme: Theme) -> Conversation:
    """The open kickoff of today's pair; without one, a new draft without an author.

    Call with the theme locked.
    """
    pair = pair_of(theme)
    if row := _open(theme, ConversationKind.KICKOFF, pair).first():
        return row
    if ConversationKind.KICKOFF not in kinds_for(theme, **pair):
        raise Refused(_("I har allerede holdt jeres opstartssamtale."))
    return _begin(theme, ConversationKind.KICKOFF, pair)


def _open(theme: Theme, kind: str, pair: dict[str, User]) -> QuerySet[Conversation]:
    rows = Conversation.objects.open().exclude(status=Status.APPROVED)
    return rows.filter(theme=theme, kind=kind, **pair)


def _begin(theme: Theme, kind: str, pair: dict[str, User], **told: Any) -> Conversation:
    question_set = QuestionSet.objects.newest(kind)
    if question_set is None:
        raise Refused(_("Der er ingen udgivne spørgsmål til samtalen. Kontakt sekretariatet."))
    values = {"theme": theme, "kind": kind, "question_set": question_set, **pair, **told}
    return Conversation.objects.create(**values)


@transaction.atomic
def write_invitation(
    *,
    conversation: Conversation,
    version: int,
    by: User,
    times: Iterable[datetime],
    message: str = "",
    place: str = "",
    link: str = "",
    booked_minutes: int | None = None,
) -> Conversation:
    """Save greeting, place and up to three suggested times; the same words twice are saved once.

    Where the agreed time is no longer among them, the guest is asked again. Raises
    ``Stale`` where another window saved meanwhile, ``Refused`` for too many times or none.
    """
    row = locked(conversation, by, "host")
    refuse_over(row)
    if row.status != Status.DRAFT and not row.is_ahead:
        raise not_possible_now(row)
    wanted = sorted(set(times))
    _refuse_times(row, wanted)
    texts: dict[str, Any] = {"message": message, "place": place, "link": link}
    if booked_minutes is not None:
        texts["booked_minutes"] = booked_minutes
    if not row.wants_other_time and _is_same(row, texts, wanted):
        return row
    row.refuse_stale(version)
    if row.status == Status.TIME_AGREED and row.scheduled_at not in wanted:
        tell_other(row, by, News.Kind.MOVED)
        return _rewrite(move(row, Status.INVITED, scheduled_at=None), texts, wanted)
    return _rewrite(row, texts, wanted)


def _refuse_times(conversation: Conversation, wanted: list[datetime]) -> None:
    if len(wanted) > MOST_TIMES:
        raise Refused(_("Foreslå højst tre tidspunkter."))
    if conversation.status != Status.DRAFT and not wanted:
        raise Refused(_("Foreslå mindst ét tidspunkt, før du sender invitationen."))


def _is_same(conversation: Conversation, texts: dict[str, Any], wanted: list[datetime]) -> bool:
    times = conversation.proposed_times.values_list("starts_at", flat=True)
    return list(times) == wanted and is_already(conversation, texts)


def _rewrite(
    conversation: Conversation, texts: dict[str, Any], wanted: list[datetime]
) -> Conversation:
    conversation.save_next(**texts, wants_other_time=False)
    conversation.proposed_times.exclude(starts_at__in=wanted).delete()
    have = set(conversation.proposed_times.values_list("starts_at", flat=True))
    ProposedTime.objects.bulk_create(
        ProposedTime(conversation=conversation, starts_at=moment)
        for moment in wanted
        if moment not in have
    )
    return conversation


@transaction.atomic
def send_invitation(*, conversation: Conversation, by: User) -> Conversation:
    """Show the invitation to the guest and open both reflections.

    What either has written before stands in them. A second click does nothing. Raises ``Refused``
    where the other was first.
    """
    row = locked(conversation, by, "host")
    if row.is_ahead:
        return row
    if not row.proposed_times.exists():
        raise Refused(_("Foreslå mindst ét tidspunkt, før du sender invitationen."))
    _refuse_without_guest(row)
    demand(by, "dialogues.invite", row.theme)
    refuse_second(row, by)
    move(row, Status.INVITED, invited_at=timezone.now())
    for author in (row.network_leader, row.reference_leader):
        own_reflection(row, author)
    ensure_duties(theme=row.theme)
    settle_points(row)
    plan_points(row)
    bring_open_points(row)
    return row


def _refuse_without_guest(row: Conversation) -> None:
    role = row.side(row.guest)
    if leading(row.theme).get(role) != row.guest:
        said = _("%(name)s er ikke længere temaets %(role)s. Slet kladden, og begynd en ny.")
        raise Refused(said % {"name": row.guest.name, "role": RoleKey(role).label})


@transaction.atomic
def accept_time(
    *,
    conversation: Conversation,
    by: User,
    proposed_time: int,
    reply: str = "",
    at: datetime | None = None,
) -> Conversation:
    """The guest takes one of the suggested times (its primary key).

    ``at`` is when, now by default. Raises ``Refused`` for a time that has passed.
    """
    row = locked(conversation, by, "answer_host")
    chosen = row.proposed_times.filter(pk=proposed_time).first()
    if chosen is None:
        raise Refused(_("Tidspunktet er ikke længere blandt forslagene. Vælg et andet."))
    if row.status == Status.TIME_AGREED and row.scheduled_at == chosen.starts_at:
        return row
    refuse_without_the_pair(row)
    if chosen.starts_at <= (at or timezone.now()):
        raise Refused(_("Tidspunktet er passeret. Vælg et andet, eller bed om nye forslag."))
    return move(
        row,
        Status.TIME_AGREED,
        scheduled_at=chosen.starts_at,
        reply=reply,
        wants_other_time=False,
    )


@transaction.atomic
def ask_for_other_time(*, conversation: Conversation, by: User, reply: str) -> Conversation:
    """None of the times fits, or the agreed one no longer does; nothing written is lost.

    The guest asks; the host suggests other times in the invitation.
    """
    row = locked(conversation, by, "answer_host")
    refuse_over(row)
    if row.status == Status.TIME_AGREED:
        return move(row, Status.INVITED, scheduled_at=None, reply=reply, wants_other_time=True)
    if row.status != Status.INVITED:
        raise not_possible_now(row)
    row.save_next(reply=reply, wants_other_time=True)
    return row


@transaction.atomic
def decline(*, conversation: Conversation, by: User, reason: str) -> Conversation:
    """The guest says no to the conversation, with a reason."""
    row = locked(conversation, by, "answer_host")
    return cancel(conversation=row, by=by, reason=reason)


@transaction.atomic
def cancel(*, conversation: Conversation, by: User, reason: str = "") -> Conversation:
    """Call the conversation off before it begins; the reflections stay with their authors.

    A draft is thrown away. One of the first talk becomes nobody's, whether or not the other has
    begun to prepare in it, which the author must not learn; what is written waits for the next.
    """
    row = locked(conversation, by)
    if row.status == Status.CANCELLED:
        _refuse_after_the_other(row, by)
        return row
    if row.status == Status.DRAFT:
        return _throw_away(row)
    move(row, Status.CANCELLED, ended_at=timezone.now(), end_reason=reason, scheduled_at=None)
    lock_reflections(row)
    tell_other(row, by, News.Kind.CANCELLED)
    return row


def _throw_away(row: Conversation) -> Conversation:
    """Cancel the draft; a kickoff is emptied instead, as the other may be preparing in it."""
    if row.kind != ConversationKind.KICKOFF:
        return move(row, Status.CANCELLED, ended_at=timezone.now())
    row.proposed_times.all().delete()
    texts = dict.fromkeys(("message", "place", "link"), "")
    booked = Conversation._meta.get_field("booked_minutes").default
    gone = {"invited_by": None, "booked_minutes": booked, "ended_at": timezone.now()}
    row.save_next(**texts, **gone)
    return row


def _refuse_after_the_other(row: Conversation, by: User) -> None:
    """Refuse where the other cancelled first, else a typed reason is lost silently."""
    if first := row.news.filter(kind=News.Kind.CANCELLED, person=by).select_related("by").first():
        said = _("%(name)s har allerede aflyst samtalen. Din begrundelse er ikke gemt.")
        raise Refused(said % {"name": first.by.name})
