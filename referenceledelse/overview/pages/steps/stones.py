"""What waits for a person because of a stone on a network's road.

An earlier pair's stone asks for nothing here; the list of stones shows it.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Stone
from dialogues.queries.pairs import both_lead
from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import MOST, NextStep
from roles.models import User
from themes.models import LEADING
from themes.models.running import runs

State = Stone.State
# After so many days one asks whether what was taken is out of the way.
ASKED_AFTER = timedelta(days=14)


def stone_steps(user: User, new: Collection[int] = ()) -> Iterator[NextStep]:
    """What lies before the person, what the person has taken, and what was answered; one query.

    Not what lies on the road of a theme that the person is ``new`` to: the welcome tells it.
    """
    rows = _stones(user)
    held = [row for row in rows if row.holder_id == user.pk]
    asked = timezone.localdate() - ASKED_AFTER
    yield from _before_me(row for row in rows if row.is_before_me and row.theme_id not in new)
    yield from _before_me(row for row in held if row.state == State.HANDED)
    latest = reversed(held)
    yield from _taken(row for row in latest if row.state == State.TAKEN and row.since <= asked)
    mine = (row for row in reversed(rows) if row.network_leader_id == user.pk)
    yield from _answered(row for row in mine if row.is_news)


@compiled
def _stones(user: User) -> QuerySet[Stone]:
    """All of these, the oldest first, each with whether it ``is_before_me`` as reference leader."""
    asked = timezone.localdate() - ASKED_AFTER
    waits = Q(state=State.HANDED) | Q(state=State.TAKEN, since__lte=asked)
    found = _is_before(user) | Q(waits, holder=user) | Q(network_leader=user, is_news=True)
    rows = Stone.objects.visible_to(user).filter(runs(), found)
    rows = rows.annotate(is_before_me=_is_before(user)).order_by("laid_at", "pk")
    return rows.select_related("theme", *LEADING)


def stones_before(user: User, themes: Collection[int]) -> Iterator[NextStep]:
    """What the network leaders of these themes have laid before the reference leader."""
    return _before_me(_laid(user, themes))


@compiled
def _laid(user: User, themes: Collection[int]) -> QuerySet[Stone]:
    rows = Stone.objects.visible_to(user).filter(runs(), _is_before(user), theme__in=themes)
    return rows.select_related("theme", "network_leader").order_by("laid_at")[:MOST]


def _is_before(user: User) -> Q:
    return both_lead() & Q(state=State.LYING, reference_leader=user)


def _before_me(rows: Iterable[Stone]) -> Iterator[NextStep]:
    for row in islice(rows, MOST):
        told = {"name": row.network_leader.name, "text": row.text}
        title = _("En sten ligger i vejen for %(name)s: “%(text)s”") % told
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Tag stilling"), is_awaited=True)


def _taken(rows: Iterable[Stone]) -> Iterator[NextStep]:
    for row in islice(rows, MOST):
        title = _("Er stenen ryddet? “%(text)s”") % {"text": row.text}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se stenen"))


def _answered(rows: Iterable[Stone]) -> Iterator[NextStep]:
    for row in islice(rows, MOST):
        told = {"text": row.text, "status": row.get_state_display(), "name": row.laid_by.name}
        title = _("Din sten “%(text)s”: %(status)s") % told
        if row.is_noted:
            title = _("%(name)s har set en sten “%(text)s”: %(status)s") % told
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se svaret"), is_told=True)
