"""What a reflection holds, text by text."""

from dialogues.models import Recognition, Reflection

# A text of a reflection: which part it is, and the key of the question or duty it belongs to.
type Slot = tuple[str, int]
ANSWER = "answer"
PARTS = (ANSWER, *Recognition.TEXTS)


def texts_of(row: Reflection) -> dict[Slot, str]:
    """All that the reflection holds, for its readers alone; two queries."""
    texts: dict[Slot, str] = {(ANSWER, one.question_id): one.text for one in row.answers.all()}
    for one in row.recognitions.all():
        texts |= {(part, one.point_id): getattr(one, part) for part in Recognition.TEXTS}
    return texts
