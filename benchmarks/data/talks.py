"""The talks of each pair over the years, and what each of the two wrote before them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.data import words
from benchmarks.data.town import Led, Town, put, save
from dialogues.models import (
    Answer,
    Conversation,
    ConversationPoint,
    ProposedTime,
    Question,
    Recognition,
    Reflection,
)
from dialogues.models.guide import WELCOME
from dialogues.queries.guide import planned_points
from roles.models import RoleKey

Status = Conversation.Status
# How far the newest talk of a theme is, by the theme's number.
NEWEST = (
    Status.IN_PROGRESS,
    Status.TIME_AGREED,
    Status.APPROVED,
    Status.INVITED,
    Status.HELD,
    Status.SUMMARISED,
    Status.CLOSED,
    Status.TIME_AGREED,
    Status.CLOSED,
    Status.APPROVED,
    Status.CLOSED,
)
# In the order in which a talk gets there.
ORDER = [
    Status.INVITED,
    Status.TIME_AGREED,
    Status.IN_PROGRESS,
    Status.HELD,
    Status.SUMMARISED,
    Status.APPROVED,
    Status.CLOSED,
]
HALF_YEAR = 182
# What a reflection says of a duty.
LEVELS = ("yes", "partly", "not_yet", "talk", "unsure")


def talk(town: Town, led: list[Led]) -> list[Conversation]:
    """All talks of the themes that are led, the older ones closed."""
    talks = save([one for theme in led if theme.is_led for one in _talks(town, theme)])
    put(time for one in talks for time in _times(town, one))
    put(point for one in talks for point in _points(town, one))
    rows = save([row for one in talks for row in _reflections(town, one)])
    asked = {key: list(each.questions.all()) for key, each in town.questions.items()}
    written = [row for row in rows if row.status != Reflection.Status.EMPTY]
    put(_answer(town, row, one) for row in written for one in asked[row.conversation.kind])
    put(one for row in written for one in _recognitions(town, row))
    return talks


def _talks(town: Town, one: Led) -> Iterator[Conversation]:
    """The first a month after the beginning, and one each half year; the newest as ``NEWEST``."""
    age = (town.today - one.theme.starts_on).days
    days = list(range(age - 30, 0, -HALF_YEAR)) or [2]
    for place, ago in enumerate(days):
        kind = "followup" if place else "kickoff"
        is_newest = place == len(days) - 1
        status = NEWEST[one.number % len(NEWEST)] if is_newest else Status.CLOSED
        yield _talk(town, one, kind, status, _fitting(town, status, ago))


def _fitting(town: Town, status: Status, ago: int) -> date:
    """The day of the talk: one that waits lies ahead, and one that goes on is today."""
    if status in (Status.INVITED, Status.TIME_AGREED):
        return town.day(-6)
    return town.day(0 if status == Status.IN_PROGRESS else min(ago, 40) if ago < 100 else ago)


def _talk(town: Town, one: Led, kind: str, status: Status, day: date) -> Conversation:
    """A talk on that day with the moments that belong to how far it is."""
    far = ORDER.index(status)
    moments = {
        "scheduled_at": (1, town.at(day)),
        "started_at": (2, min(town.at(day), town.now - timedelta(minutes=20))),
        "held_at": (3, town.at(day, 11)),
        "approved_at": (5, town.at(day + timedelta(days=4))),
        "ended_at": (6, town.at(day + timedelta(days=9))),
    }
    told: dict[str, Any] = {name: at for name, (least, at) in moments.items() if far >= least}
    invited = min(day, town.today) - timedelta(days=14)
    if far >= ORDER.index(Status.IN_PROGRESS):
        told |= {"current_step": WELCOME, "led_by": one.network_leader}
    return Conversation(
        theme=one.theme,
        **one.pair,
        kind=kind,
        invited_by=one.network_leader,
        question_set=town.questions[kind],
        status=status,
        message=words.prose(town.rng, 1),
        place="Rådhuset, lokale 3",
        created_at=town.at(invited, 8),
        invited_at=town.at(invited, 9),
        **told,
    )


def _times(town: Town, talk: Conversation) -> list[ProposedTime]:
    if talk.status != Status.INVITED:
        return []
    return [ProposedTime(conversation=talk, starts_at=town.at(town.day(-d))) for d in (6, 7, 9)]


def _points(town: Town, talk: Conversation) -> list[ConversationPoint]:
    """The steps of a talk that has begun, with what the two wrote on the way."""
    if talk.started_at is None:
        return []
    rows = planned_points(talk, town.points, town.rng.sample(town.points, 3))
    for row in rows:
        if row.is_chosen:
            row.been_at, row.changed_at = talk.started_at, talk.started_at
            row.changed_by, row.note = talk.network_leader, words.prose(town.rng)
            row.decision = words.prose(town.rng, 1)
    return rows


def _reflections(town: Town, talk: Conversation) -> list[Reflection]:
    """Both have sent theirs before the talk; one before it waits for the network leader's."""
    rows = []
    for side, author in enumerate((talk.network_leader, talk.reference_leader)):
        row = Reflection(conversation=talk, author=author)
        if ORDER.index(talk.status) >= ORDER.index(Status.IN_PROGRESS):
            is_held = talk.held_at is not None
            row.status = Reflection.Status.LOCKED if is_held else Reflection.Status.REVEALED
            row.submitted_at = row.revealed_at = row.updated_at = talk.invited_at
        elif talk.status == Status.TIME_AGREED:
            row.status = Reflection.Status.SUBMITTED if side else Reflection.Status.DRAFT
            row.submitted_at, row.updated_at = talk.invited_at if side else None, talk.invited_at
        rows.append(row)
    return rows


def _answer(town: Town, row: Reflection, question: Question) -> Answer:
    chosen = [value for value, _label in question.options()] if question.kind != "text" else []
    text = town.rng.choice(chosen) if chosen else words.prose(town.rng)
    return Answer(reflection=row, question=question, text=text)


def _recognitions(town: Town, row: Reflection) -> list[Recognition]:
    """Of each duty, before the first talk."""
    if row.conversation.kind != "kickoff":
        return []
    side = row.conversation.side(row.author)
    levels = ("rely", "little", *LEVELS[3:]) if side == RoleKey.NETWORK_LEADER else LEVELS
    return [
        Recognition(
            reflection=row,
            point=point,
            level=town.rng.choice(levels),
            offer=words.prose(town.rng, 1) if point.order % 3 == 0 else "",
        )
        for point in town.points
    ]
