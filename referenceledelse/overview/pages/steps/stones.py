"""What waits for a person because of a stone on a network's road.

An earlier pair's stone asks for nothing here; the list of stones shows it.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Stone
from dialogues.queries.pairs import both_lead
from referenceledelse.overview.pages.steps.step import MOST, NextStep
from roles.models import User
from themes.models import LEADING
from themes.models.running import runs

State = Stone.State
# After so many days one asks whether what was taken is out of the way.
ASKED_AFTER = timedelta(days=14)


def stone_steps(user: User, new: Collection[int] = ()) -> Iterator[NextStep]:
    """What lies before the person, what the person has taken, and what was answered.

    Not what lies on the road of a theme that the person is ``new`` to: the welcome tells it.
    """
    rows = Stone.objects.visible_to(user).filter(runs()).select_related("theme", *LEADING)
    yield from _before_me(_laid(user).exclude(theme__in=new))
    yield from _before_me(rows.filter(holder=user, state=State.HANDED))
    asked = timezone.localdate() - ASKED_AFTER
    for row in rows.filter(holder=user, state=State.TAKEN, since__lte=asked)[:MOST]:
        title = _("Er stenen ryddet? “%(text)s”") % {"text": row.text}
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se stenen"))
    for row in rows.filter(network_leader=user, is_news=True)[:MOST]:
        told = {"text": row.text, "status": row.get_state_display(), "name": row.laid_by.name}
        title = _("Din sten “%(text)s”: %(status)s") % told
        if row.is_noted:
            title = _("%(name)s har set en sten “%(text)s”: %(status)s") % told
        yield NextStep(title, row.theme.title, row.get_absolute_url(), _("Se svaret"), is_told=True)


def stones_before(user: User, themes: Collection[int]) -> Iterator[NextStep]:
    """What the network leaders of these themes have laid before the reference leader."""
    return _before_me(_laid(user).filter(theme__in=themes))


def _laid(user: User) -> QuerySet[Stone]:
    rows = Stone.objects.visible_to(user).filter(runs(), both_lead())
    rows = rows.filter(state=State.LYING, reference_leader=user)
    return rows.select_related("theme", "network_leader")


def _before_me(rows: QuerySet[Stone]) -> Iterator[NextStep]:
    for row in rows.order_by("laid_at")[:MOST]:
        told = {"name": row.network_leader.name, "text": row.text}
        title = _("En sten ligger i vejen for %(name)s: “%(text)s”") % told
        url = row.get_absolute_url()
        yield NextStep(title, row.theme.title, url, _("Tag stilling"), is_awaited=True)
