"""How a theme's ideas stand, as the board, the table and an idea's page show it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst

from referenceledelse.core.svg.charts import Bar
from referenceledelse.core.svg.tracks import track
from themes.models import Handover, Idea, Stage
from themes.models.ideas import IdeaQuerySet

# So many cards stand in a column; the table has them all.
CARDS = 20
WAY = (Stage.IDEA, Stage.TEST, Stage.READY, Stage.ADOPTED, Stage.SCALED)


@dataclass(frozen=True)
class Move:
    """A stage that an idea can go to; ``is_form`` where a button is enough.

    What is not ``is_forward`` ends the idea, takes it back or takes it up again.
    """

    stage: Stage
    is_form: bool
    is_forward: bool = True


@dataclass(frozen=True)
class Card:
    """An idea on the board with where it can go."""

    idea: Idea
    moves: list[Move]


@dataclass(frozen=True)
class StageColumn:
    """A stage with how many ideas it holds, and the latest of them."""

    stage: Stage
    count: int
    cards: list[Card]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.cards)


def by_stage(ideas: IdeaQuerySet, page: str = "") -> list[Bar]:
    """How many ideas stand on each stage; each bar leads to them on the page."""
    counts = ideas.counts()
    page = page or reverse("themes:all_ideas")
    return [
        Bar(capfirst(stage.label), counts[stage], f"{page}?trin={stage.value}") for stage in Stage
    ]


def board(ideas: IdeaQuerySet) -> list[StageColumn]:
    """A column per stage, in the order of the way; a query for each and one for the counts."""
    counts = ideas.counts()
    columns = []
    for stage in Stage:
        rows = ideas.filter(stage=stage).order_by("-stage_since", "-pk")[:CARDS]
        cards = [Card(idea, moves(idea)) for idea in rows]
        columns.append(StageColumn(stage, counts[stage], cards))
    return columns


def moves(idea: Idea) -> list[Move]:
    """Where the idea can go; to stop it and to hand it over take more than a button."""
    ways = Idea.ALLOWED[idea.stage]
    found = [Move(Stage(to), to != Stage.STOPPED, idea.is_forward(to)) for to in ways]
    if idea.stage == Stage.READY:
        found.insert(0, Move(Stage.ADOPTED, is_form=False))
    return found


def way(idea: Idea) -> list[tuple[str, str]]:
    """The way with how far the idea has come, as components/phase_track.html shows it."""
    if idea.stage == Stage.STOPPED:
        return []
    return track((stage.label for stage in WAY), WAY.index(Stage(idea.stage)))


def latest_handover(idea: Idea) -> Handover | None:
    """The hand-over that is under way, or the one that brought the idea into the base."""
    rows = idea.handovers.filter(declined_at=None, withdrawn_at=None)
    return rows.select_related(
        "receiver", "unit", "confirmed_by", "asked_by", "idea__theme__phase"
    ).first()
