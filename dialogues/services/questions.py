"""Question sets: the default ones, copies to edit, their order, and publishing."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dialogues.models import Question, QuestionSet
from referenceledelse.core.text.shipped import digest, texts_in
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import User

DEFAULTS = Path(__file__).resolve().parent.parent / "questions.toml"
SET_TEXTS = ("name_da", "name_en", "intro_da", "intro_en")
CHOICES = ("choices_da", "choices_en")


# What is compared to tell whether somebody has edited a set since it shipped.
QUESTION_TEXTS = (
    "key",
    "kind",
    *(
        f"{field}_{language}"
        for field in ("network_leader", "reference_leader", "hint", "choices")
        for language in ("da", "en")
    ),
)


@transaction.atomic
def load_question_sets() -> int:
    """Create what is missing, and take in this release's questions; how many sets were made.

    A kind whose newest set is the one of an earlier release gets these as its next version. Where
    the secretariat has made its own, also as a draft, that one stays the newest.
    """
    made = 0
    for row in shipped_sets():
        earlier, kind = row.pop("earlier", []), row["kind"]
        newest = QuestionSet.objects.filter(kind=kind).order_by("-number").first()
        if newest is None or (newest.is_published and digest(all_texts(newest)) in earlier):
            _create_set(row, next_number(kind))
            made += 1
    return made


def shipped_sets() -> list[dict[str, Any]]:
    """The sets as the file has them, each with its questions."""
    rows = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["question_set"]
    for row in rows:
        for question in row["question"]:
            lines = {name: "\n".join(question.pop(name, [])) for name in CHOICES}
            question.update(lines)
    return rows


def all_texts(row: QuestionSet | dict[str, Any]) -> dict[str, str]:
    """All that a set says, its questions by their place, to compare with what was shipped."""
    rows = row["question"] if isinstance(row, dict) else list(row.questions.order_by("order"))
    told = texts_in(row, SET_TEXTS)
    for place, question in enumerate(rows, start=1):
        said = texts_in(question, QUESTION_TEXTS)
        told |= {f"{place:02}.{name}": text for name, text in said.items()}
    return told


def _create_set(row: dict[str, Any], number: int) -> None:
    texts = {name: value for name, value in row.items() if name != "question"}
    question_set = QuestionSet.objects.create(is_published=True, number=number, **texts)
    for question in row["question"]:
        Question.objects.create(question_set=question_set, **question)


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
