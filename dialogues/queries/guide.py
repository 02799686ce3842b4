"""The steps of the guide that the two go through together, and the minutes of each."""

import operator
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.models import Answer, Conversation, ConversationPoint, Recognition
from dialogues.models.guide import (
    CO_PLAYER_SHARE,
    DUTIES_SHARE,
    ENOUGH,
    FIXED,
    MOST,
    PLANS,
    GuideStep,
    asked_of,
)
from dialogues.models.questions import ConversationKind
from referenceledelse.core.db.compiled import compiled
from roles.models import RolePoint, User


def duty_step(order: int) -> str:
    """The address of the step about the duty with that number."""
    return f"opgave-{order}"


def planned_points(
    conversation: Conversation, duties: Sequence[RolePoint], chosen: Sequence[RolePoint]
) -> list[ConversationPoint]:
    """The talk's steps before anyone has written, not saved: the chosen duties, then the rest."""
    plan = PLANS[ConversationKind(conversation.kind)]
    fixed = [point for point in duties if point.key == plan.duty]
    taken = [*fixed, *(point for point in chosen if point not in fixed)]
    ordered = [*taken, *(point for point in duties if point not in taken)]
    steps: list[tuple[str, RolePoint | None]] = [
        *((step.key, None) for step in plan.opening),
        *((duty_step(point.order), point) for point in ordered),
        *((step.key, None) for step in plan.ending),
    ]
    return [
        ConversationPoint(
            conversation=conversation,
            step=key,
            order=order,
            point=point,
            is_chosen=point is None or point in taken,
        )
        for order, (key, point) in enumerate(steps, start=1)
    ]


def fixed_duty(
    conversation: Conversation, rows: Iterable[ConversationPoint]
) -> ConversationPoint | None:
    """The duty that has its own step; nothing in a talk that began when it had none.

    ``rows`` are the talk's points in order, with those that the two have left aside or without.
    """
    first = next((row for row in rows if row.point and row.is_chosen), None)
    is_fixed = first and first.point.key == PLANS[ConversationKind(conversation.kind)].duty
    return first if is_fixed else None


@dataclass(frozen=True)
class Stop:
    """A step as it stands in one conversation, with what the two have written there.

    The chosen duties are one step together, ``part`` counts them in it; it is 0 elsewhere.
    ``number`` and ``minutes`` are 0 for a duty that the two have left aside.
    """

    number: int
    part: int
    minutes: int
    step: GuideStep
    point: ConversationPoint
    is_passed: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among the talk's steps."""
        return self.number, self.part

    @property
    def is_fixed(self) -> bool:
        return self.number > 0 and self.part == 0

    @property
    def has_words(self) -> bool:
        return bool(self.point.note or self.point.decision or self.point.status)

    @property
    def is_done(self) -> bool:
        """A step may be left without a word: it is done when the talk has been there."""
        return self.has_words or self.is_passed

    @property
    def called(self) -> str:
        """The step as one says it aloud: a duty that is left aside has no number."""
        if not self.number:
            return str(self.step.short)
        return _("trin %(n)s: %(step)s") % {"n": self.number, "step": self.step.short}

    @property
    def url(self) -> str:
        return self.point.get_absolute_url()


@dataclass(frozen=True)
class Leg:
    """A numbered step of the talk: one stop, or all the chosen duties together."""

    stops: list[Stop]

    @property
    def number(self) -> int:
        return self.stops[0].number

    @property
    def is_duties(self) -> bool:
        return not self.stops[0].is_fixed

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.stops)

    @property
    def is_done(self) -> bool:
        return all(one.is_done for one in self.stops)


def stops(conversation: Conversation, points: Iterable[ConversationPoint]) -> list[Stop]:
    """All of the talk's steps in order, then the duties that the two have left aside."""
    rows = sorted(points, key=lambda row: (not row.is_chosen, row.order))
    walk = [row for row in rows if row.is_chosen]
    fixed = fixed_duty(conversation, walk)
    chosen = [row.step for row in walk if row.point_id and row is not fixed]
    minutes = _minutes(conversation, walk, chosen)
    found, number = [], 0
    for row in rows:
        part = chosen.index(row.step) + 1 if row.step in chosen else 0
        number += row.is_chosen and part <= 1
        found.append(
            Stop(
                number if row.is_chosen else 0,
                part,
                minutes.get(row.step, 0),
                step_of(conversation, row),
                row,
                is_passed=row.been_at is not None and row.step != conversation.current_step,
            )
        )
    return found


def legs(stops: Iterable[Stop]) -> list[Leg]:
    """The talk's numbered steps."""
    walk = (one for one in stops if one.number)
    return [Leg(list(those)) for _number, those in groupby(walk, key=lambda one: one.number)]


def is_full(stops: Iterable[Stop]) -> bool:
    """Whether the two have chosen as many duties as a talk has time for."""
    return sum(one.part > 0 for one in stops) >= MOST


def _minutes(
    conversation: Conversation, walk: Sequence[ConversationPoint], chosen: Sequence[str]
) -> dict[str, int]:
    """The minutes of each step: the chosen duties share theirs, and leave the rest to the needs."""
    placed = min(len(chosen), ENOUGH)
    left = DUTIES_SHARE * (ENOUGH - placed)
    steps = [step_of(conversation, row) for row in walk if row.step not in chosen]
    shares = [one.share * ENOUGH + (left if one.gathers else 0) for one in steps]
    fewest = [1] * len(steps)
    if chosen:
        shares, fewest = [*shares, DUTIES_SHARE * placed], [*fewest, len(chosen)]
    dealt = _in_fives(shares, fewest, conversation.booked_minutes)
    minutes = dict(zip((one.key for one in steps), dealt, strict=False))
    if chosen:
        ones = [1] * len(chosen)
        minutes |= zip(chosen, share_minutes(ones, ones, dealt[-1]), strict=True)
    return minutes


