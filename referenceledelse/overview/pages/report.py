"""The report for the chiefs' forum: states, dates and names that all may know.

No text of a conversation, and no reason that someone was given for a decision.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.queries import matrix
from referenceledelse.overview.queries.rounds import ALL
from roles.models import RoleKey, User
from themes.models import (
    ArenaUse,
    AssessmentRequest,
    Gate,
    Handover,
    Idea,
    LeaderRequest,
    Phase,
    Stage,
    Theme,
    ThemeQuerySet,
    ValueStory,
)
from themes.queries.phases import Age, Ages

type Days = tuple[date, date]
# Nobody reads more of a kind in a meeting; the page says so, and the files have them all.
MOST = 200


def report_page(begins: date, ends: date, user: User) -> dict[str, Any]:
    """All that the report of the days from one to the other shows."""
    days = begins, ends
    themes = Theme.objects.visible_to(user)
    listed = themes.running().order_by("phase__order", "phase_id", alphabetical("title"), "pk")
    rows = matrix.rows(listed[:MOST], user)
    stuck = themes.filter(pk__in=Ages().having(themes.running(), Age.LONG))
    decided = themes.filter(
        decided_on__range=days,
        proposed_by__isnull=False,
        status__in=(Theme.Status.ACCEPTED, Theme.Status.DECLINED),
    )
    stories = ValueStory.objects.visible_to(user).public()
    return {
        "begins": begins,
        "ends": ends,
        "phases": [(phase, list(them)) for phase, them in groupby(rows, lambda row: row.phase)],
        "count": themes.running().count(),
        "most": MOST,
        "gates": _gates(user, days),
        "decided": decided.select_related("round").order_by("decided_on", alphabetical("title"))[
            :MOST
        ],
        "adopted": _adopted(user, days),
        "vacancies": [row for row in rows if not (row.network_leader and row.reference_leader)],
        "asked": asked(user, stuck),
        "stuck": set(stuck.values_list("slug", flat=True)),
        "stories": stories.filter(public_since__date__range=days)
        .select_related("theme")
        .order_by("public_since")[:MOST],
    }


def _gates(user: User, days: Days) -> Any:
    rows = Gate.objects.visible_to(user).filter(passed_on__range=days)
    rows = rows.exclude(from_phase__key=Phase.PROPOSAL)
    rows = rows.select_related("theme", "from_phase", "to_phase").defer("note")
    return rows.order_by("passed_on", alphabetical("theme__title"))[:MOST]


def _adopted(user: User, days: Days) -> Any:
    """Ideas whose hand-over into the base was confirmed in the period."""
    rows = Idea.objects.visible_to(user).filter(stage__in=(Stage.ADOPTED, Stage.SCALED))
    rows = rows.filter(handover__confirmed_at__date__range=days)
    rows = rows.select_related("theme", "handover__unit", "handover__receiver")
    return rows.order_by("handover__confirmed_at")[:MOST]


VACANT = {
    RoleKey.NETWORK_LEADER.value: ngettext_lazy(
        "tema mangler netværksleder", "temaer mangler netværksleder"
    ),
    RoleKey.REFERENCE_LEADER.value: ngettext_lazy(
        "tema mangler referenceleder", "temaer mangler referenceleder"
    ),
}
PROPOSALS = ngettext_lazy("forslag venter på en beslutning", "forslag venter på en beslutning")
WISHES = ngettext_lazy("ønske om en leder venter på svar", "ønsker om en leder venter på svar")
ARENAS = ngettext_lazy(
    "ønske om en spillebane venter på svar", "ønsker om en spillebane venter på svar"
)
ASSESSMENTS = ngettext_lazy(
    "ønske om en politisk vurdering venter på svar",
    "ønsker om en politisk vurdering venter på svar",
)
STUCK = ngettext_lazy(
    "tema har været i gang længere end sædvanligt",
    "temaer har været i gang længere end sædvanligt",
)
HANDOVERS = ngettext_lazy("idé venter på en modtager", "idéer venter på en modtager")


@dataclass(frozen=True)
class RequestCount:
    """How many requests of a kind wait for an answer."""

    words: str
    number: int
    url: str = ""


def asked(user: User, stuck: ThemeQuerySet) -> list[RequestCount]:
    """What is waited for today, as counts alone; a kind that nobody waits for is left out."""
    running = Theme.objects.visible_to(user).running()
    listed = f"{reverse('secretariat')}?round={ALL}"
    network, reference = RoleKey.NETWORK_LEADER.value, RoleKey.REFERENCE_LEADER.value
    counts = (
        (VACANT[network], running.vacant(network), f"{listed}&show={network}"),
        (VACANT[reference], running.vacant(reference), f"{listed}&show={reference}"),
        (STUCK, stuck, f"{listed}&age={Age.LONG}"),
        (
            PROPOSALS,
            Theme.objects.filter(status=Theme.Status.PROPOSED),
            f"{reverse('themes:proposals')}?status=proposed",
        ),
        (WISHES, LeaderRequest.objects.visible_to(user).waiting(), ""),
        (ARENAS, ArenaUse.objects.waiting(), ""),
        (ASSESSMENTS, AssessmentRequest.objects.waiting(), ""),
        (HANDOVERS, Handover.objects.waiting().filter(accepted_at=None), ""),
    )
    found = [(words, rows.count(), url) for words, rows, url in counts]
    return [RequestCount(words % number, number, url) for words, number, url in found if number]
