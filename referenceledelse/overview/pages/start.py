"""What the start page shows a person: what waits, who is welcomed, and the person's themes.

Where to look for what one reader meets:

- a reference leader before the first talk: ``first_days``, the welcome
- a theme's leaders: the steps of the talks, ``theme_steps``, ``gift_steps``, ``_roles_ahead``
- a line manager: ``mandate_steps``, ``_network_people``, and in ``network_steps`` what one's people
  ask for
- the secretariat: ``secretariat_steps``, ``_help_needed``, ``_ideas``
- anyone: ``network_steps``, ``waiting_for_others``, ``_themes``, ``_news``, ``_idea_news``
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import FindingKind, SupportRequest
from dialogues.pages.worklist import open_counts
from dialogues.queries.duties import statuses_today
from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.staff import Participation, staff_of
from referenceledelse.overview.pages.steps.conversations import (
    conversation_steps,
    invitations_to_write,
    news_of_talks,
    next_talks,
    planned_duties,
    proposals_to_answer,
    proposed_statuses,
    sittings_under_way,
    steps_between_the_two,
    successions,
    tasks_to_do,
)
from referenceledelse.overview.pages.steps.gifts import gift_steps
from referenceledelse.overview.pages.steps.mandate import mandate_steps
from referenceledelse.overview.pages.steps.network import network_steps
from referenceledelse.overview.pages.steps.secretariat import secretariat_steps
from referenceledelse.overview.pages.steps.step import NextStep
from referenceledelse.overview.pages.steps.stones import stone_steps
from referenceledelse.overview.pages.steps.themes import Led, theme_steps
from referenceledelse.overview.pages.steps.waiting import waiting_for_others
from referenceledelse.overview.pages.training import course_of_new_leader
from referenceledelse.overview.pages.welcome import FirstDays, first_days
from roles.models import User
from themes.models import Assignment, Follow, IdeaStep, Theme, ThemeUpdate
from themes.queries.network import is_new_here, networks_of, themes_to_join
from themes.queries.ownership import themes_to_speak_about

# So many steps stand open, the rest folded.
SHOWN, SHOWN_BELOW_WELCOME = 4, 2
MOST_PEOPLE = 5
MOST_NEWS = 5
NEWS_FOR = timedelta(days=30)


def start_page(user: User) -> dict[str, Any]:
    """ "Mit næste skridt", by role; nothing is shown that is empty."""
    found = first_days(user)
    days = None if found and found.is_compact else found
    return {
        "days": days,
        "also_new": None if days else found,
        **_steps(user, days, found),
        **_themes(user, found),
        "course": course_of_new_leader(user),
        "roles_ahead": _roles_ahead(user),
        "waiting": waiting_for_others(user),
        "network_people": _network_people(user),
        "help_needed": _help_needed(user),
        "ideas": _ideas(user),
        "news": _news(user),
        "idea_news": _idea_news(user),
        "is_new": is_new_here(user),
    }


def _steps(
    user: User, days: FirstDays | None, found: FirstDays | None
) -> dict[str, list[NextStep]]:
    """What waits: a few open, the rest folded; one alone is not worth folding away."""
    told, new = days.welcome.urls if days else (), found.themes if found else ()
    steps, shown = next_steps(user, told, new), SHOWN_BELOW_WELCOME if days else SHOWN
    # Whoever waits, and whatever somebody gave, stands first and is never folded away.
    shown = max(shown, sum(step.is_of_people for step in steps))
    shown = shown if len(steps) > shown + 1 else len(steps)
    return {"steps": steps[:shown], "more_steps": steps[shown:]}


def _themes(user: User, days: FirstDays | None) -> dict[str, list[Any]]:
    """The themes by how the person has to do with them, each shown once.

    One that a leader may speak about carries that way where it stands already: ``speaks``, and
    the ``own_word`` where there is one.
    """
    mine = _my_themes(user, days.themes if days else ())
    networks = [row for row in networks_of(user) if row.theme not in mine]
    near = themes_to_join(user)
    speaks = {theme.pk: (theme, line) for theme, line in themes_to_speak_about(user)}
    for theme in (*mine, *(row.theme for row in networks), *near):
        theme.speaks = theme.pk in speaks
        _theme, theme.own_word = speaks.pop(theme.pk, (theme, None))
    lines = list(speaks.values())
    return {"themes": mine, "networks": networks, "to_join": near, "leader_lines": lines}


def _my_themes(user: User, welcomed: Collection[int]) -> list[Theme]:
    """The other running themes where the person holds a role, each with it and ten statuses."""
    themes = [theme for theme in _led(user) if theme.pk not in welcomed]
    statuses = statuses_today(user, [theme.pk for theme in themes]) if themes else {}
    for theme in themes:
        theme.statuses = statuses.get(theme.pk, ())
        theme.my_roles = [a.role for a in theme.holders if a.person_id == user.pk]
    return themes


@compiled
def _led(user: User) -> QuerySet[Theme]:
    themes = Theme.objects.running().led_by(user)
    return themes.select_related("phase", "type").with_people()


def _roles_ahead(user: User) -> list[Assignment]:
    """The roles on running themes that the person gets from a day to come, the next one first."""
    return [row for row in _roles(user) if row.state != Assignment.State.NOW and row.is_ahead]


@compiled
def _roles(user: User) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(person=user, theme__in=Theme.objects.running()).without_why()
    return (
        rows.select_related("theme__phase", "role", "person")
        .with_state()
        .order_by("starts_on", "pk")
    )


def _network_people(user: User) -> list[Participation]:
    """For a line manager: who of the own people take part, with a role or as members."""
    return staff_of(user).lines[:MOST_PEOPLE] if user.is_line_manager else []


def _help_needed(user: User) -> list[tuple[str, int, str]]:
    """For the secretariat: what stands on the work list by kind, and the proposals to answer.

    Each with how many there are, and the address of just those.
    """
    if not user.is_secretariat:
        return []
    # People who wait stand before what the data tell.
    found: list[tuple[str, int, str]] = []
    proposals = Theme.objects.visible_to(user).filter(status=Theme.Status.PROPOSED).count()
    if proposals:
        said = ngettext("forslag venter på svar", "forslag venter på svar", proposals)
        found.append((capfirst(said), proposals, reverse("themes:proposals")))
    if waiting := SupportRequest.objects.visible_to(user).waiting_for_us().count():
        said = ngettext(
            "henvendelse venter på sekretariatet", "henvendelser venter på sekretariatet", waiting
        )
        found.append((capfirst(said), waiting, reverse("dialogues:inbox")))
    page = reverse("dialogues:worklist")
    counts = open_counts(user)
    names = {kind: kind.label for kind in counts}
    # Counted among the vacancies too.
    names |= {FindingKind.LEFT: _("af dem, fordi en leder er stoppet")}
    return found + [(names[kind], n, f"{page}?slags={kind}") for kind, n in counts.items()]


def _ideas(user: User) -> int:
    """For the secretariat: how many ideas and wishes there are to read."""
    if not user.is_secretariat:
        return 0
    return SupportRequest.objects.visible_to(user).ideas_to_read().count()


def _news(user: User) -> list[ThemeUpdate]:
    """What is new on the themes that the person follows."""
    return _news_since(user, _lately())


@compiled
def _news_since(user: User, since: datetime) -> QuerySet[ThemeUpdate]:
    followed = Follow.objects.visible_to(user).values("theme")
    rows = ThemeUpdate.objects.filter(theme__in=followed, created_at__gte=since)
    return rows.select_related("theme", "author")[:MOST_NEWS]


def _idea_news(user: User) -> list[IdeaStep]:
    """The steps that the person's own ideas have taken, with why."""
    return _idea_steps_since(user, _lately())


