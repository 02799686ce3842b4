"""What waits for a person about taking part in networks, and what others propose for a theme.

Every function takes the person and gives the steps of one kind in a constant number of queries.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.gifts import what_is_freed
from referenceledelse.overview.pages.steps.introductions import introduction_steps
from referenceledelse.overview.pages.steps.step import MOST, NextStep
from roles.models import Course, RoleKey, User
from themes.models import (
    Assignment,
    Contribution,
    Encouragement,
    FreedResources,
    MemberRequest,
    Theme,
)
from themes.queries.network import promises

State = MemberRequest.State


def network_steps(user: User) -> Iterator[NextStep]:
    """Requests and proposals to answer, answers to one's own, and what one's people ask for."""
    themes = _answered_by(user)
    rows = _to_answer(user, themes)
    yield from introduction_steps(user, themes, [row for row in rows if row.introduced_by_id])
    yield from _answers(user)
    yield from _nothing_now(user)
    yield from _requests_to_answer([row for row in rows if not row.introduced_by_id])
    if user.is_line_manager:
        yield from _requests_of_ones_people(user)
    yield from _proposals_to_answer(themes)
    yield from _proposals_answered(user)
    yield from _encouragements(user)


@compiled
def _answered_by(user: User) -> QuerySet[Theme, int]:
    """The running themes that the person answers for.

    Those that one leads; for the secretariat those that nobody leads.
    """
    role = RoleKey.NETWORK_LEADER.value
    led = Assignment.objects.active().filter(person=user, role=role)
    found = Q(pk__in=led.values("theme"))
    if user.is_secretariat:
        found |= Q(pk__in=Theme.objects.vacant(role).values("pk"))
    return Theme.objects.running().filter(found).order_by("pk").values_list("pk", flat=True)


@compiled
def _to_answer(user: User, themes: Collection[int]) -> QuerySet[MemberRequest]:
    """Who asks to take part, and who is introduced; whoever has waited longest first."""
    rows = MemberRequest.objects.to_answer().filter(theme__in=themes).exclude(person=user)
    rows = rows.select_related("theme__phase", "person", "introduced_by")
    return rows.order_by("asked_at", "pk")


def _answers(user: User) -> Iterator[NextStep]:
    """An answer that is not read, or one that would like to talk first and has no reply."""
    for row in _answered(user):
        title = _title(row) % {"name": row.answered_by.name}
        url, is_awaited = row.get_absolute_url(), row.state == State.TALKING
        if is_awaited:
            told = {"words": row.message, "person": row.answered_by, "is_awaited": not row.reply}
            yield NextStep(title, row.theme.title, url, _("Svar"), **told)
        else:
            yield NextStep(title, row.theme.title, url, _("Læs svaret"), is_told=True)


@compiled
def _answered(user: User) -> QuerySet[MemberRequest]:
    mine = MemberRequest.objects.visible_to(user).filter(person=user)
    asked = mine.open().filter(state=State.TALKING, reply="")
    return (asked | mine.unread_by(user)).select_related("theme", "answered_by")[:MOST]


def _nothing_now(user: User) -> Iterator[NextStep]:
    """The line manager can give nothing now, or would talk first, until it is read."""
    for row in _given_nothing(user):
        title = _("%(name)s kan ikke give tid, penge eller en vikar lige nu")
        told: dict[str, Any] = {"words": row.not_now_words, "is_told": True}
        if row.is_to_talk:
            title = _("%(name)s vil gerne tale med dig først")
            told |= {"person": row.not_now_by, "is_told": False}
        title %= {"name": row.not_now_by.name}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se ønsket"), **told)


@compiled
def _given_nothing(user: User) -> QuerySet[MemberRequest]:
    rows = MemberRequest.objects.visible_to(user).open().filter(person=user, not_now_read_at=None)
    return rows.exclude(not_now_by=None).select_related("theme", "not_now_by")[:MOST]


def _title(row: MemberRequest) -> str:
    if row.state == State.WELCOMED:
        return _("%(name)s byder dig velkommen i netværket")
    if row.state == State.TALKING:
        return _("%(name)s vil gerne tale med dig, før du kommer med i netværket")
    return _("%(name)s har svaret på dit ønske om at være med")


def _requests_to_answer(rows: list[MemberRequest]) -> Iterator[NextStep]:
    rows = rows[:MOST]
    promised = promises(rows)
    for row in rows:
        title = _("%(name)s vil gerne være med i netværket")
        if row.reply:
            title = _("%(name)s har svaret dig om at være med")
        elif row.state == State.TALKING:
            title = _("%(name)s vil gerne være med. Har I talt sammen?")
        title %= {"name": row.person.name}
        words = "\n\n".join(filter(None, [row.reply or row.words, _promise(promised.get(row.pk))]))
        told = {"words": words, "asked": row, "is_awaited": True}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Svar"), **told)


def _promise(freed: FreedResources | None) -> str:
    """What the line manager would free for the request, in words."""
    if freed is None:
        return ""
    told = {"name": freed.manager.name, "what": what_is_freed(freed)}
    return _("%(name)s kan give %(what)s, hvis du siger velkommen.") % told


def _requests_of_ones_people(user: User) -> Iterator[NextStep]:
    """The line manager sees it until something is freed or the network has answered.

    Also where the manager would talk first. How it was answered the manager sees once.
    """
    rows = _of_ones_people(user)
    promised = promises(rows)
    for row in rows:
        is_new = row.state == State.WAITING
        if is_new and (row.pk in promised or (row.not_now_by_id and not row.is_to_talk)):
            continue
        told = {"name": row.person.name}
        if row.introduced_by_id and row.state != State.WELCOMED:
            title = _("%(name)s er introduceret for et netværk")
        elif is_new and row.is_to_talk:
            title = _("Tal med %(name)s om at være med i netværket")
        elif is_new:
            title = _("%(name)s vil gerne være med i et netværk")
        elif row.state == State.WELCOMED:
            title = _("%(name)s er kommet med i et netværk")
        else:
            title = _("%(name)s har fået svar på sit ønske om at være med i et netværk")
        act = _("Se ønsket")
        if is_new:
            act = _("Se ønsket og sig, hvad du kan give")
            has_seen = row.manager_seen_at is not None or row.is_to_talk
            act = _("Sig, hvad du kan give") if has_seen else act
        kind = {"is_awaited": is_new, "is_told": not is_new}
        yield NextStep(title % told, row.theme.title, row.get_absolute_url(), act, **kind)


@compiled
def _of_ones_people(user: User) -> QuerySet[MemberRequest]:
    seen = MemberRequest.objects.visible_to(user)
    rows = seen.unseen_by_manager(user) | seen.to_free_for(user) | seen.to_talk_about(user)
    return rows.select_related("theme", "person", "answered_by")[:MOST]


def _proposals_to_answer(themes: Collection[int]) -> Iterator[NextStep]:
    for row in _proposed(themes):
        title = _("%(name)s foreslår en rettelse af temaets tekst")
        if row.is_news:
            title = _("%(name)s foreslår en nyhed")
        title %= {"name": row.author.name}
        told = {"words": row.text or "–", "contribution": row, "is_awaited": True}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Læs og svar"), **told)


@compiled
def _proposed(themes: Collection[int]) -> QuerySet[Contribution]:
    rows = Contribution.objects.waiting().filter(theme__in=themes)
    return rows.select_related("theme", "author").order_by("proposed_at", "pk")[:MOST]


def _proposals_answered(user: User) -> Iterator[NextStep]:
    for row in _answered_proposals(user):
        title = _("%(name)s har brugt din rettelse på temaets side")
        if row.state == Contribution.State.DECLINED:
            title = _("%(name)s har svaret på dit forslag")
        elif row.is_news:
            title = _("%(name)s har lagt din nyhed på temaets side")
        title %= {"name": row.answered_by.name}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se svaret"), is_told=True)


@compiled
def _answered_proposals(user: User) -> QuerySet[Contribution]:
    rows = Contribution.objects.visible_to(user).unread_by(user)
    return rows.select_related("theme", "answered_by")[:MOST]


def _encouragements(user: User) -> Iterator[NextStep]:
    """What the person's line manager points to, until it is followed or put away."""
    rows = _standing(user, timezone.now())
    ways = _ways_to_lead(user) if any(row.is_to_lead for row in rows) else ()
    for row in rows:
        title, act = _encouraged(row)
        hide = reverse("encouragements:hide", args=[row.pk])
        said = title % {"name": row.manager.name}
        told = {"words": row.words, "hide_url": hide, "hide": _("Nej tak, ikke lige nu")}
        about = row.about
        if row.is_to_lead:
            about, told["more"] = row.theme.title if row.theme else "", ways
        yield NextStep(said, about, row.goal, act, **told)


