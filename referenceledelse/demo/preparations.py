"""Reference leaders of the demo who prepare first, and one who asks to be invited."""

from typing import Any

from dialogues.models import Conversation, Question, Reflection
from dialogues.queries.duties import duty_points
from dialogues.services.invitations import begin_preparation, say_ready
from dialogues.services.reflections import Slot, save_reflection
from referenceledelse.demo.clock import Clock
from themes.models import Theme
from themes.queries.assignments import leading

type Row = dict[str, Any]


def prepare(clock: Clock, rows: list[Row]) -> None:
    """One has written all of it and waits for an invitation; one has just begun."""
    for row in rows:
        theme = Theme.objects.select_related("phase").get(slug=row["theme"])
        by, ago = leading(theme)["reference_leader"], row["days_ago"]
        own = begin_preparation(theme=theme, by=by)
        save_reflection(reflection=own, by=by, texts=_texts(own, row))
        Reflection.objects.filter(pk=own.pk).update(updated_at=clock.at(ago, 14, 35))
        if "ready" in row:
            conversation = say_ready(theme=theme, by=by)
            days = {"created_at": clock.at(ago, 13, 30), "ready_at": clock.at(row["ready"], 15, 5)}
            Conversation.objects.filter(pk=conversation.pk).update(**days)


def _texts(own: Reflection, row: Row) -> dict[Slot, str]:
    """What is written, by the questions of the talk and the duties of the theme."""
    asked = Question.objects.filter(question_set=own.conversation.question_set)
    keys = dict(asked.values_list("key", "pk"))
    texts: dict[Slot, str] = {("answer", keys[key]): text for key, text in row["answers"].items()}
    points = {point.key: point.pk for point in duty_points(own.conversation.theme)}
    for key, card in row.get("cards", {}).items():
        texts |= {(part, points[key]): text for part, text in card.items()}
    return texts
