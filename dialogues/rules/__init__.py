"""Who may do what with what they see; no exception for the secretariat or a superuser."""

from dialogues.rules import (
    agenda,
    conversations,
    duties,
    mandate,
    partnership,
    questions,
    reflections,
    stances,
    stones,
    support,
    tasks,
    worklist,
)

__all__ = [
    "agenda",
    "conversations",
    "duties",
    "mandate",
    "partnership",
    "questions",
    "reflections",
    "stances",
    "stones",
    "support",
    "tasks",
    "worklist",
]
