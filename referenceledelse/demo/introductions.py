"""Whom the demo's reference leaders introduce to their network leaders."""

from typing import Any

from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import MemberRequest, Ownership, Theme
from themes.queries.assignments import leading
from themes.services.introductions import introduce_leader, introduce_person

type Row = dict[str, Any]


def introduce(clock: Clock, people: dict[str, User], rows: list[Row]) -> None:
    """Each waits for the network leader: a colleague, or a leader."""
    for row in rows:
        theme = Theme.objects.get(slug=row["theme"])
        told = {"theme": theme, "by": leading(theme)["reference_leader"], "words": row["words"]}
        if "leader" in row:
            line = introduce_leader(leader=people[row["leader"]], **told)
            day = clock.day(row["days_ago"])
            Ownership.objects.filter(pk=line.pk).update(introduced_on=day)
        else:
            wish = introduce_person(person=people[row["person"]], **told)
            moment = clock.at(row["days_ago"], 9, 40)
            MemberRequest.objects.filter(pk=wish.pk).update(asked_at=moment)
