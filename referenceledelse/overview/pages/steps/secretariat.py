"""What waits between a person and the secretariat: about roles, help, courses and talents.

Only ever about the person's own; what all wait for is for the secretariat.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import SupportRequest
from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import MOST, NextStep
from roles.models import Nomination, RoleKey, SignUp, User
from themes.models import Example, HolderChange, LeaderRequest, Offer, Theme
from themes.queries.cautions import why_asked
from themes.queries.own_fields import unit_rows

# Older notes to write and declined offers are left out.
LATELY = timedelta(days=30)


def secretariat_steps(user: User) -> Iterator[NextStep]:
    """All that waits for the person, and for the secretariat, in the order of the work."""
    if user.is_secretariat:
        yield from _new_nominations(user)
    yield from _answered_nominations(user)
    yield from _offers_to_answer(user)
    yield from _notes(user)
    if user.is_secretariat:
        yield from _requests_to_answer()
        yield from _offers_declined()
    yield from _answers(user)
    yield from _course_news(user)
    yield from _returned_examples(user)
    if user.is_secretariat:
        yield from _sent_examples(user)


def _new_nominations(user: User) -> Iterator[NextStep]:
    """How many are new; whose they are stands on no start page."""
    if count := len(_waiting_nominations(user)):
        title = ngettext("%(n)s ny indstilling", "%(n)s nye indstillinger", count) % {"n": count}
        where = _("Medarbejdere, som deres leder har indstillet")
        yield NextStep(title, where, reverse("roles:nomination_inbox"), _("Se listen"))


@compiled
def _waiting_nominations(user: User) -> QuerySet[Nomination, int]:
    # One's own is for a colleague to read first.
    rows = Nomination.objects.visible_to(user).waiting().exclude(author=user)
    return rows.values_list("pk", flat=True)


def _answered_nominations(user: User) -> Iterator[NextStep]:
    """By the day it was sent; whom it is about stands on no start page."""
    for pk, created_at in _unread_nominations(user):
        day = {"day": date_format(timezone.localdate(created_at))}
        where = _("Din indstilling fra den %(day)s") % day
        url = reverse("roles:nomination", args=[pk])
        title = _("Sekretariatet har svaret på din indstilling")
        yield NextStep(title, where, url, _("Læs svaret"), is_told=True)


@compiled
def _unread_nominations(user: User) -> QuerySet[Nomination, tuple[int, datetime]]:
    unread = Q(answered_at__isnull=False, answer_read_at=None)
    rows = Nomination.objects.filter(unread, author=user).exclude(withdrawn_at__isnull=False)
    return rows.order_by(F("answered_at")).values_list("pk", "created_at")[:MOST]


def _offers_to_answer(user: User) -> Iterator[NextStep]:
    """Each with why the person is asked; the units are read where only they say it."""
    rows = _offers(user)
    is_unsaid = any(not row.why and row.role_id == RoleKey.REFERENCE_LEADER for row in rows)
    units = unit_rows() if is_unsaid else []
    for row in rows:
        title = _("Sekretariatet foreslår dig som %(role)s") % {"role": row.role.name.lower()}
        url = reverse("themes:answer_offer", args=[row.theme.slug, row.pk])
        why = why_asked(row, units)
        words = _("Derfor spørger vi dig: %(why)s") % {"why": why} if why else ""
        yield NextStep(title, row.theme.title, url, _("Svar"), words=words, is_awaited=True)


@compiled
def _offers(user: User) -> QuerySet[Offer]:
    rows = Offer.objects.waiting().filter(person=user).select_related("theme", "role", "person")
    return rows.prefetch_related("theme__units")[:MOST]


def _notes(user: User) -> Iterator[NextStep]:
    """What the person hands over with, and is handed over with; one query."""
    rows = _changes(user)
    yield from _notes_to_write([row for row in rows if not row.note])
    yield from _notes_to_read([row for row in rows if row.note])


@compiled
def _changes(user: User) -> QuerySet[HolderChange]:
    """Those without a note that the person lately left with, and those with one to read."""
    recent = timezone.localdate() - LATELY
    to_write = Q(leaving__person=user, leaving__ends_on__gte=recent, note="")
    to_read = Q(following__person=user, read_at=None) & ~Q(note="")
    rows = HolderChange.objects.filter(to_write | to_read)
    rows = rows.filter(leaving__theme__in=Theme.objects.running())
    return rows.select_related("leaving__theme", "leaving__person")


def _notes_to_write(rows: list[HolderChange]) -> Iterator[NextStep]:
    for row in rows[:MOST]:
        theme, url = row.leaving.theme.title, row.get_absolute_url()
        yield NextStep(
            _("Skriv en note til efterfølgeren"), theme, url, _("Skriv"), row.leaving.ends_on
        )


def _notes_to_read(rows: list[HolderChange]) -> Iterator[NextStep]:
    for row in rows[:MOST]:
        words = {"name": row.leaving.person.name}
        title = _("%(name)s har skrevet en note til dig som efterfølger") % words
        yield NextStep(title, row.leaving.theme.title, row.get_absolute_url(), _("Læs noten"))


def _requests_to_answer() -> Iterator[NextStep]:
    for row in _requests():
        words = {"name": row.asked_by.name, "role": row.role.name.lower()}
        title = _("%(name)s beder om en %(role)s") % words
        url = reverse("themes:answer_request", args=[row.theme.slug, row.pk])
        yield NextStep(title, row.theme.title, url, _("Svar"), is_awaited=True)


@compiled
def _requests() -> QuerySet[LeaderRequest]:
    rows = LeaderRequest.objects.waiting().select_related("theme", "role", "asked_by")
    return rows.order_by("asked_at")[:MOST]


def _offers_declined() -> Iterator[NextStep]:
    """Someone said no, and nobody has been proposed or got the role since."""
    for row in _unfilled(timezone.now() - LATELY):
        words = {"name": row.person.name, "role": row.role.name.lower()}
        title = _("%(name)s har sagt nej til at være %(role)s") % words
        url = reverse("themes:propose_person", args=[row.theme.slug, row.role_id])
        yield NextStep(title, row.theme.title, url, _("Foreslå en anden"))


@compiled
def _unfilled(since: datetime) -> QuerySet[Offer]:
    rows = Offer.objects.unfilled().filter(answered_at__gte=since)
    return rows.select_related("theme", "role", "person")[:MOST]


def _answers(user: User) -> Iterator[NextStep]:
    """To the one who asked alone, whoever else leads the theme."""
    for row in _answered(user):
        is_awaited = row.state == SupportRequest.State.WAITS_AUTHOR
        title = _("Sekretariatet venter på dit svar")
        if row.has_news:
            title = _agreed(row) or _("Sekretariatet har svaret dig")
        url = row.get_absolute_url()
        yield NextStep(title, row.subject, url, _("Læs svaret"), is_awaited=is_awaited)


@compiled
def _answered(user: User) -> QuerySet[SupportRequest]:
    mine = SupportRequest.objects.visible_to(user).filter(author=user)
    waiting = Q(has_news=True) | Q(state=SupportRequest.State.WAITS_AUTHOR)
    return mine.filter(waiting).order_by("waiting_since", "pk")


def _agreed(row: SupportRequest) -> str:
    """When and where the two meet, where that is the news."""
    is_news = row.state == SupportRequest.State.TAKEN
    if not is_news or not row.meeting_at or row.meeting_at < timezone.now():
        return ""
    at = timezone.localtime(row.meeting_at)
    told = {"day": date_format(at, "WEEKDAY_FORMAT"), "place": row.meeting_place}
    told["time"] = time_format(at, "TIME_FORMAT")
    return _("Mødet er aftalt: %(day)s kl. %(time)s, %(place)s") % told


def _course_news(user: User) -> Iterator[NextStep]:
    """A seat from the waiting list, or a session that is called off, until it is seen."""
    for row in _sign_ups(user, timezone.now()):
        course = {"course": row.session.course.name}
        title = _("Du har fået plads på “%(course)s”") % course
        if row.session.is_cancelled:
            title = _("“%(course)s” er aflyst") % course
        day = date_format(timezone.localtime(row.session.starts_at), "DATETIME_FORMAT")
        url = reverse("roles:course", args=[row.session.course_id])
        yield NextStep(title, day, url, _("Se kurset"), is_told=True)


@compiled
def _sign_ups(user: User, now: datetime) -> QuerySet[SignUp]:
    rows = SignUp.objects.visible_to(user).filter(person=user, has_news=True)
    rows = rows.filter(session__starts_at__gt=now).select_related("session__course")
    return rows.order_by("session__starts_at", "pk")


def _returned_examples(user: User) -> Iterator[NextStep]:
    for row in _returned(user):
        title = _("Sekretariatet beder dig rette et eksempel")
        yield NextStep(
            title, row.title, reverse("knowledge:edit_example", args=[row.pk]), _("Ret eksemplet")
        )


@compiled
def _returned(user: User) -> QuerySet[Example]:
    rows = Example.objects.visible_to(user)
    return rows.filter(author=user, status=Example.Status.RETURNED)[:MOST]


def _sent_examples(user: User) -> Iterator[NextStep]:
    if number := len(_sent(user)):
        title = ngettext("%d eksempel venter på svar", "%d eksempler venter på svar", number)
        url = reverse("knowledge:example_queue")
        yield NextStep(title % number, _("Gode eksempler"), url, _("Se eksemplerne"))


@compiled
def _sent(user: User) -> QuerySet[Example, int]:
    rows = Example.objects.visible_to(user).filter(status=Example.Status.SENT)
    return rows.values_list("pk", flat=True)
