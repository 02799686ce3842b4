"""How a theme's ideas stand, as the board, the table and an idea's page show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst

from referenceledelse.core.svg.charts import Bar
from referenceledelse.core.svg.tracks import track
from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import Handover, Idea, IdeaStep, Stage, Theme
from themes.models.ideas import IdeaQuerySet

# So many cards stand in a column; the table has them all.
CARDS = 20
WAY = (Stage.IDEA, Stage.TEST, Stage.READY, Stage.ADOPTED, Stage.SCALED)


@dataclass(frozen=True)
class Move:
    """A stage that an idea can go to; ``is_form`` where a button is enough."""

    stage: Stage
    is_form: bool
    # Whether the idea was stopped, and goes on.
    is_again: bool = False


@dataclass(frozen=True)
class Powers:
    """What one reader may do with the ideas of one theme; who may not move them may nothing."""

    may_move: bool
    may_stop: bool
    # To ask a receiver or call the question back, and on a theme that runs to hand over.
    may_offer: bool
    may_hand_over: bool


def powers(user: User, theme: Theme) -> Powers:
    """Asked once for all ideas of the theme."""
    idea = Idea(theme=theme)
    may_offer = is_allowed(user, "themes.offer_handover", idea)
    return Powers(
        is_allowed(user, "themes.move_idea", idea),
        is_allowed(user, "themes.stop_idea", idea),
        may_offer,
        may_hand_over=may_offer and not theme.is_closed,
    )


@dataclass(frozen=True)
class Card:
    """An idea on the board with where the reader can take it."""

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


def board(ideas: IdeaQuerySet, may: Powers) -> list[StageColumn]:
    """A column per stage, in the order of the way; a query for each and one for the counts."""
    counts = ideas.counts()
    columns = []
    for stage in Stage:
        rows = ideas.filter(stage=stage).order_by("-stage_since", "-pk")[:CARDS]
        cards = [Card(idea, moves(idea, may)) for idea in rows]
        columns.append(StageColumn(stage, counts[stage], cards))
    return columns


def moves(idea: Idea, may: Powers) -> list[Move]:
    """Where the reader can take the idea; to stop it and to hand it over take more than a button.

    Only who may stop an idea takes it anywhere but forward.
    """
    if not may.may_move:
        return []
    ways = [to for to in Idea.ALLOWED[idea.stage] if may.may_stop or idea.is_forward(to)]
    was_stopped = idea.stage == Stage.STOPPED
    found = [Move(Stage(to), to != Stage.STOPPED, was_stopped) for to in ways]
    if idea.stage == Stage.READY and may.may_hand_over:
        found.insert(0, Move(Stage.ADOPTED, is_form=False))
    return found


def was_moved(steps: Iterable[IdeaStep]) -> bool:
    """Whether the idea has ever been on another stage than the first."""
    return any(step.from_stage for step in steps)


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
