"""What stands beside a duty: its one button, what really happened, own words, sparring, pulse."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.models import (
    Acknowledgement,
    AgreementItem,
    FirstStep,
    Pulse,
    Sparring,
    Stance,
    Stone,
    StoneStep,
)
from dialogues.models.guide import CO_PLAYER
from dialogues.pages.duties import TenDuties
from dialogues.pages.stances import own_words
from dialogues.queries.stones import stone_counts
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import (
    AgendaLink,
    ArenaUse,
    Assessment,
    AssessmentRequest,
    Funding,
    Idea,
    Ownership,
    Record,
    Theme,
    ValueStory,
)
from themes.queries.evidence import SHOWN, Evidence, Fact, evidence
from themes.rules.rooms import is_running

ARENAS, SPARRING, VALUE = "arenas", "sparring", "value"
PARTNERSHIP = "partnership"
# The newest of the steps by own initiative.
MOST_STEPS = 20
# Which parts of own words belong to which duty.
PARTS = {CO_PLAYER: Stance.CO_PLAYER, PARTNERSHIP: (Stance.Part.DEPENDS,)}


@dataclass(frozen=True)
class Act:
    """What can be done of a duty: the button, where it leads, and the rule that says who may."""

    label: str | Promise
    view: str
    rule: str
    # What the rule is asked with, made of the theme; the theme itself where there is nothing else.
    made: type[Record] | None = None
    query: str = ""

    def is_for(self, ten: TenDuties) -> bool:
        asked: Record | Theme = self.made(theme=ten.theme) if self.made else ten.theme
        return is_allowed(ten.user, self.rule, asked)


# The first that the reader may do is the one button of the duty; the duties that live between the
# two have theirs beside their own words, their sparring and their first steps.
ACTS = {
    "strategic_link": [
        Act(
            gettext_lazy("Kobl til dagsorden"),
            "themes:add_agenda_link",
            "themes.write_strategy",
            AgendaLink,
        )
    ],
    ARENAS: [
        Act(
            gettext_lazy("Tilbyd spillebane"), "themes:offer_arena", "themes.offer_arena", ArenaUse
        ),
        Act(
            gettext_lazy("Bed om en spillebane"),
            "themes:ask_for_arena",
            "themes.write_arenas",
            ArenaUse,
        ),
    ],
    "capital": [
        Act(gettext_lazy("Tilføj behov"), "themes:add_funding", "themes.write_capital", Funding)
    ],
    "ownership": [
        Act(
            gettext_lazy("Introducér leder"),
            "themes:add_ownership",
            "themes.write_ownership",
            Ownership,
        )
    ],
    VALUE: [
        Act(
            gettext_lazy("Anerkend værdien"),
            "dialogues:acknowledgement",
            "dialogues.acknowledge",
            query="?slags=value",
        ),
        Act(
            gettext_lazy("Skriv en værdifortælling"),
            "themes:add_story",
            "themes.write_value",
            ValueStory,
        ),
    ],
    "lab_to_practice": [
        Act(gettext_lazy("Giv idé videre"), "themes:ideas", "themes.move_idea", Idea)
    ],
    "political_interplay": [
        Act(gettext_lazy("Vurdér"), "themes:assess", "themes.write_politics", Assessment),
        Act(
            gettext_lazy("Bed om en politisk vurdering"),
            "themes:ask_for_assessment",
            "themes.ask_for_assessment",
            AssessmentRequest,
        ),
    ],
}


def act_of(ten: TenDuties, key: str) -> tuple[str, str] | None:
    """The duty's one button and where it leads, of what the reader may do; no query."""
    if not is_running(ten.theme):
        return None
    act = next((one for one in ACTS.get(key, ()) if one.is_for(ten)), None)
    return (str(act.label), reverse(act.view, args=[ten.theme.slug]) + act.query) if act else None


def what_happened(ten: TenDuties, key: str, items: list[AgreementItem]) -> Evidence | None:
    """The facts behind the duty; of the active co-player what the two agreed, talk by talk.

    Arenas and the co-player add the stones.
    """
    found = _agreed(items) if key == CO_PLAYER else evidence(ten.theme, key, ten.user)
    return _with_stones(ten, found) if key in (ARENAS, CO_PLAYER) else found


