"""Question sets: the default ones, copies to edit, their order, and publishing."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.models import Question, QuestionSet
from referenceledelse.access import demand
from referenceledelse.errors import Refused
from roles.models import User

DEFAULTS = Path(__file__).resolve().parent.parent / "questions.toml"
SET_TEXTS = ("name_da", "name_en", "intro_da", "intro_en")


@transaction.atomic
def load_question_sets() -> int:
    """Create the default set of each kind that has none yet; how many were created."""
    rows = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["question_set"]
    missing = [r for r in rows if not QuestionSet.objects.filter(kind=r["kind"]).exists()]
    for row in missing:
        _create_set(dict(row))
    return len(missing)


def _create_set(row: dict[str, Any]) -> None:
    questions = row.pop("question")
    question_set = QuestionSet.objects.create(is_published=True, **row)
    for question in questions:
        lines = {name: "\n".join(question.pop(name, [])) for name in ("choices_da", "choices_en")}
        Question.objects.create(question_set=question_set, **question, **lines)


@transaction.atomic
def publish(*, question_set: QuestionSet, by: User) -> QuestionSet:
    """Let new conversations begin with the set. Raises ``Refused`` for one without questions."""
    row = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    demand(by, "dialogues.keep_questions")
    if not row.questions.exists():
        raise Refused(_("Et spørgsmålssæt uden spørgsmål kan ikke udgives."))
    row.is_published = True
    row.save(update_fields=["is_published"])
    return row


def next_number(kind: str) -> int:
    """The number of the kind's next version."""
    newest = QuestionSet.objects.filter(kind=kind).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


@transaction.atomic
def duplicate(*, question_set: QuestionSet, by: User) -> QuestionSet:
    """The kind's next version, unpublished, with the same texts and questions.

    A second click finds the copy that the first one made, as long as nobody has changed it.
    """
    source = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    demand(by, "dialogues.keep_questions")
    newest = QuestionSet.objects.filter(kind=source.kind).order_by("-number").first()
    if newest.pk != source.pk and not newest.is_published and _texts(newest) == _texts(source):
        return newest
    copy = QuestionSet(kind=source.kind, number=newest.number + 1)
    for name in SET_TEXTS:
        setattr(copy, name, getattr(source, name))
    copy.save()
    for question in source.questions.all():
        question.pk, question._state.adding = None, True
        question.question_set = copy
        question.save()
    return copy


@transaction.atomic
def put_in_order(*, question_set: QuestionSet, by: User, wanted: Sequence[int]) -> None:
    """Number the set's questions 1, 2, 3 … in the order of their keys."""
    question_set = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    demand(by, "dialogues.order_questions", question_set)
    rows = question_set.questions.in_bulk(wanted)
    for place, key in enumerate(wanted, start=1):
        if key in rows and rows[key].order != place:
            rows[key].order = place
            rows[key].save(update_fields=["order"])


def _texts(question_set: QuestionSet) -> list[Any]:
    """All that a copy takes along, to compare."""
    own = [getattr(question_set, name) for name in SET_TEXTS]
    hidden = ("id", "question_set_id")
    rows = question_set.questions.order_by("order", "key").values()
    return [*own, *({k: v for k, v in row.items() if k not in hidden} for row in rows)]
