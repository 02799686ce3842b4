"""Roles that nobody holds, and leaders who left, moved or stand at another level."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.models import FindingKind
from dialogues.queries.findings.facts import (
    CO_DRIVER,
    REFERENCE_LEADER,
    Facts,
    HeldRole,
)
from dialogues.queries.findings.finding import Finding
from roles.models import RoleKey
from themes.models import LEADING, Assignment, Theme
from themes.models.tenure import SOON
from themes.queries.phases import begun


def leaders(known: Facts) -> Iterator[Finding]:
    """Roles that nobody holds, and leaders who left, moved or stand at another level.

    Where a leader has left, the role is vacant for that reason, and stands once.
    """
    for theme in known.themes.values():
        for role in LEADING:
            if held := known.holder(theme.pk, role):
                yield from _looked_at(known, theme, held)
                yield from _ends(known, theme, held)
            elif leaver := known.leaver(theme.pk, role):
                yield _with_who_is_asked(known, _left(theme, leaver, known.today))
            else:
                yield _with_who_is_asked(known, _vacant(known, theme, role))


def co_drivers(known: Facts) -> Iterator[Finding]:
    """Themes that had a co-driver and now have none, if the type needs one."""
    for theme in known.themes.values():
        if not theme.type.needs_co_driver or known.holder(theme.pk, CO_DRIVER):
            continue
        posts = known.posts.get((theme.pk, CO_DRIVER), ())
        gone = [post for post in posts if post.state == Assignment.State.EARLIER]
        if gone and not known.coming(theme.pk, CO_DRIVER):
            yield _with_who_is_asked(known, _without_co_driver(known, theme, gone))


def _without_co_driver(known: Facts, theme: Theme, gone: list[HeldRole]) -> Finding:
    """Prefer one who left but still has the role; else the last one."""
    if leaver := next((post for post in gone if post.is_left_behind(known.today)), None):
        return replace(_left(theme, leaver, known.today), kind=FindingKind.CO_DRIVER)
    last = max(gone, key=lambda post: post.held_until)
    said = _("%(name)s var %(role)s til og med den %(day)s, og ingen har overtaget rollen.")
    facts = {"name": last.person.name, "role": last.role_name, "day": last.held_until}
    told = {"said": said, "facts": facts, "role": CO_DRIVER}
    return Finding(FindingKind.CO_DRIVER, theme, last.held_until, **told)


def _with_who_is_asked(known: Facts, one: Finding) -> Finding:
    """The finding with the proposal that waits for an answer, where there is one."""
    if (asked := known.offers.get((one.theme.pk, one.role))) is None:
        return one
    said = f"{one.said} {_('%(asked)s blev foreslået den %(asked_on)s og har ikke svaret.')}"
    facts = one.facts | {"asked": asked[0], "asked_on": asked[1]}
    return replace(one, said=said, facts=facts)


def _ends(known: Facts, theme: Theme, post: HeldRole) -> Iterator[Finding]:
    """A role that is held to a day soon, and nobody follows the day after."""
    last = post.held_until
    if last is None or (last - known.today).days > SOON:
        return
    if theme.ends_on and theme.ends_on <= last:
        return
    coming = known.coming(theme.pk, post.role)
    if coming and coming.held_from <= last + timedelta(days=1):
        return
    said = str(_("%(name)s er %(role)s til og med den %(day)s, og rollen har ingen efterfølger."))
    facts = {"name": post.person.name, "role": post.role_name, "day": last}
    if coming:
        said = _(
            "%(name)s er %(role)s til og med den %(day)s. %(next)s begynder først den %(begins)s."
        )
        facts |= {"next": coming.person.name, "begins": coming.held_from}
    elif void := known.in_vain(theme.pk, post.role):
        said += f" {_('%(void)s skulle begynde den %(begins)s, men er ikke ansat til den tid.')}"
        facts |= {"void": void.person.name, "begins": void.starts_on}
    told = {"said": said, "facts": facts, "person": post.person, "role": post.role}
    yield _with_who_is_asked(known, Finding(FindingKind.ENDS, theme, last, **told))


def _left(theme: Theme, post: HeldRole, today: date) -> Finding:
    last = post.person.active_to
    facts = {"name": post.person.name, "role": post.role_name, "day": last}
    told = {"theme": theme, "facts": facts, "person": post.person, "role": post.role}
    # Deactivated before a last day has passed: no date is known.
    if last is None or last >= today:
        said = _("%(name)s kan ikke logge ind mere, men står stadig som %(role)s. Rollen er ledig.")
        return Finding(FindingKind.LEFT, since=post.starts_on, said=said, is_dated=False, **told)
    said = _("%(name)s stoppede den %(day)s, men står stadig som %(role)s. Rollen er ledig.")
    return Finding(FindingKind.LEFT, since=max(last, post.starts_on), said=said, **told)


def _vacant(known: Facts, theme: Theme, role: str) -> Finding:
    posts = known.posts.get((theme.pk, role), ())
    last = next((p for p in posts if p.ends_on and p.ends_on < known.today), None)
    if last:
        since, name = last.ends_on, last.person.name
        said = _("%(name)s var %(role)s til og med den %(day)s, og ingen har overtaget rollen.")
    else:
        since, name, said = begun(theme, known.today), "", _("Ingen er udpeget som %(role)s.")
    facts = {"name": name, "day": since, "role": RoleKey(role).label}
    if coming := known.coming(theme.pk, role):
        begins = _("%(next)s begynder den %(begins)s.")
        said = f"{said} {begins}"
        facts |= {"next": coming.person.name, "begins": coming.held_from}
    return Finding(FindingKind(role), theme, since, said, facts, role=role)


def _looked_at(known: Facts, theme: Theme, post: HeldRole) -> Iterator[Finding]:
    facts: dict[str, Any] = {"name": post.person.name, "role": post.role_name}
    told = {"theme": theme, "person": post.person}
    if post.moved_on and post.moved_on > post.starts_on:
        said = _(
            "%(name)s blev udpeget som %(role)s og skiftede enhed den %(day)s. Passer rollen "
            "stadig?"
        )
        moved = facts | {"day": post.moved_on}
        yield Finding(FindingKind.MOVED, since=post.moved_on, said=said, facts=moved, **told)
    most, level = theme.type.reference_leader_level, post.leader_level
    if post.role == REFERENCE_LEADER and (level is None or level > most):
        facts |= {"level": level, "most": most, "type": theme.type.name}
        said = _(
            "%(name)s er på lederniveau %(level)s, men tematypen %(type)s "
            "kræver niveau %(most)s eller højere oppe."
        )
        if level is None:
            said = _(
                "%(name)s har intet lederniveau, men tematypen %(type)s "
                "kræver niveau %(most)s eller højere oppe."
            )
        yield Finding(FindingKind.LEVEL, since=post.starts_on, said=said, facts=facts, **told)