def _agreed(items: list[AgreementItem]) -> Evidence | None:
    if not items:
        return None
    number = len(items)
    said = ngettext(
        "Opgaven er taget op i %d samtale.",
        "Opgaven er taget op i %d samtaler.",
        number,
    )
    facts = [
        Fact(item.text, _("Samarbejdsaftalen"), timezone.localdate(item.agreement.approved_at))
        for item in items
    ]
    return Evidence(said % number, agreed=facts)


def _with_stones(ten: TenDuties, found: Evidence | None) -> Evidence | None:
    """The same with what was cleared from the road: numbers for all readers, words for the two."""
    counts = stone_counts(ten.theme)
    if not counts["all"]:
        return found
    said = ngettext(
        "%(all)d sten på vejen: %(cleared)d ryddet, %(open)d på vejen endnu.",
        "%(all)d sten på vejen: %(cleared)d ryddet, %(open)d på vejen endnu.",
        counts["all"],
    )
    found = found or Evidence("")
    facts = [*found.facts, *_cleared(ten)]
    facts.sort(key=lambda fact: fact.day or date.min, reverse=True)
    more = {"sentence": f"{found.sentence} {said % counts}".strip(), "facts": facts[:SHOWN]}
    if ten.is_leader and not found.url:
        url = reverse("dialogues:stones", args=[ten.theme.slug])
        more |= {"url": url, "action": _("Se sten på vejen")}
    return replace(found, **more)


def _cleared(ten: TenDuties) -> list[Fact]:
    """The latest stones that are out of the way, each with what came of it; for the two alone."""
    if not ten.is_leader:
        return []
    return [
        Fact(row.stone.text, row.words, timezone.localdate(row.at), row.stone.get_absolute_url())
        for row in _cleared_steps(ten.user, ten.theme)
    ]


@compiled
def _cleared_steps(user: User, theme: Theme) -> QuerySet[StoneStep]:
    rows = StoneStep.objects.visible_to(user).filter(stone__theme=theme)
    rows = rows.filter(state=Stone.State.CLEARED).select_related("stone__theme")
    return rows.order_by("-at")[:SHOWN]


def beside(ten: TenDuties, key: str) -> dict[str, Any]:
    """What the page of the duty with that key shows beside the views; nothing for most."""
    if len(ten.leaders) < 2 or key not in (ARENAS, SPARRING, VALUE, *PARTS):
        return {}
    if key == ARENAS:
        return {"shows_stones": ten.is_leader}
    pair = {
        "theme": ten.theme,
        "network_leader": ten.theme.network_leader,
        "reference_leader": ten.theme.reference_leader,
    }
    if key in (SPARRING, VALUE):
        return _sparring(ten, pair) if key == SPARRING else _value(ten, pair)
    words = {"own_words": own_words(ten, PARTS[key]), "shows_stones": ten.is_leader}
    if key != PARTNERSHIP or not ten.is_leader:
        return words
    steps = FirstStep.objects.visible_to(ten.user).filter(**pair).select_related("author")
    return words | _pulse(ten, pair) | {"first_steps": steps[:MOST_STEPS], "takes_steps": True}


def _sparring(ten: TenDuties, pair: dict[str, Any]) -> dict[str, Any]:
    """When the present two last held a sparring and plan the next; words for the two alone."""
    ahead = Q(held_at=None, takes_place_on__gte=timezone.localdate())
    days: dict[str, Any] = Sparring.objects.filter(**pair).aggregate(
        last=Max("takes_place_on", filter=Q(held_at__isnull=False)),
        next=Min("takes_place_on", filter=ahead),
    )
    if ten.is_leader:
        rows = Acknowledgement.objects.visible_to(ten.user).filter(**pair)
        days["thanks"] = rows.filter(kind=Acknowledgement.Kind.COURAGE).first()
    return {"sparring": days}


def _value(ten: TenDuties, pair: dict[str, Any]) -> dict[str, Any]:
    """The latest value that the reference leader has acknowledged; words for the two alone."""
    if not ten.is_leader:
        return {}
    rows = Acknowledgement.objects.visible_to(ten.user).filter(**pair)
    return {"seen_value": {"last": rows.filter(kind=Acknowledgement.Kind.VALUE).first()}}


def _pulse(ten: TenDuties, pair: dict[str, Any]) -> dict[str, Any]:
    if not ten.is_leader:
        return {}
    rows = Pulse.objects.visible_to(ten.user).filter(**pair)
    return {
        "pulse": {
            "last": rows.filter(revealed_at__isnull=False).first(),
            "open": rows.filter(revealed_at=None).first(),
        }
    }
