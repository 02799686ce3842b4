"""People and hours that the demo's reference leaders have set free for their themes."""

from typing import Any

from referenceledelse.demo.clock import Clock
from themes.models import Allocation, Theme
from themes.queries.assignments import leading
from themes.services import records

type Row = dict[str, Any]


def allocate(clock: Clock, rows: list[Row]) -> None:
    """Each from a day to a day, given and written by the reference leader."""
    for row in rows:
        theme = Theme.objects.get(slug=row["theme"])
        giver = leading(theme)["reference_leader"]
        given = Allocation(
            theme=theme,
            what=row["what"],
            hours_a_week=row["hours_a_week"],
            starts_on=clock.day(row["from"]),
            ends_on=clock.day(row["to"]),
            given_by=giver,
        )
        records.add(given, by=giver)
        moment = clock.at(row["from"], 10, 20)
        Allocation.objects.filter(pk=given.pk).update(created_at=moment, updated_at=moment)
