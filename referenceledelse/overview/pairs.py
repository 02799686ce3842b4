"""How far each pair of leaders is, counted in pairs and never in forms (FEATURES F11.3, 23.11).

A pair is a theme's network leader and reference leader of today. What another pair has done on
the theme stays theirs: after a change of person the way begins afresh (FEATURES 23.8).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from dialogues.mandate import mandates
from dialogues.models import Conversation, Reflection
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Theme

SIDES = (
    (RoleKey.NETWORK_LEADER.value, "network_leader"),
    (RoleKey.REFERENCE_LEADER.value, "reference_leader"),
)


type Held = dict[tuple[int, str], tuple[int, int | None]]


class Step(TextChoices):
    """What a pair has done; the first is that there is a pair."""

    PAIR = "pair", _("begge ledere er udpeget")
    INVITED = "invited", _("har inviteret")
    REFLECTED = "reflected", _("begge har forberedt sig")
    HELD = "held", _("har holdt samtalen")
    AGREED = "agreed", _("har en godkendt aftale")
    MANDATE = "mandate", _("mandatet er på plads")


@dataclass(frozen=True)
class Pair:
    """The two leaders of one theme, by where they belong and what they have done."""

    theme: int
    type: str
    round: int | None
    # The department where the reference leader works.
    unit: str | None
    steps: frozenset[str]


def pairs(themes: QuerySet[Theme], user: User, home: dict[int, str]) -> list[Pair]:
    """The pairs of those themes, in a constant number of queries.

    ``home`` says which department each unit belongs to.
    """
    keys = themes.order_by().values("pk")
    held = _held(keys)
    done = _done(keys, held, user)
    in_place = _in_place(theme for theme, steps in done.items() if Step.AGREED in steps)
    found = []
    for theme, kind, round_ in themes.order_by().values_list("pk", "type__key", "round"):
        if all((theme, role) in held for role, _side in SIDES):
            steps = {Step.PAIR, *done.get(theme, ())}
            if theme in in_place:
                steps.add(Step.MANDATE)
            _reader, unit = held[theme, RoleKey.REFERENCE_LEADER.value]
            found.append(Pair(theme, kind, round_, home.get(unit), frozenset(steps)))
    return found


def _held(themes: QuerySet) -> Held:
    """Who leads each theme today, and where they are employed."""
    rows = Assignment.objects.active().filter(theme__in=themes, role__in=LEADING)
    fields = ("theme", "role", "person", "person__unit")
    return {
        (theme, role): (person, unit) for theme, role, person, unit in rows.values_list(*fields)
    }


def is_todays(talk: dict, held: Mapping[tuple[int, str], tuple]) -> bool:
    """Whether the conversation is between its theme's two leaders of today.

    ``held`` gives the holder of each role on each theme, the person's key first.
    """
    return all(
        (talk["theme_id"], role) in held and held[talk["theme_id"], role][0] == talk[f"{side}_id"]
        for role, side in SIDES
    )


def having(themes: QuerySet[Theme], step: str, user: User, home: dict[int, str]) -> list[int]:
    """The themes whose pair has done the step."""
    return [pair.theme for pair in pairs(themes, user, home) if step in pair.steps]


def lacking(themes: QuerySet[Theme], step: str, user: User, home: dict[int, str]) -> list[int]:
    """The themes whose pair has not done the step."""
    return [pair.theme for pair in pairs(themes, user, home) if step not in pair.steps]


def _done(themes: QuerySet, held: Held, user: User) -> dict[int, set[str]]:
    """What the pair of each theme has done together."""
    talks = Conversation.objects.filter(theme__in=themes)
    talks = talks.exclude(status=Conversation.Status.CANCELLED)
    ready = _ready(talks, user)
    done: dict[int, set[str]] = {}
    for row in talks.progress(user):
        if is_todays(row, held):
            steps = done.setdefault(row["theme_id"], {Step.INVITED})
            steps |= {Step.REFLECTED} if row["pk"] in ready else set()
            steps |= {Step.HELD} if row["held_at"] else set()
            steps |= {Step.AGREED} if row["approved_at"] else set()
    return done


def _ready(talks: QuerySet[Conversation], user: User) -> set[int]:
    """The conversations that both have prepared: handed in, or taken orally."""
    count: dict[int, int] = {}
    rows = Reflection.objects.filter(conversation__in=talks.order_by().values("pk"))
    for row in rows.progress(user):
        if row["submitted_at"] or row["is_oral"]:
            count[row["conversation_id"]] = count.get(row["conversation_id"], 0) + 1
    return {talk for talk, sides in count.items() if sides == len(SIDES)}


def _in_place(themes: Iterable[int]) -> set[int]:
    """Of the themes with an agreement those whose whole mandate is in place."""
    rows = Theme.objects.filter(pk__in=list(themes)).select_related("type")
    return {mandate.theme.pk for mandate in mandates(rows) if mandate.is_in_place}
