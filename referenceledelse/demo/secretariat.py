"""What the people of the demo have with its secretariat: roles, help, courses and examples."""

from datetime import date, datetime, timedelta
from typing import Any

from dialogues.models import (
    SupportContact,
    SupportMessage,
    SupportRequest,
    SupportTime,
    WorkItem,
    WorkStep,
)
from dialogues.queries.findings import Finding, findings
from dialogues.services import worklist
from referenceledelse.demo.clock import Clock
from roles.models import Course, CourseSession, Role, SignUp, User
from themes.models import (
    Assignment,
    Example,
    ExampleEdition,
    HolderChange,
    LeaderRequest,
    Offer,
    Theme,
    Thresholds,
)
from themes.models.records import Record
from themes.services.examples import approve_example, send_example, write_example
from themes.services.holder_changes import change_holder
from themes.services.leader_requests import ask_for_leader
from themes.services.offers import decline_offer, propose_person

type Row = dict[str, Any]
State = SupportRequest.State
# Sign-up closes so many days before a session.
BEFORE = 7
WHY = "Vi har brug for en, der kender sundhedsområdet og kan åbne døre på tværs."
NEAR = "Sundhedshuset møder de borgere, foreningerne ikke når, og gåhold aflaster jeres tilbud."
NO = "Jeg lægger plejen om det næste halve år og kan ikke give temaet den tid, det fortjener."


def staff_themes(people: dict[str, User], secretary: User, clock: Clock) -> None:
    """One who is asked, one who said no, one who is wished for, and one who leaves."""
    vacant = Theme.objects.get(slug="velfaerdsteknologi")
    asker = people["asger-lyngbak"]
    wish = ask_for_leader(theme=vacant, role="reference_leader", why=WHY, by=asker)
    LeaderRequest.objects.filter(pk=wish.pk).update(asked_at=clock.at(6, 10, 40))
    refused = _propose(vacant, "reference_leader", people["karin-bjerregaard"], secretary, clock, 5)
    decline_offer(offer=refused, by=people["karin-bjerregaard"], reason=NO)
    Offer.objects.filter(pk=refused.pk).update(answered_at=clock.at(3, 8, 50))
    asked = Theme.objects.get(slug="unge-uden-job")
    _propose(asked, "co_driver", people["ahmet-polat-bech"], secretary, clock, 2)
    _change(people, secretary, clock)


def _propose(theme: Theme, role: str, person: User, by: User, clock: Clock, ago: int) -> Offer:
    day = clock.today + timedelta(days=10)
    row = propose_person(theme=theme, role=role, person=person, starts_on=day, by=by)
    Offer.objects.filter(pk=row.pk).update(proposed_at=clock.at(ago, 14, 5))
    return row


def _change(people: dict[str, User], secretary: User, clock: Clock) -> None:
    """The reference leader of the theme that is stuck hands over to another."""
    held = Assignment.objects.select_related("theme", "person")
    leaving = held.get(theme__slug="natur-og-bevaegelse", role="reference_leader")
    last_on = clock.today + timedelta(days=12)
    row = change_holder(
        leaving=leaving,
        version=0,
        last_on=last_on,
        by=secretary,
        successor=people["anders-vestfelt"],
        why=NEAR,
        is_over_limit_meant=True,
    )
    HolderChange.objects.filter(pk=row.pk).update(created_at=clock.at(1))


def fill_worklist(clock: Clock, people: dict[str, User], texts: Row) -> None:
    """Let a few things go wrong, and the secretariat take one and clear another."""
    Thresholds.objects.update(mandate_days=texts["mandate_days"])
    moved, ended, quiet = texts["moved"], texts["ended"], texts["quiet"]
    User.objects.filter(pk=people[moved["person"]].pk).update(moved_on=clock.day(moved["days_ago"]))
    Theme.objects.filter(slug=ended["theme"]).update(ends_on=clock.day(ended["days_ago"]))
    for model in Record.kinds():
        rows = model.objects.filter(theme__slug=quiet["theme"])
        rows.update(updated_at=clock.at(quiet["days_ago"]))
    found = findings(next(p for p in people.values() if p.is_secretariat), clock.today)
    for row in texts["claim"]:
        worklist.claim(finding=_named(found, row), by=people[row["by"]], version=0)
    for row in texts["clear"]:
        one = _named(found, row)
        worklist.clear(finding=one, by=people[row["by"]], version=0, note=row["note"])
    for row in (*texts["claim"], *texts["clear"]):
        _move_back(clock, row)


def _named(found: list[Finding], row: Row) -> Finding:
    return next(one for one in found if (one.kind, one.theme.slug) == (row["kind"], row["theme"]))


def _move_back(clock: Clock, row: Row) -> None:
    moment = clock.at(row["days_ago"], 13, 5)
    items = WorkItem.objects.filter(kind=row["kind"], theme__slug=row["theme"])
    items.exclude(claimed_at=None).update(claimed_at=moment)
    items.exclude(cleared_at=None).update(cleared_at=moment)
    WorkStep.objects.filter(item__in=items).update(at=moment)


def ask_for_help(clock: Clock, people: dict[str, User], texts: Row) -> None:
    """Where the office is, requests in different states, and courses with waiting lists."""
    SupportContact.objects.update(**texts["contact"])
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


def share_examples(rows: list[Row], people: dict[str, User], secretary: User, clock: Clock) -> None:
    """Each is written and sent by its author; most are approved the same day."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    for row in rows:
        told = {name: row[name].strip() for name in ("duty", "title", "happened", "useful")}
        author = people[row["author"]]
        text = write_example(by=author, theme=themes[row["theme"]], **told)
        text = send_example(example=text, by=author)
        moment = clock.at(row["days_ago"], 11, 20)
        if not row.get("waits"):
            approve_example(example=text, by=secretary, version=text.version)
            day = clock.workday(row["days_ago"])
            ExampleEdition.objects.filter(example=text).update(approved_on=day)
        Example.objects.filter(pk=text.pk).update(
            created_at=moment, sent_at=moment, updated_at=moment
        )
