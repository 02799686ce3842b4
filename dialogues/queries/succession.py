"""Who has left a leading role on a theme, who followed, and what is left open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from dialogues.models import Task
from referenceledelse.core.db.compiled import compiled
from roles.models import User
from themes.models import LEADING, Assignment, Theme
from themes.models.running import runs


@dataclass(frozen=True)
class TasksLeft:
    """One who left a role, the one who holds it now, and the open tasks of the first."""

    theme: Theme
    predecessor: User
    successor: User
    tasks: list[Task]


def changes(user: User, themes: list[int]) -> Iterator[TasksLeft]:
    """The successions on these themes whose open tasks the person may give on.

    The predecessor may; today's leaders, if that person has left.
    """
    left = _ended(themes)
    if not left:
        return
    now = {(row.theme_id, row.role_id): row.person for row in _holders(themes)}
    tasks = _open_tasks(left)
    seen: set[tuple[int, int]] = set()
    for row in left:
        successor = now.get((row.theme_id, row.role_id))
        key = (row.theme_id, row.person_id)
        mine = tasks.get(key, [])
        is_partner = user in [p for (theme, _role), p in now.items() if theme == row.theme_id]
        may = row.person_id == user.pk or (is_partner and not row.person.is_working)
        if successor and successor != row.person and mine and may and key not in seen:
            seen.add(key)
            yield TasksLeft(row.theme, row.person, successor, mine)


@compiled
def _ended(themes: list[int]) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(runs(), theme__in=themes, role__in=LEADING)
    rows = rows.filter(ends_on__lt=timezone.localdate())
    return rows.select_related("theme", "person").order_by("-ends_on")


@compiled
def _holders(themes: list[int]) -> QuerySet[Assignment]:
    rows = Assignment.objects.active().filter(theme__in=themes, role__in=LEADING)
    return rows.select_related("person")


def _open_tasks(left: list[Assignment]) -> dict[tuple[int, int], list[Task]]:
    rows = Task.objects.open().filter(
        owner__in={row.person_id for row in left},
        conversation__theme__in={row.theme_id for row in left},
    )
    found: dict[tuple[int, int], list[Task]] = {}
    for task in rows.select_related("conversation"):
        found.setdefault((task.conversation.theme_id, task.owner_id), []).append(task)
    return found
