"""What waits for a person about taking part in networks, and what others propose for a theme.

Every function takes the person and gives the steps of one kind in a constant number of queries.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from referenceledelse.overview.pages.steps.gifts import what_is_freed
from referenceledelse.overview.pages.steps.introductions import introduction_steps
from referenceledelse.overview.pages.steps.step import MOST, NextStep
from roles.models import RoleKey, User
from themes.models import (
    Assignment,
    Contribution,
    Encouragement,
    FreedResources,
    MemberRequest,
    Theme,
)

State = MemberRequest.State


def network_steps(user: User) -> Iterator[NextStep]:
    """Requests and proposals to answer, answers to one's own, and what one's people ask for."""
    answered = _answered_by(user)
    yield from introduction_steps(user, answered)
    yield from _answers(user)
    yield from _requests_to_answer(user, answered)
    yield from _requests_of_ones_people(user)
    yield from _proposals_to_answer(answered)
    yield from _proposals_answered(user)
    yield from _encouragements(user)


def _answered_by(user: User) -> Q:
    """Rows of the running themes that the person answers for.

    Those that one leads; for the secretariat those that nobody leads.
    """
    role = RoleKey.NETWORK_LEADER.value
    led = Assignment.objects.active().filter(person=user, role=role)
    found = Q(theme__in=led.values("theme"))
    if user.is_secretariat:
        found |= Q(theme__in=Theme.objects.vacant(role).values("pk"))
    return found


def _answers(user: User) -> Iterator[NextStep]:
    """An answer that is not read, or one that would like to talk first and has no reply."""
    mine = MemberRequest.objects.visible_to(user).filter(person=user)
    asked = mine.open().filter(state=State.TALKING, reply="")
    for row in (asked | mine.unread_by(user)).select_related("theme", "answered_by")[:MOST]:
        title = _title(row) % {"name": row.answered_by.name}
        url, is_awaited = row.get_absolute_url(), row.state == State.TALKING
        if is_awaited:
            told = {"words": row.message, "person": row.answered_by, "is_awaited": not row.reply}
            yield NextStep(title, row.theme.title, url, _("Svar"), **told)
        else:
            yield NextStep(title, row.theme.title, url, _("Læs svaret"), is_told=True)


def _title(row: MemberRequest) -> str:
    if row.state == State.WELCOMED:
        return _("%(name)s byder dig velkommen i netværket")
    if row.state == State.TALKING:
        return _("%(name)s vil gerne tale med dig, før du kommer med i netværket")
    return _("%(name)s har svaret på dit ønske om at være med")


def _requests_to_answer(user: User, answered: Q) -> Iterator[NextStep]:
    rows = MemberRequest.objects.open().filter(answered, introduced_by=None).exclude(person=user)
    rows = list(rows.select_related("theme", "person").order_by("asked_at", "pk")[:MOST])
    promised = _promised(rows)
    for row in rows:
        title = _("%(name)s vil gerne være med i netværket")
        if row.reply:
            title = _("%(name)s har svaret dig om at være med")
        elif row.state == State.TALKING:
            title = _("%(name)s vil gerne være med. Har I talt sammen?")
        title %= {"name": row.person.name}
        words = "\n\n".join(filter(None, [row.reply or row.words, promised.get(row.pk)]))
        told = {"words": words, "is_awaited": True}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Svar"), **told)


def _promised(wishes: list[MemberRequest]) -> dict[int, str]:
    """What the line managers would free for each of the requests, in words; one query."""
    rows = FreedResources.objects.filter(theme__in=[wish.theme_id for wish in wishes])
    rows = rows.filter(person__in=[wish.person_id for wish in wishes]).select_related("manager")
    found = {(row.theme_id, row.person_id): row for row in rows}
    told = {}
    for wish in wishes:
        row = found.get((wish.theme_id, wish.person_id))
        if row and row.freed_at >= wish.asked_at:
            said = _("%(name)s kan give %(what)s, hvis du siger velkommen.")
            told[wish.pk] = said % {"name": row.manager.name, "what": what_is_freed(row)}
    return told


def _requests_of_ones_people(user: User) -> Iterator[NextStep]:
    """The line manager sees it from the first send, and again how it was answered."""
    rows = MemberRequest.objects.visible_to(user).unseen_by_manager(user)
    for row in rows.select_related("theme", "person", "answered_by")[:MOST]:
        told = {"name": row.person.name}
        is_new = row.state == State.WAITING
        if row.introduced_by_id and row.state != State.WELCOMED:
            title = _("%(name)s er introduceret for et netværk")
        elif is_new:
            title = _("%(name)s vil gerne være med i et netværk")
        elif row.state == State.WELCOMED:
            title = _("%(name)s er kommet med i et netværk")
        else:
            title = _("%(name)s har fået svar på sit ønske om at være med i et netværk")
        url, act = row.get_absolute_url(), _("Se ønsket og giv tid") if is_new else _("Se ønsket")
        yield NextStep(
            title % told, row.theme.title, url, act, is_awaited=is_new, is_told=not is_new
        )


def _proposals_to_answer(answered: Q) -> Iterator[NextStep]:
    rows = Contribution.objects.waiting().filter(answered)
    for row in rows.select_related("theme", "author").order_by("proposed_at", "pk")[:MOST]:
        title = _("%(name)s foreslår en rettelse af temaets tekst")
        if row.is_news:
            title = _("%(name)s foreslår en nyhed")
        title %= {"name": row.author.name}
        told = {"words": row.text or "–", "contribution": row, "is_awaited": True}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Læs og svar"), **told)


def _proposals_answered(user: User) -> Iterator[NextStep]:
    rows = Contribution.objects.visible_to(user).unread_by(user)
    for row in rows.select_related("theme", "answered_by")[:MOST]:
        title = _("%(name)s har brugt din rettelse på temaets side")
        if row.state == Contribution.State.DECLINED:
            title = _("%(name)s har svaret på dit forslag")
        elif row.is_news:
            title = _("%(name)s har lagt din nyhed på temaets side")
        title %= {"name": row.answered_by.name}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se svaret"), is_told=True)


def _encouragements(user: User) -> Iterator[NextStep]:
    """What the person's line manager points to, until it is followed or put away."""
    rows = Encouragement.objects.visible_to(user).standing().filter(person=user)
    for row in rows.select_related("theme", "course", "manager")[:MOST]:
        title, act = _encouraged(row)
        hide = reverse("encouragements:hide", args=[row.pk])
        said = title % {"name": row.manager.name}
        told = {"words": row.words, "hide_url": hide, "hide": _("Nej tak, ikke lige nu")}
        yield NextStep(said, row.about, row.goal, act, **told)


def _encouraged(row: Encouragement) -> tuple[str, str]:
    """What the employee is encouraged to, and what the button says."""
    if row.aim == Encouragement.Aim.LEAD:
        return _("%(name)s opfordrer dig til at lede et netværk"), _("Læs om rollen")
    if row.aim == Encouragement.Aim.TAKE_PART:
        return _("%(name)s opfordrer dig til at være med i et netværk"), _("Jeg vil gerne være med")
    if row.has_session:
        return _("%(name)s opfordrer dig til at tage et kursus"), _("Se kurset")
    return _("%(name)s opfordrer dig til at tage et kursus, så snart der er et hold"), _(
        "Læs om kurset"
    )
