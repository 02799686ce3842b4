"""Two reflections side by side, as both may read them after the reveal (FEATURES F5.2)."""

from dataclasses import dataclass

from dialogues.models import Answer, Conversation, Question, Recognition
from roles.models import RolePoint, User


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question as each was asked it, and what each answered; empty where it was left out."""

    wordings: tuple[str, str]
    answers: tuple[str, str]


@dataclass(frozen=True)
class RecognisedDuty:
    """A duty with what each wrote about it, and whether it calls for a talk."""

    point: RolePoint
    sides: tuple[Recognition | None, Recognition | None]

    @property
    def wants_talk(self) -> bool:
        """Someone asks for help or for a talk, or the two recognise themselves differently."""
        written = [side for side in self.sides if side]
        levels = {side.level for side in written if side.level}
        asks = any(side.need or side.level == Recognition.Level.TALK for side in written)
        return asks or len(levels) > 1


def side_by_side(row: Conversation, user: User) -> dict[str, object]:
    """What the reveal page shows: only what the queryset hands this reader."""
    pair = (row.network_leader, row.reference_leader)
    answers = {
        (a.reflection.author_id, a.question_id): a.shown
        for a in Answer.objects.visible_to(user)
        .filter(reflection__conversation=row)
        .select_related("reflection", "question")
    }
    written = {
        (r.reflection.author_id, r.point_id): r
        for r in Recognition.objects.visible_to(user)
        .filter(reflection__conversation=row)
        .select_related("reflection")
    }
    points = RolePoint.objects.filter(duties__theme=row.theme).order_by("order")
    return {
        "pair": pair,
        "questions": [_answered(q, row, pair, answers) for q in row.question_set.questions.all()],
        "duties": [
            RecognisedDuty(p, (written.get((pair[0].pk, p.pk)), written.get((pair[1].pk, p.pk))))
            for p in points
        ],
    }


def _answered(
    question: Question, row: Conversation, pair: tuple[User, User], answers: dict
) -> AnsweredQuestion:
    one, two = pair
    return AnsweredQuestion(
        (question.wording(row.side(one)), question.wording(row.side(two))),
        (answers.get((one.pk, question.pk), ""), answers.get((two.pk, question.pk), "")),
    )
