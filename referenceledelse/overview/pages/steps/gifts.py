"""What others gave a theme of their own accord, until a leader of it has seen it.

Every function takes the person and gives the steps of one kind in a constant number of queries.
"""

from collections.abc import Iterator

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referenceledelse.core.text.money import kroner
from referenceledelse.overview.pages.steps.step import NextStep
from referenceledelse.overview.pages.steps.themes import Led
from roles.models import User
from themes.models import Allocation, FreedResources, Idea, Ownership
from themes.queries.gifts import (
    allocations_given,
    ideas_given,
    own_words_given,
    resources_given,
)


def gift_steps(user: User, led: Led) -> Iterator[NextStep]:
    """Ideas, leaders' own words and whom or what is set free on the themes that the person leads.

    What is freed for oneself stands too.
    A leader's word reaches a new reference leader too: it asks for nothing.
    """
    yield from _own_words(user, [*led.as_network_leader, *led.with_new])
    yield from _allocations(user, led.as_network_leader)
    for_themes, for_oneself = resources_given(user, led.as_network_leader)
    yield from _resources(for_themes)
    yield from _for_oneself(for_oneself)
    yield from _ideas(user, led.as_network_leader)


def _step(
    row: Idea | Ownership | FreedResources | Allocation, kind: str, *said: str, words: str = ""
) -> NextStep:
    title, url, action = said
    hide = reverse("themes:put_away_gift", args=[row.theme.slug, kind, row.pk])
    told = {"words": words, "hide_url": hide, "hide": _("Set"), "is_given": True}
    return NextStep(title, row.theme.title, url, action, **told)


def _ideas(user: User, themes: list[int]) -> Iterator[NextStep]:
    for row in ideas_given(user, themes):
        name = row.giver_name or (row.giver or row.created_by).name
        title = _("Ny idé fra %(name)s: “%(idea)s”") % {"name": name, "idea": row.title}
        if row.taken_up_by:
            told = {"name": row.taken_up_by, "idea": row.title}
            title = _("Taget op igen af %(name)s: “%(idea)s”") % told
        yield _step(row, "ide", title, row.get_absolute_url(), _("Se idéen"), words=row.description)


def _own_words(user: User, themes: list[int]) -> Iterator[NextStep]:
    for row in own_words_given(user, themes):
        title = _("%(name)s har skrevet om temaet")
        if row.said == Ownership.Said.OWNS:
            title = _("%(name)s tager ejerskab")
        elif row.said:
            title = _("%(name)s siger: “%(said)s”")
        title %= {"name": row.leader.name, "said": row.get_said_display()}
        url = row.get_absolute_url()
        yield _step(row, "svar", title, url, _("Se lederne"), words=row.words)


def _allocations(user: User, themes: list[int]) -> Iterator[NextStep]:
    for row in allocations_given(user, themes):
        told = {"name": (row.given_by or row.created_by).name, "what": row.what}
        title = _("%(name)s har stillet til rådighed: %(what)s") % told
        if row.hours_a_week:
            title = ngettext(
                "%(name)s har stillet %(hours)d time om ugen til rådighed: %(what)s",
                "%(name)s har stillet %(hours)d timer om ugen til rådighed: %(what)s",
                row.hours_a_week,
            ) % (told | {"hours": row.hours_a_week})
        url = reverse("themes:capital", args=[row.theme.slug])
        yield _step(row, "timer", title, url, _("Se mennesker og timer"))


def _resources(rows: list[FreedResources]) -> Iterator[NextStep]:
    for row in rows:
        told = {"manager": row.manager.name, "what": what_is_freed(row), "name": row.person.name}
        title = _("%(manager)s har frigivet %(what)s til %(name)s") % told
        url = reverse("themes:network", args=[row.theme.slug])
        words = row.substitute_in_words if row.substitute else ""
        yield _step(row, "frigivet", title, url, _("Se netværket"), words=words)


def _for_oneself(rows: list[FreedResources]) -> Iterator[NextStep]:
    """What the own line manager has freed, once one takes part."""
    for row in rows:
        told = {"manager": row.manager.name, "what": what_is_freed(row)}
        title = _("%(manager)s har frigivet %(what)s til dig") % told
        url = reverse("themes:network", args=[row.theme.slug])
        words = row.substitute_in_words if row.substitute else ""
        yield _step(row, "frigivet", title, url, _("Se netværket"), words=words)


def what_is_freed(freed: FreedResources) -> str:
    """Hours, kroner and that there is a substitute, as much as is freed."""
    found = []
    if freed.hours_per_week is not None:
        hours = floatformat(freed.hours_per_week)
        found.append(_("%(hours)s timer om ugen") % {"hours": hours})
    if freed.amount is not None:
        found.append(kroner(freed.amount))
    if freed.substitute:
        found.append(_("en vikar"))
    return get_text_list(found, _("og"))
