"""How far each pair of leaders is, counted in pairs and never in forms.

A pair is a theme's network leader and reference leader of today. What another pair has done on
the theme stays theirs: after a change of person the way begins afresh.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation, Reflection
from dialogues.queries.mandate import LINE_MANAGER, NETWORK_LEADER, REFERENCE_LEADER, counts
from dialogues.queries.pairs import between_todays_pair
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.db.daily import daily
from roles.models import User, manager_key
from themes.models import LEADING, Assignment, Theme

# What a theme's type says of its mandate.
NEEDS = ("type__needs_line_manager", "type__needs_co_driver")


class Holder(NamedTuple):
    """Who holds a role, and where the person is employed."""

    person: int | None
    name: str = ""
    unit: int | None = None


type Holders = dict[tuple[int, str], Holder]


class PairStep(TextChoices):
    """What a pair has done; the first is that there is a pair."""

    PAIR = "pair", _("begge ledere er udpeget")
    INVITED = "invited", _("har inviteret")
    REFLECTED = "reflected", _("begge har forberedt sig")
    HELD = "held", _("har holdt samtalen")
    AGREED = "agreed", _("har en godkendt aftale")
    MANDATE = "mandate", _("mandatet er på plads")


# In an address, before a step that pairs lack.
NOT = "not_"
NOT_HELD = f"{NOT}{PairStep.HELD}"
# To prepare is voluntary, so no list tells who has not.
LACKS = {
    PairStep.INVITED: _("har ikke inviteret"),
    PairStep.HELD: _("har ikke holdt samtalen"),
    PairStep.AGREED: _("har ingen godkendt aftale"),
    PairStep.MANDATE: _("mandatet er ikke på plads"),
}


@dataclass(frozen=True)
class Pair:
    """The two leaders of one theme, by where they belong and what they have done."""

    theme: int
    type: str
    round: int | None
    # The department where the reference leader works.
    unit: int | None
    steps: frozenset[str]


def pairs(themes: QuerySet[Theme], user: User, home: dict[int, int]) -> list[Pair]:
    """The pairs of those themes, in a constant number of queries.

    ``home`` says which department each unit belongs to.
    """
    keys = themes.order_by().values("pk")
    held = holders(keys)
    conversations = _conversations(keys, held, user)
    done = _done(conversations, _ready(keys, user))
    kinds = list(themes.order_by().values_list("pk", "type__key", "round", *NEEDS))
    asked = (one for one in kinds if PairStep.AGREED in done.get(one[0], ()))
    needs = {pk: (manager, driver) for pk, _type, _round, manager, driver in asked}
    mandates = counts(keys, needs, people(held), conversations)
    found = []
    for theme, kind, round_, *_needs in kinds:
        if all((theme, role) in held for role in LEADING):
            steps = {PairStep.PAIR, *done.get(theme, ())}
            if theme in mandates and mandates[theme].is_in_place:
                steps.add(PairStep.MANDATE)
            unit = held[theme, REFERENCE_LEADER].unit
            found.append(Pair(theme, kind, round_, home.get(unit), frozenset(steps)))
    return found


@daily
def _held(today: date) -> QuerySet:
    """Who holds which role, the one who came last at the end."""
    rows = Assignment.objects.active(today).order_by("starts_on", "pk")
    rows = rows.annotate(line_manager=manager_key("person"))
    return rows.values_list(
        "theme", "role", "person", "person__name", "person__unit", "line_manager"
    )


@compiled
def _held_among(themes: Collection[int]) -> QuerySet:
    return _held().filter(theme__in=themes)


def holders(themes: QuerySet | list[int]) -> Holders:
    """Who holds each role today, of several co-drivers the one who came last.

    The network leader's line manager is among them, by key alone.
    """
    held = {}
    is_listed = isinstance(themes, list)
    rows = _held_among(themes) if is_listed else _held().filter(theme__in=themes)
    for theme, role, *holder, line_manager in rows:
        held[theme, role] = Holder(*holder)
        if role == NETWORK_LEADER:
            held[theme, LINE_MANAGER] = Holder(line_manager)
    return held


def people(held: Holders) -> dict[tuple[int, str], int | None]:
    """The keys alone of who holds each role."""
    return {place: holder.person for place, holder in held.items()}


def having(themes: QuerySet[Theme], step: str, user: User, home: dict[int, int]) -> list[int]:
    """The themes whose pair has done the step."""
    return [pair.theme for pair in pairs(themes, user, home) if step in pair.steps]


def lacking(themes: QuerySet[Theme], step: str, user: User, home: dict[int, int]) -> list[int]:
    """The themes whose pair has not done the step."""
    return [pair.theme for pair in pairs(themes, user, home) if step not in pair.steps]


def _conversations(themes: QuerySet, held: Holders, user: User) -> list[dict]:
    """The conversations of each theme's pair that were not cancelled."""
    rows = Conversation.objects.filter(theme__in=themes)
    rows = rows.exclude(status=Conversation.Status.CANCELLED).progress(user)
    return between_todays_pair(rows, people(held))


def _done(conversations: list[dict], ready: set[int]) -> dict[int, set[str]]:
    """What the pair of each theme has done together."""
    done: dict[int, set[str]] = {}
    for row in conversations:
        steps = done.setdefault(row["theme_id"], {PairStep.INVITED})
        steps |= {PairStep.REFLECTED} if row["pk"] in ready else set()
        steps |= {PairStep.HELD} if row["held_at"] else set()
        steps |= {PairStep.AGREED} if row["approved_at"] else set()
    return done


def _ready(themes: QuerySet, user: User) -> set[int]:
    """The conversations that both have prepared: handed in, or taken orally."""
    count: dict[int, int] = {}
    rows = Reflection.objects.filter(conversation__theme__in=themes)
    for row in rows.progress(user):
        if row["submitted_at"] or row["is_oral"]:
            count[row["conversation_id"]] = count.get(row["conversation_id"], 0) + 1
    return {conversation for conversation, sides in count.items() if sides == len(LEADING)}
