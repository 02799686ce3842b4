"""What the demo's two leaders say in own words of the duties that live in words."""

from collections.abc import Mapping
from typing import Any

from dialogues.models import Stance
from dialogues.services.stances import say
from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Theme
from themes.queries.assignments import leading

type Row = dict[str, Any]


def put_in_words(clock: Clock, texts: Row) -> None:
    """The four parts of the co-player, and what each depends on the other for."""
    for row in texts["stance"]:
        theme = Theme.objects.get(slug=row["theme"])
        words = {part.value: row[part.value] for part in Stance.CO_PLAYER}
        _say(clock, theme, leading(theme)["reference_leader"], words, row["days_ago"])
    for row in texts["depends"]:
        theme = Theme.objects.get(slug=row["theme"])
        for side, role in (("host", "network_leader"), ("guest", "reference_leader")):
            words = {Stance.Part.DEPENDS.value: row[side]}
            _say(clock, theme, leading(theme)[role], words, row["days_ago"])


def _say(clock: Clock, theme: Theme, by: User, words: Mapping[str, str], ago: int) -> None:
    """Say it, and move it back at once, so that what is said later comes beside it."""
    say(theme=theme, by=by, words=words)
    said = Stance.objects.filter(theme=theme, author=by, said_at__gte=clock.now)
    moment = clock.at(ago, 15, 20)
    said.update(said_at=moment, looked_at=moment)