FIVE = 5


def _in_fives(shares: Sequence[int], fewest: Sequence[int], minutes: int) -> list[int]:
    """Deal the minutes out in whole fives; minute by minute where the longest would not lead."""
    rough = [FIVE * one for one in share_minutes(shares, [1] * len(shares), minutes // FIVE)]
    others = [one for place, one in enumerate(rough) if place != _longest(shares)]
    leads = all(one < rough[_longest(shares)] for one in others)
    is_enough = all(map(operator.ge, rough, fewest))
    fits = sum(rough) == minutes and leads and is_enough
    return rough if fits else share_minutes(shares, fewest, minutes)


def share_minutes(shares: Sequence[int], fewest: Sequence[int], minutes: int) -> list[int]:
    """Deal the minutes out by the shares, at least the fewest; the longest takes what is left."""
    all_of_it = sum(shares)
    pairs = zip(shares, fewest, strict=True)
    dealt = [max(least, minutes * one // all_of_it) for one, least in pairs]
    if dealt:
        longest = _longest(shares)
        dealt[longest] = max(1, dealt[longest] + minutes - sum(dealt))
    return dealt


def _longest(shares: Sequence[int]) -> int:
    return shares.index(max(shares))


def around(
    conversation: Conversation, stops: Sequence[Stop], here: Stop
) -> tuple[Stop | None, Stop | None]:
    """The steps before and after one; a duty left aside leads back to where the talk is."""
    walk = [one for one in stops if one.number]
    if here.number:
        before = [one.place for one in walk].index(here.place)
        place = before + 1
    else:
        now = [n for n, one in enumerate(walk, 1) if one.step.key == conversation.current_step]
        been = [n for n, one in enumerate(walk, 1) if one.point.been_at]
        before = place = max(now or been, default=0)
    previous = walk[before - 1] if before else None
    return previous, walk[place] if place < len(walk) else None


def step_of(conversation: Conversation, row: ConversationPoint) -> GuideStep:
    """The step that a point belongs to; a duty's step speaks with the duty's own words."""
    if row.point is None:
        return FIXED[ConversationKind(conversation.kind), row.step]
    duty = row.point
    return GuideStep(row.step, duty.name, CO_PLAYER_SHARE, duty.question, more=asked_of(duty))


def recognitions(conversation: Conversation, user: User, duty: RolePoint) -> dict[int, Recognition]:
    """What each of the two wrote about the duty, by person, once it is opened for both."""
    rows = _opened(conversation, user, duty.key)
    return {row.reflection.author_id: row for row in rows}


@compiled
def _opened(conversation: Conversation, user: User, duty: str) -> QuerySet[Recognition]:
    return Recognition.objects.opened(conversation, user).filter(point__key=duty)


def levels_at_kickoff(conversation: Conversation, user: User) -> dict[tuple[int, str], str]:
    """How the two recognised themselves when they began, by person and duty's key.

    The reader's own, and the other's if it was revealed then.
    """
    rows = Recognition.objects.visible_to(user).filter(
        reflection__conversation__theme=conversation.theme_id,
        reflection__conversation__kind=ConversationKind.KICKOFF,
        reflection__conversation__network_leader=conversation.network_leader_id,
        reflection__conversation__reference_leader=conversation.reference_leader_id,
    )
    rows = rows.exclude(level="").exclude(reflection__conversation=conversation)
    return {
        (row.reflection.author_id, row.point.key): str(row.get_level_display())
        for row in rows.select_related("reflection", "point").order_by("pk")
    }


@dataclass(frozen=True)
class Said:
    """A question as its reader was asked it, and what was answered."""

    key: str
    question: str
    answer: str


def answers(conversation: Conversation, user: User) -> dict[int, list[Said]]:
    """The two's questions and answers, by person, once they are opened for both."""
    found: dict[int, list[Said]] = {}
    sides = {
        conversation.network_leader_id: conversation.side(conversation.network_leader),
        conversation.reference_leader_id: conversation.side(conversation.reference_leader),
    }
    for row in _written(conversation, user):
        author = row.reflection.author_id
        wording = row.question.wording(sides[author])
        found.setdefault(author, []).append(Said(row.question.key, wording, row.shown))
    return found


@compiled
def _written(conversation: Conversation, user: User) -> QuerySet[Answer]:
    rows = Answer.objects.opened(conversation, user).exclude(text="")
    return rows.select_related("question")


def read_at(step: GuideStep, said: dict[int, list[Said]]) -> dict[int, list[Said]]:
    """The answers read at the step, by person; only people with answers."""
    return _only(said, step.questions)


def left_over(
    step: GuideStep, stops: Iterable[Stop], said: dict[int, list[Said]]
) -> dict[int, list[Said]]:
    """The answers that no step reads, for the step that gathers them."""
    if not step.gathers:
        return {}
    read = {key for one in stops for key in one.step.questions}
    keys = {one.key for answers in said.values() for one in answers} - read
    return _only(said, keys)


def _only(said: dict[int, list[Said]], keys: Collection[str]) -> dict[int, list[Said]]:
    kept = {who: [one for one in answers if one.key in keys] for who, answers in said.items()}
    return {who: answers for who, answers in kept.items() if answers}
