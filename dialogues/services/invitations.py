"""From a draft invitation to an agreed time (FEATURES F4.1-F4.3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.following import kinds_for, latest_of, suggested_time
from dialogues.models import Conversation, News, ProposedTime, QuestionSet, Reflection
from dialogues.models.questions import ConversationKind
from dialogues.services.agenda import carry_on, plan_points
from dialogues.services.duties import ensure_duties
from dialogues.services.moves import (
    lock_reflections,
    locked,
    move,
    no_way,
    refuse_over,
    refuse_without_the_pair,
)
from dialogues.services.news import tell_other
from referenceledelse.access import demand
from referenceledelse.errors import Refused
from referenceledelse.faults import mark
from referenceledelse.saving import is_already
from roles.models import RoleKey, User
from themes.models import Theme
from themes.queries.holders import leading

Status = Conversation.Status
MOST_TIMES = 3


@transaction.atomic
def draft_invitation(
    *, theme: Theme, by: User, kind: str = ConversationKind.KICKOFF
) -> Conversation:
    """Begin an invitation that only its author sees.

    An open conversation of the kind between the same two is given back instead, so that a
    second click makes no second invitation; a later talk begins with the time that is proposed
    for it. Raises ``Refused`` where a leader is missing, or for a kind that is not the two's turn.
    """
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    demand(by, "dialogues.invite", theme)
    reference_leader = _reference_leader(theme)
    pair = {"theme": theme, "network_leader": by, "reference_leader": reference_leader}
    rows = Conversation.objects.open().exclude(status=Status.APPROVED)
    if existing := rows.filter(kind=kind, **pair).first():
        return existing
    if kind not in kinds_for(theme, by, reference_leader):
        raise Refused(
            _("I kan kun holde én opstartssamtale. Begynd med den; de andre samtaler følger efter.")
        )
    question_set = QuestionSet.objects.newest(kind)
    if question_set is None:
        raise Refused(_("Der er ingen udgivne spørgsmål til samtalen. Kontakt sekretariatet."))
    row = Conversation.objects.create(kind=kind, question_set=question_set, **pair)
    if before := latest_of(theme, by, reference_leader):
        ProposedTime.objects.create(conversation=row, starts_at=suggested_time(before))
    return row


def _reference_leader(theme: Theme) -> User:
    if holder := leading(theme).get(RoleKey.REFERENCE_LEADER):
        return holder
    raise Refused(
        _(
            "Temaet har ingen referenceleder endnu, så der er ikke nogen at invitere. "
            "Sekretariatet kan hjælpe med at finde en."
        )
    )


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

    Where the agreed time is no longer among them, the reference leader is asked again. Raises
    ``Stale`` where another window saved meanwhile, ``Refused`` for too many times or none.
    """
    row = locked(conversation, by, "host")
    refuse_over(row)
    if row.status != Status.DRAFT and not row.is_ahead:
        raise no_way(row)
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
    """Show the invitation to the reference leader and open both reflections.

    A second click does nothing.
    """
    row = locked(conversation, by, "host")
    if row.is_ahead:
        return row
    if not row.proposed_times.exists():
        raise Refused(_("Foreslå mindst ét tidspunkt, før du sender invitationen."))
    demand(by, "dialogues.invite", row.theme)
    if _reference_leader(row.theme) != row.reference_leader:
        raise Refused(
            _("%(name)s er ikke længere temaets referenceleder. Slet kladden, og begynd en ny.")
            % {"name": row.reference_leader.name}
        )
    move(row, Status.INVITED, invited_at=timezone.now())
    for author in (row.network_leader, row.reference_leader):
        Reflection.objects.get_or_create(conversation=row, author=author)
    ensure_duties(theme=row.theme)
    plan_points(row)
    carry_on(row)
    return row


def mark_read(*, conversation: Conversation, by: User) -> None:
    """Remember when the reference leader first opened the invitation (FEATURES F4.1)."""
    demand(by, "dialogues.take_part", conversation)
    if by.pk == conversation.reference_leader_id and conversation.read_at is None:
        unread = Conversation.objects.filter(pk=conversation.pk, read_at=None)
        mark(unread, read_at=timezone.now())


@transaction.atomic
def accept_time(
    *,
    conversation: Conversation,
    by: User,
    proposed_time: int,
    reply: str = "",
    at: datetime | None = None,
) -> Conversation:
    """The reference leader takes one of the suggested times (its primary key).

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

    The reference leader asks; the network leader suggests other times in the invitation.
    """
    row = locked(conversation, by, "answer_host")
    refuse_over(row)
    if row.status == Status.TIME_AGREED:
        return move(row, Status.INVITED, scheduled_at=None, reply=reply, wants_other_time=True)
    if row.status != Status.INVITED:
        raise no_way(row)
    row.save_next(reply=reply, wants_other_time=True)
    return row


@transaction.atomic
def decline(*, conversation: Conversation, by: User, reason: str) -> Conversation:
    """The reference leader says no to the conversation, with a reason."""
    row = locked(conversation, by, "answer_host")
    return cancel(conversation=row, by=by, reason=reason)


@transaction.atomic
def cancel(*, conversation: Conversation, by: User, reason: str = "") -> Conversation:
    """Call the conversation off before it begins; the reflections stay with their authors."""
    row = locked(conversation, by)
    if row.status == Status.CANCELLED:
        _refuse_after_the_other(row, by)
        return row
    move(row, Status.CANCELLED, ended_at=timezone.now(), end_reason=reason, scheduled_at=None)
    lock_reflections(row)
    tell_other(row, by, News.Kind.CANCELLED)
    return row


def _refuse_after_the_other(row: Conversation, by: User) -> None:
    """Say so where the other was first, or one's own reason would be dropped unseen."""
    if first := row.news.filter(kind=News.Kind.CANCELLED, person=by).select_related("by").first():
        said = _("%(name)s har allerede aflyst samtalen. Din begrundelse er ikke gemt.")
        raise Refused(said % {"name": first.by.name})
