"""Whom the demo's line managers point to a theme or to a course."""

from typing import Any

from referenceledelse.demo.clock import Clock
from roles.models import Course, User
from themes.models import Encouragement, Theme
from themes.services.encouragements import encourage

type Row = dict[str, Any]


def encourage_some(clock: Clock, people: dict[str, User], rows: list[Row]) -> None:
    """Send each encouragement, dated back to its day."""
    for row in rows:
        goal: Row = {"theme": None, "course": None}
        if "theme" in row:
            goal["theme"] = Theme.objects.get(slug=row["theme"])
        else:
            goal["aim"] = Encouragement.Aim.COURSE
            goal["course"] = Course.objects.get(name_da=row["course"])
        one = encourage(
            by=people[row["manager"]], person=people[row["person"]], words=row["words"], **goal
        )
        moment = clock.at(row["days_ago"], 9, 50)
        Encouragement.objects.filter(pk=one.pk).update(sent_at=moment)
