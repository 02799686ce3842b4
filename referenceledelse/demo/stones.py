"""Stones that lie in the way of the demo's networks, and what their reference leaders do."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogues.models import Stone
from dialogues.services import stones
from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Theme
from themes.queries.assignments import leading

type Row = dict[str, Any]


def lay_stones(clock: Clock, people: dict[str, User], rows: list[Row]) -> None:
    """One is cleared, one stays, one is being cleared, one is handed on, one is not answered."""
    for row in rows:
        theme = Theme.objects.get(slug=row["theme"])
        stone = stones.lay(theme=theme, by=leading(theme)["network_leader"], text=row["text"])
        moments = [clock.at(row["days_ago"], 9, 15)]
        for step in row["steps"]:
            _take_step(stone, people, step)
            moments.append(clock.at(step["days_ago"], 14, 5))
        _move_back(stone, moments)


def _take_step(stone: Stone, people: dict[str, User], step: Row) -> None:
    told: Row = {"words": step["words"]} if "words" in step else {}
    if "colleague" in step:
        told["colleague"] = people[step["colleague"]]
    verb = getattr(stones, step["verb"])
    verb(stone=stone, by=stone.reference_leader, **told)


def _move_back(stone: Stone, moments: list[datetime]) -> None:
    """Put each step on its day; the network leader has seen what came of it."""
    for one, moment in zip(stone.steps.order_by("pk"), moments, strict=True):
        stone.steps.filter(pk=one.pk).update(at=moment)
    told = {"laid_at": moments[0], "since": timezone.localdate(moments[-1]), "is_news": False}
    Stone.objects.filter(pk=stone.pk).update(**told)
