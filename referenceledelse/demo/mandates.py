"""The mandates of the demo: one in place, one that waits for a line manager, one just begun."""

from decimal import Decimal
from typing import Any

from dialogues.models import MandatePart
from dialogues.queries.mandate import mandate
from dialogues.services.mandate import agree_part, begin_part, mark_read, write_part
from referenceledelse.demo.clock import Clock
from themes.models import Theme

type Row = dict[str, Any]


def make_mandates(clock: Clock, texts: Row) -> None:
    """Make each part through the services, then move its stamps to the days it is told for."""
    for row in texts["part"]:
        theme = Theme.objects.select_related("type", "phase").get(slug=row["theme"])
        _part(clock, theme, row)


def _part(clock: Clock, theme: Theme, row: Row) -> None:
    leader = mandate(theme).network_leader
    part = begin_part(
        theme=theme,
        role=row["role"],
        by=leader,
        message=row.get("message", ""),
        place=row.get("place", ""),
        talk_at=clock.at(row["talk"], 10),
    )
    stamps = {"created_at": clock.at(row["invited"], 9, 20)}
    if "read" in row:
        mark_read(part=part, by=part.counterpart)
        stamps["read_at"] = clock.at(row["read"], 14, 10)
    if "leader" in row:
        part = write_part(part=part, version=part.version, by=leader, **_words(clock, row))
    for side, person in (("leader", leader), ("counterpart", part.counterpart)):
        if side in row:
            part = agree_part(part=part, version=part.version, by=person)
            stamps[f"{side}_agreed_at"] = clock.at(row[side], 13, 40)
    if part.agreed_at:
        stamps["agreed_at"] = stamps["counterpart_agreed_at"]
    MandatePart.objects.filter(pk=part.pk).update(**stamps)


def _words(clock: Clock, row: Row) -> Row:
    """What the two wrote, by the names of the fields."""
    words = {name: row[name] for name in MandatePart.FIELDS[row["role"]] if name in row}
    if "hours" in row:
        words["hours_per_week"] = Decimal(row["hours"])
        words |= {"hours_from": clock.day(row["from"]), "hours_to": clock.day(row["to"])}
    return words
