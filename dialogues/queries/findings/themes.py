"""Themes that stand still or stay beyond their time, and proposals without an answer."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.models import FindingKind
from dialogues.queries.activity import last_activity
from dialogues.queries.findings.facts import (
    NETWORK_LEADER,
    Facts,
)
from dialogues.queries.findings.finding import Finding
from dialogues.queries.mandate import mandates
from themes.models import Theme
from themes.queries.phases import Age, Ages, begun


def ended(known: Facts) -> Iterator[Finding]:
    """Running themes whose last day has passed."""
    for theme in known.themes.values():
        if theme.ends_on and theme.ends_on < known.today:
            said = _("Temaet skulle have været afsluttet den %(day)s, men er stadig i gang.")
            yield Finding(FindingKind.ENDED, theme, theme.ends_on, said, {"day": theme.ends_on})


def without_mandate(known: Facts) -> Iterator[Finding]:
    """Network leaders who have led for long without all the parts of their mandate."""
    posts = {pk: known.holder(pk, NETWORK_LEADER) for pk in known.themes}
    due = {
        pk: post
        for pk, post in posts.items()
        if post and known.waited(post.starts_on) >= known.limits.mandate_days
    }
    for mandate in mandates(known.themes[pk] for pk in due):
        if not mandate.is_in_place:
            post = due[mandate.theme.pk]
            parts = tuple(part.whose for part in mandate.missing)
            facts = {"name": post.person.name, "day": post.starts_on, "parts": parts}
            said = _(
                "%(name)s har været netværksleder siden %(day)s. Endnu ikke aftalt med: %(parts)s."
            )
            yield Finding(
                FindingKind.MANDATE,
                mandate.theme,
                post.starts_on,
                said,
                facts,
                contact=post.person,
            )


def quiet(known: Facts) -> Iterator[Finding]:
    """Themes where nothing has happened for long: no update, gate, idea, record, talk or task."""
    newest = last_activity()
    for theme in known.themes.values():
        day = newest.get(theme.pk, begun(theme, known.today))
        if known.waited(day) >= known.limits.quiet_days:
            said = _("Der er ikke sket noget på temaet siden %(day)s.")
            leader = known.holder(theme.pk, NETWORK_LEADER)
            contact = leader and leader.person
            yield Finding(FindingKind.QUIET, theme, day, said, {"day": day}, contact=contact)


def long_phases(known: Facts) -> Iterator[Finding]:
    """Themes that are stuck: beyond the usual length of their phase, or else of their type."""
    ages = Ages(known.today)
    for theme in known.themes.values():
        if ages.in_phase(theme) == Age.LONG:
            yield _long_phase(theme, theme.phase_since, theme.phase.usual_months)
        elif ages.of(theme) == Age.LONG:
            yield _long_theme(theme, begun(theme, known.today), theme.type.usual_months)


def _long_phase(theme: Theme, since: date, months: int) -> Finding:
    said = ngettext_lazy(
        "Temaet har været i fasen %(what)s siden %(day)s. Den varer sædvanligvis %(months)s måned.",
        "Temaet har været i fasen %(what)s siden %(day)s. "
        "Den varer sædvanligvis %(months)s måneder.",
        months,
    )
    facts = {"what": theme.phase.name, "day": since, "months": months}
    return Finding(FindingKind.PHASE, theme, since, said, facts)


def _long_theme(theme: Theme, since: date, months: int) -> Finding:
    said = ngettext_lazy(
        "Temaet begyndte den %(day)s og har ingen slutdato. Typen %(what)s varer "
        "sædvanligvis %(months)s måned.",
        "Temaet begyndte den %(day)s og har ingen slutdato. Typen %(what)s varer "
        "sædvanligvis %(months)s måneder.",
        months,
    )
    facts = {"what": theme.type.name, "day": since, "months": months}
    return Finding(FindingKind.PHASE, theme, since, said, facts)


def proposals(known: Facts) -> Iterator[Finding]:
    """Proposals that wait for an answer beyond the day on which their round was decided."""
    rows = Theme.objects.visible_to(known.user).filter(status=Theme.Status.PROPOSED)
    for theme in rows.filter(round__decides_on__lt=known.today).select_related("round", "type"):
        since = theme.round.decides_on
        said = _("Forslaget skulle have været besvaret den %(day)s (%(round)s).")
        facts = {"day": since, "round": theme.round.name}
        yield Finding(FindingKind.PROPOSAL, theme, since, said, facts)
