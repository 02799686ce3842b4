"""What the demo's line managers free for members and co-drivers."""

from decimal import Decimal
from typing import Any

from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import FreedResources, Theme
from themes.services.freed import free_resources

type Row = dict[str, Any]


def free_for_networks(clock: Clock, people: dict[str, User], rows: list[Row]) -> None:
    """Hours, money or a substitute, from a day to a day or until further notice."""
    for row in rows:
        told: Row = {name: row[name] for name in ("amount", "substitute") if name in row}
        if "hours" in row:
            told["hours_per_week"] = Decimal(row["hours"])
        freed = free_resources(
            theme=Theme.objects.get(slug=row["theme"]),
            person=people[row["person"]],
            by=people[row["manager"]],
            starts_on=clock.day(row["from"]),
            ends_on=clock.day(row["to"]) if "to" in row else None,
            **told,
        )
        moment = clock.at(max(row["from"], 0), 14, 20)
        FreedResources.objects.filter(pk=freed.pk).update(freed_at=moment)
