"""Steps that the demo's leaders took by own initiative."""

from typing import Any

from dialogues.models import FirstStep
from dialogues.services.first_steps import note_step
from referenceledelse.demo.clock import Clock
from themes.models import Theme
from themes.queries.assignments import leading

type Row = dict[str, Any]
SIDES = {"host": "network_leader", "guest": "reference_leader"}


def note_steps(clock: Clock, rows: list[Row]) -> None:
    """Each on its day, noted the same afternoon."""
    for row in rows:
        theme, day = Theme.objects.get(slug=row["theme"]), clock.workday(row["days_ago"])
        by = leading(theme)[SIDES[row["by"]]]
        step = note_step(theme=theme, by=by, text=row["text"], taken_on=day)
        moment = clock.at(row["days_ago"], 16)
        FirstStep.objects.filter(pk=step.pk).update(noted_at=moment)
