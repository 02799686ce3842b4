"""What waits for a person because the reference leader has introduced somebody.

Every function takes the person and gives the steps of one kind in a constant number of queries.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import MOST, NextStep
from roles.models import User
from themes.models import MemberRequest, Ownership, Theme
from themes.models.running import runs, works
from themes.pages.readers import answering

State = MemberRequest.State


@dataclass(frozen=True)
class Introduced(NextStep):
    """With the introduction that the card answers, or the line of the leader who is introduced."""

    wish: MemberRequest | None = None
    line: Ownership | None = None


def introduction_steps(
    user: User, themes: Collection[int], to_answer: list[MemberRequest]
) -> Iterator[NextStep]:
    """What to answer, what is answered, and whom to meet.

    ``themes`` are those that the person answers for, and ``to_answer`` whom others introduce there.
    """
    yield from _of_me(user)
    yield from _to_a_leader(user)
    yield from _to_answer(to_answer)
    yield from _leaders_to_meet(user, themes)
    yield from _answered(user)


def _of_me(user: User) -> Iterator[NextStep]:
    """A colleague whom somebody wants in a network is asked."""
    for row in _to_agree(user):
        title = _("%(name)s har introduceret dig for netværket") % {"name": row.introduced_by.name}
        yield _asked(row, title, _quoted(row.introduced_by, row.theme, row.words))


@compiled
def _to_agree(user: User) -> QuerySet[MemberRequest]:
    rows = MemberRequest.objects.visible_to(user).to_agree(user)
    rows = rows.select_related("person", "introduced_by").prefetch_related(_themes())
    return rows.order_by("asked_at", "pk")[:MOST]


def _quoted(by: User, theme: Theme, words: str) -> str:
    """What was written about the reader to the network leader."""
    told = {"by": by.name, "name": answering(theme.network_leader), "words": words}
    return _("%(by)s skriver til %(name)s: “%(words)s”") % told


def _to_answer(rows: list[MemberRequest]) -> Iterator[NextStep]:
    for row in rows[:MOST]:
        told = {"by": row.introduced_by.name, "name": row.label}
        yield _asked(row, _("%(by)s introducerer %(name)s") % told, row.words)


def _asked(row: MemberRequest, title: str, words: str) -> Introduced:
    url = row.get_absolute_url()
    told = {"words": words, "wish": row, "is_awaited": True}
    return Introduced(title, row.theme.title, url, _("Svar"), **told)


def _themes() -> Prefetch:
    """The themes with who leads them."""
    return Prefetch("theme", Theme.objects.select_related("phase").with_people())


def _answered(user: User) -> Iterator[NextStep]:
    """Who introduced reads what came of it."""
    titles = {
        State.TAKEN: _("%(by)s vil gerne have %(name)s med i netværket"),
        State.WELCOMED: _("%(name)s er nu med i netværket"),
        State.NOT_NOW: _("%(by)s tager ikke %(name)s med lige nu"),
        State.DECLINED: _("%(name)s har takket nej til at være med"),
    }
    for row in _unread(user):
        told = {"by": row.answered_by.name if row.answered_by else "", "name": row.label}
        url = row.get_absolute_url()
        title = titles[State(row.state)] % told
        yield NextStep(
            title, row.theme.title, url, _("Læs svaret"), words=row.message, is_told=True
        )


@compiled
def _unread(user: User) -> QuerySet[MemberRequest]:
    rows = MemberRequest.objects.visible_to(user).unread_by_introducer(user)
    return rows.select_related("theme", "person", "answered_by")[:MOST]


def _leaders_to_meet(user: User, themes: Collection[int]) -> Iterator[NextStep]:
    """The network leader takes contact, or plans to."""
    for row in _introduced_leaders(user, themes):
        who = ", ".join(one for one in (row.leader.name, row.leader.job_title) if one)
        title = _("%(by)s introducerer %(name)s") % {"by": row.introduced_by.name, "name": who}
        url = reverse("themes:edit_ownership", args=[row.theme.slug, row.pk])
        told = {"words": row.introduction, "is_awaited": True}
        yield NextStep(title, row.theme.title, url, _("Tag kontakt"), **told)


@compiled
def _introduced_leaders(user: User, themes: Collection[int]) -> QuerySet[Ownership]:
    rows = Ownership.objects.visible_to(user).introduced().filter(runs(), works("leader"))
    rows = rows.filter(theme__in=themes, next_contact_on=None).exclude(leader=user)
    return rows.select_related("theme", "leader", "introduced_by").order_by("pk")[:MOST]


def _to_a_leader(user: User) -> Iterator[NextStep]:
    """A leader who is introduced hears to whom, until the own answer is opened."""
    for row in _own_introductions(user):
        told = {"by": row.introduced_by.name, "name": row.introduced_by.name}
        title = _("%(name)s har introduceret dig for netværket")
        if leader := row.theme.network_leader:
            told["name"] = leader.name
            title = _("%(by)s har introduceret dig for %(name)s, der leder netværket")
        url, act = reverse("themes:leader_line", args=[row.theme.slug]), _("Skriv dit svar")
        words = _quoted(row.introduced_by, row.theme, row.introduction)
        more = {"words": words, "line": row, "is_awaited": True}
        yield Introduced(title % told, row.theme.title, url, act, **more)


@compiled
def _own_introductions(user: User) -> QuerySet[Ownership]:
    rows = Ownership.objects.visible_to(user).introduced().filter(runs(), leader=user)
    rows = rows.filter(introduction_seen_at=None).select_related("introduced_by")
    return rows.prefetch_related(_themes()).order_by("pk")[:MOST]
