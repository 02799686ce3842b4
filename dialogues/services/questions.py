"""Question sets: the default ones, and publishing a new version."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.models import Question, QuestionSet
from referenceledelse.errors import Refused

DEFAULTS = Path(__file__).resolve().parent.parent / "questions.toml"


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
def publish(*, question_set: QuestionSet) -> QuestionSet:
    """Let new conversations begin with the set. Raises ``Refused`` for one without questions."""
    row = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    if not row.questions.exists():
        raise Refused(_("Et spørgsmålssæt uden spørgsmål kan ikke udgives."))
    row.is_published = True
    row.save(update_fields=["is_published"])
    return row