@compiled
def _standing(user: User, now: datetime) -> QuerySet[Encouragement]:
    rows = Encouragement.objects.visible_to(user).standing(now).filter(person=user)
    return rows.select_related("theme", "course", "manager")[:MOST]


def _ways_to_lead(user: User) -> tuple[tuple[str, str], ...]:
    """What one can do who would like to lead a network; one query."""
    courses = Course.objects.visible_to(user).for_role(RoleKey.NETWORK_LEADER.value)
    return (
        (reverse("dialogues:ask", args=["moede"]), _("Tal med sekretariatet")),
        *(
            (row.get_absolute_url(), _("Se kurset “%(course)s”") % {"course": row.name})
            for row in courses
        ),
        (reverse("themes:propose"), _("Foreslå et netværkstema")),
    )


def _encouraged(row: Encouragement) -> tuple[str, str]:
    """What the employee is encouraged to, and what the button says."""
    if row.is_to_lead:
        return _("%(name)s opfordrer dig til at lede et netværk"), _("Læs om rollen")
    if row.aim == Encouragement.Aim.TAKE_PART:
        return _("%(name)s opfordrer dig til at være med i et netværk"), _("Jeg vil gerne være med")
    if row.has_session:
        return _("%(name)s opfordrer dig til at tage et kursus"), _("Se kurset")
    return _("%(name)s opfordrer dig til at tage et kursus, så snart der er et hold"), _(
        "Læs om kurset"
    )
