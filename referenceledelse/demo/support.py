"""What the people of the demo have asked the secretariat, and the courses that they take."""

from datetime import date, datetime, timedelta
from typing import Any

from dialogues.models import SupportMessage, SupportRequest, SupportTime
from referenceledelse.demo.clock import Clock
from roles.models import Course, CourseSession, Role, SignUp, User
from themes.models import Theme

type Row = dict[str, Any]
State = SupportRequest.State
# Sign-up closes so many days before the first.
BEFORE = 7


def build(clock: Clock, people: dict[str, User], texts: Row) -> None:
    """Requests in different states, and courses with seats and waiting lists."""
    for row in texts["request"]:
        _request(clock, people, row)
    for row in texts["course"]:
        names = ("step", "name_da", "name_en", "description_da", "description_en")
        course = Course.objects.create(**{name: row[name] for name in names})
        course.roles.set(Role.objects.filter(key__in=row["roles"]))
        for session in row.get("session", []):
            _session(clock, people, course, session)


def _request(clock: Clock, people: dict[str, User], row: Row) -> None:
    asked, owner = clock.at(row["days_ago"], 10, 20), people.get(row.get("owner", ""))
    state = row.get("then", State.TAKEN if owner else State.NEW)
    answered = clock.at(max(row["days_ago"] - 1, 0), 13, 5)
    request = SupportRequest.objects.create(
        author=people[row["by"]],
        theme=Theme.objects.filter(slug=row.get("theme", "")).first(),
        owner=owner,
        state=state,
        drops_by_on=_ahead(clock, row.get("drops_by_in")),
        created_at=asked,
        waiting_since=answered if owner else asked,
        solved_at=answered if state == State.SOLVED else None,
        has_news="answer" in row,
        **{name: row.get(name, "") for name in ("kind", "subject", "role", "place")},
    )
    for days in row.get("times_in_days", []):
        SupportTime.objects.create(request=request, starts_at=clock.at(-days, 9 + days % 3))
    _say(request, request.author, asked, row["text"])
    if "note" in row:
        _say(request, owner, asked + timedelta(hours=1), row["note"], is_internal=True)
    if "answer" in row:
        _say(request, owner, answered, row["answer"])


def _ahead(clock: Clock, days: int | None) -> date | None:
    return clock.workday(-days) if days else None


def _say(
    request: SupportRequest, by: User, at: datetime, text: str, *, is_internal: bool = False
) -> None:
    told = {"author": by, "text": text, "is_internal": is_internal}
    SupportMessage.objects.create(request=request, created_at=at, **told)


def _session(clock: Clock, people: dict[str, User], course: Course, row: Row) -> None:
    """The first who asked have the seats; of a session that is over it is known who came."""
    begins = clock.at(-row["in_days"], 9)
    session = CourseSession.objects.create(
        course=course,
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        place=row["place"],
        seats=row["seats"],
        deadline=begins.date() - timedelta(days=BEFORE),
    )
    is_over, missed = row["in_days"] < 0, row.get("missed", [])
    for number, key in enumerate(row["people"]):
        asked = min(begins, clock.now) - timedelta(days=20, hours=-number)
        has_seat = number < row["seats"]
        SignUp.objects.create(
            session=session,
            person=people[key],
            asked_at=asked,
            seated_at=asked if has_seat else None,
            attended=(key not in missed) if is_over and has_seat else None,
        )
