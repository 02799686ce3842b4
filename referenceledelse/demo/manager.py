"""What the demo's line managers do: free hours for networks, and nominate talents."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from dialogues.models import MandatePart
from dialogues.queries.mandate import LINE_MANAGER, mandate
from referenceledelse.demo.clock import Clock
from roles.models import Nomination, User
from roles.services import nominations as services
from themes.models import Theme


def build_managers(
    clock: Clock, people: dict[str, User], secretary: User, rows: dict[str, Any]
) -> None:
    """Hours that were agreed, and nominations at each step of their way."""
    for row in rows["hours"]:
        _free(clock, row)
    for row in rows["nomination"]:
        _nominate(clock, people, secretary, row)


def _free(clock: Clock, row: dict[str, Any]) -> None:
    """The line manager's part of the mandate, where it is not begun yet."""
    theme = Theme.objects.select_related("type").get(slug=row["theme"])
    found = mandate(theme)
    part = found.part(LINE_MANAGER)
    if part.row or not (found.network_leader and part.person):
        return
    moment = clock.at(max(row["from"], 1) + 6, 10)
    MandatePart.objects.create(
        theme=theme,
        role=LINE_MANAGER,
        network_leader=found.network_leader,
        counterpart=part.person,
        hours_per_week=Decimal(row["hours"]),
        hours_from=clock.day(row["from"]),
        hours_to=clock.day(row["to"]) if "to" in row else None,
        leader_agreed_at=moment,
        counterpart_agreed_at=moment,
        agreed_at=moment,
        created_at=moment - timedelta(days=7),
    )


def _nominate(clock: Clock, people: dict[str, User], secretary: User, row: dict[str, Any]) -> None:
    ago = row["days_ago"]
    told = services.nominate(
        by=people[row["author"]],
        nominee=people[row["nominee"]],
        strengths=row["strengths"],
        potential=row.get("potential", ""),
        consent_on=clock.day(ago + 3),
    )
    days = {"created_at": clock.at(ago, 13)}
    if status := row.get("status"):
        note = row.get("note", "")
        version = told.answer_version
        services.answer_nomination(
            nomination=told, version=version, by=secretary, status=status, note=note
        )
        days[Nomination.STAMPS[status]] = clock.at(ago // 2, 9)
        # What is done with was read long ago.
        if status == Nomination.Status.DONE:
            days["answer_read_at"] = clock.at(ago // 2, 15)
    Nomination.objects.filter(pk=told.pk).update(**days)
