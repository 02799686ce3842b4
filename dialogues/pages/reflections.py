"""Two reflections side by side, as both may read them after the reveal."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dialogues.models import Addition, Answer, Conversation, Question, Recognition, Reflection
from dialogues.pages.conversations import progress
from dialogues.queries.guide import Stop, is_full, stops
from referenceledelse.core.web.access import is_allowed
from roles.models import RolePoint, User


@dataclass(frozen=True)
class Side:
    """One leader's answer to a question as it was put, or what stands where there is none."""

    person: User
    wording: str
    answer: str
    skipped: str


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with what each of the two answered."""

    sides: list[Side]

    @property
    def is_answered(self) -> bool:
        return any(side.answer for side in self.sides)


@dataclass(frozen=True)
class RecognisedDuty:
    """A duty with what each wrote about it, and its step in the talk."""

    point: RolePoint
    sides: tuple[Recognition | None, Recognition | None]
    stop: Stop | None = None

    @property
    def wished_by(self) -> list[User]:
        """Who of the two has said to want to talk about the duty; nothing else calls for it."""
        level = Recognition.Level.TALK
        return [side.reflection.author for side in self.sides if side and side.level == level]


def side_by_side(row: Conversation, user: User) -> dict[str, object]:
    """What the reveal page shows: only what the queryset hands this reader, and no empty rows.

    A reader's own text that is not open to the other is left out too: it is read elsewhere.
    """
    pair = (row.network_leader, row.reference_leader)
    answers = {
        (a.reflection.author_id, a.question_id): a.shown
        for a in Answer.objects.opened(row, user).select_related("question")
    }
    written = {
        (r.reflection.author_id, r.point_id): r
        for r in Recognition.objects.opened(row, user).select_related("reflection__author")
    }
    points = RolePoint.objects.filter(duties__theme=row.theme).order_by("order")
    planned = stops(row, row.points.select_related("point", "conversation"))
    found = {one.point.point_id: one for one in planned}
    skipped = _skipped(row, user, pair)
    asked = [_answered(q, row, skipped, answers) for q in row.question_set.questions.all()]
    duties = [
        RecognisedDuty(p, tuple(_of(written, one, p) for one in pair), found.get(p.pk))
        for p in points
    ]
    added = Addition.objects.visible_to(user).filter(reflection__conversation=row)
    return {
        "additions": added.select_related("reflection__author"),
        "pair": pair,
        "skipped": list(skipped.values()),
        "questions": [one for one in asked if one.is_answered],
        "is_full": is_full(planned),
        "may_plan": is_allowed(user, "dialogues.plan_talk", row),
        "duties": [one for one in duties if any(one.sides)],
    }


def _of(
    written: dict[tuple[int, int], Recognition], person: User, point: RolePoint
) -> Recognition | None:
    """What the person wrote about the duty; a row without a word is nothing."""
    one = written.get((person.pk, point.pk))
    return one if one and any(getattr(one, name) for name in Recognition.TEXTS) else None


def _skipped(row: Conversation, user: User, pair: tuple[User, User]) -> dict[User, str]:
    """What stands where each of the pair wrote nothing: left out, or told by mouth."""
    forms = {
        form["author_id"]: progress(form)
        for form in Reflection.objects.filter(conversation=row).progress(user)
        if not form["revealed_at"]
    }
    return {person: forms.get(person.pk) or _("(ikke besvaret)") for person in pair}


def _answered(
    question: Question, row: Conversation, skipped: dict[User, str], answers: dict
) -> AnsweredQuestion:
    return AnsweredQuestion(
        [
            Side(
                person,
                question.wording(row.side(person)),
                answers.get((person.pk, question.pk), ""),
                instead,
            )
            for person, instead in skipped.items()
        ]
    )
