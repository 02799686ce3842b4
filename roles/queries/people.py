"""Finding people and units, with the roles that they hold and the themes that touch them.

Themes and assignments belong to the app above, ``themes``, so they are reached through the
relations that lead here, never imported. Only accepted themes are shown, since a proposal is not
everyone's to see.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from referenceledelse.core.text.order import alphabetical
from roles.models import Unit, User
from roles.queries.line_managers import manager_of


def _themes() -> QuerySet:
    return Unit._meta.get_field("themes").related_model.objects.accepted()


def _assignments(user: User, themes: QuerySet) -> QuerySet:
    """The assignments to the themes that the reader may see, whatever their dates."""
    model = User._meta.get_field("assignments").related_model
    rows = model.objects.visible_to(user).filter(theme__in=themes)
    return rows.select_related("role", "theme__phase", "person").without_why()


def with_roles(people: list[User], user: User) -> list[User]:
    """The people, each with the ``held`` assignments of today on themes that run."""
    held: dict[int, list] = {}
    rows = _assignments(user, _themes().running()).active().filter(person__in=people)
    for row in rows.order_by("role__order", "pk"):
        held.setdefault(row.person_id, []).append(row)
    for person in people:
        person.held = held.get(person.pk, [])
    return people


def roles_of(person: User, user: User) -> tuple[list, list, list]:
    """The assignments a person has now, will have, and had, the latest first."""
    held, coming, earlier = _assignments(user, _themes()).filter(person=person).by_state()
    now = [row for row in held if not row.theme.is_closed]
    return now, coming, [row for row in held if row.theme.is_closed] + earlier


def roles_today(person: User) -> set[str]:
    """The keys of the roles that the person holds today on running themes; one query."""
    rows = person.assignments.active().filter(theme__in=_themes().running())
    return set(rows.values_list("role", flat=True))


def networks_of(person: User, user: User) -> list:
    """The running networks that the person takes part in without a role.

    Each has what is ``freed`` for it, for who may read it.
    """
    members = User._meta.get_field("memberships").related_model
    freed = User._meta.get_field("freed_resources").related_model
    rows = members.objects.visible_to(user).present().filter(person=person)
    held = _assignments(user, _themes()).active().filter(person=person)
    rows = rows.filter(theme__in=_themes().running()).exclude(theme__in=held.values("theme"))
    rows = rows.select_related("theme")
    rows = list(rows.order_by(alphabetical("theme__title"), "pk"))
    given = freed.objects.visible_to(user).lasting().filter(person=person)
    found = {row.theme_id: row for row in given} if rows else {}
    for row in rows:
        row.freed = found.get(row.theme_id)
    return rows


def themes_of(unit: Unit, user: User) -> tuple[list, list]:
    """The themes that touch the unit, running and closed."""
    rows = (
        unit.themes.visible_to(user)
        .accepted()
        .select_related("phase")
        .order_by(alphabetical("title"))
    )
    themes = list(rows)
    return [t for t in themes if not t.is_closed], [t for t in themes if t.is_closed]


@dataclass
class Branch:
    """A unit in the tree, with how many work in it and what is below."""

    unit: Unit
    people: int
    manager: User | None
    below: list["Branch"] = field(default_factory=list)


def tree(units: Iterable[Unit]) -> list[Branch]:
    """The units as branches; a parent always comes before its children."""
    staff = User.objects.working().order_by().values_list("unit").annotate(Count("pk"))
    count = dict(staff)
    tops: list[Branch] = []
    found: dict[int, Branch] = {}
    for unit in units:
        branch = found[unit.pk] = Branch(unit, count.get(unit.pk, 0), manager_of(unit))
        above = found.get(unit.parent_id)
        (above.below if above else tops).append(branch)
    return tops
