"""The time line of a duty: what became of it day by day, as one reader may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.models import (
    AgreementItem,
    Conversation,
    ConversationPoint,
    Duty,
    StatusChange,
    Task,
)
from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import Theme

Outcome = StatusChange.Outcome


@dataclass(frozen=True)
class Event:
    """Something on a duty's time line: when, what, a few words more, and where to read on."""

    at: datetime
    title: str
    words: str = ""
    quote: str = ""
    url: str = ""


def events(duty: Duty, user: User, items: list[AgreementItem], promised: list[Task]) -> list[Event]:
    """The duty's time line, the newest first; from what ``agreed`` and ``tasks`` found."""
    if duty.pk is None:
        return []
    found = [
        *_changes(duty, user),
        *_conversations(duty, user),
        *_agreements(items),
        *_done(promised),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _changes(duty: Duty, user: User) -> Iterator[Event]:
    """Joint statuses; one that was not confirmed, and every word, is for the two alone."""
    for row in _settled(duty, user):
        is_party = user.pk in (row.proposed_by_id, row.answered_by_id)
        said = _("Fælles status: %(status)s") % {"status": row.get_to_status_display()}
        if row.outcome == Outcome.DECLINED:
            said = _("Ikke bekræftet: %(status)s") % {"status": row.get_to_status_display()}
        yield Event(row.answered_at, said, _who_and_when(row), row.answer if is_party else "")


@compiled
def _settled(duty: Duty, user: User) -> QuerySet[StatusChange]:
    parties = Q(proposed_by=user) | Q(answered_by=user)
    told = Q(outcome__in=(Outcome.CONFIRMED, Outcome.FOLLOWED))
    told |= parties & Q(outcome=Outcome.DECLINED)
    rows = StatusChange.objects.filter(told, duty=duty)
    return rows.select_related("proposed_by", "answered_by")


def _who_and_when(row: StatusChange) -> str:
    """Both names with their dates."""
    if row.outcome == Outcome.FOLLOWED:
        told = {"name": row.proposed_by.name, "day": _day(row.answered_at)}
        return _("%(name)s vurderede det politiske samspil den %(day)s.") % told
    names = {"one": row.proposed_by.name, "other": row.answered_by.name}
    if row.conversation_id:
        return _("Aftalt i en samtale mellem %(one)s og %(other)s.") % names
    days = {"day": _day(row.proposed_at), "answered": _day(row.answered_at)}
    if row.outcome == Outcome.DECLINED:
        said = _(
            "Foreslået af %(one)s den %(day)s. %(other)s svarede “ikke endnu” den %(answered)s."
        )
    else:
        said = _("Foreslået af %(one)s den %(day)s og bekræftet af %(other)s den %(answered)s.")
    return said % (names | days)


def _conversations(duty: Duty, user: User) -> Iterator[Event]:
    """The talks where the duty came up: a date for all, the way in for the two parties."""
    for pk, held_at, is_seen in _told_talks(duty.theme, duty.key, user):
        url = reverse("dialogues:conversation", args=[pk]) if is_seen else ""
        yield Event(held_at, _("Drøftet i en samtale"), url=url)


@compiled
def _told_talks(
    theme: Theme, key: str, user: User
) -> QuerySet[Conversation, tuple[int, datetime, bool]]:
    told = ConversationPoint.objects.filter(point__key=key).exclude(note="", decision="", status="")
    rows = Conversation.objects.held().filter(theme=theme, pk__in=told.values("conversation"))
    seen = Exists(Conversation.objects.visible_to(user).filter(pk=OuterRef("pk")))
    return rows.values_list("pk", "held_at", seen)


def _agreements(items: list[AgreementItem]) -> Iterator[Event]:
    for item in items:
        paper = item.agreement
        url = reverse("dialogues:agreement", args=[paper.conversation_id])
        title = _("Samarbejdsaftalen er godkendt af begge")
        yield Event(paper.approved_at, title, url=f"{url}?udgave={paper.edition}")


def _done(promised: list[Task]) -> Iterator[Event]:
    for task in promised:
        if task.done_at:
            url = reverse("dialogues:conversation", args=[task.conversation_id])
            yield Event(task.done_at, f"{_('Gjort')}: {task.text}", task.owner.name, url=url)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment))
