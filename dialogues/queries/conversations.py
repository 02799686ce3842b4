"""Who has to do with talks at all, and on which themes one was held."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from dialogues.models import Conversation, Task
from themes.models import Assignment


def has_talks() -> ExpressionWrapper:
    """Of rows of people: whether the person has or had a role, a talk or a task."""
    mine = OuterRef("pk")
    conversations = Conversation.objects.filter(Q(network_leader=mine) | Q(reference_leader=mine))
    held, tasks = Assignment.objects.filter(person=mine), Task.objects.filter(owner=mine)
    found = Exists(held) | Exists(conversations) | Exists(tasks)
    return ExpressionWrapper(found, output_field=BooleanField())


def has_talked() -> Exists:
    """Of rows of themes: whether a talk was held on the theme, by whichever pair."""
    return Exists(Conversation.objects.held().filter(theme=OuterRef("pk")))