@compiled
def _idea_steps_since(user: User, since: datetime) -> QuerySet[IdeaStep]:
    rows = IdeaStep.objects.filter(idea__giver=user, at__gte=since).exclude(by=user)
    return rows.select_related("idea__theme", "by")[:MOST_NEWS]


def _lately() -> datetime:
    return timezone.now() - NEWS_FOR


def next_steps(user: User, told: Collection[str] = (), new: Collection[int] = ()) -> list[NextStep]:
    """All that waits for the person, in the order of the work.

    First whoever waits for an answer, then what others gave, then what is late, and last what
    became of what the person did. ``told`` are the addresses on the way
    of a talk that the page leads to already, and ``new`` the themes that it welcomes to.
    """
    led = Led(user, new)
    steps = [
        *news_of_talks(user),
        *stone_steps(user, new),
        *conversation_steps(user, told),
        *proposed_statuses(user),
        *invitations_to_write(user),
        *mandate_steps(user),
        *next_talks(user),
        *steps_between_the_two(user),
        *sittings_under_way(user),
        *successions(user),
        *tasks_to_do(user),
        *planned_duties(user),
        *proposals_to_answer(user),
        *theme_steps(user, led),
        *gift_steps(user, led),
        *network_steps(user),
        *secretariat_steps(user),
    ]
    return sorted(steps, key=lambda step: step.order)
