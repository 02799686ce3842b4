"""The map of leaders at levels 4 and 5, for one theme and for all (SOURCE S4.5)."""

from dataclasses import dataclass, field

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from referenceledelse.order import alphabetical
from roles.models import Unit, User
from roles.queries import units
from themes.models import LEVELS, Ownership, Theme

Stage = Ownership.Stage
OWNING = (Stage.TAKES_OWNERSHIP, Stage.USES_SOLUTION)


def leaders(theme: Theme, user: User) -> QuerySet[User]:
    """The leaders whose ownership the theme needs, each with ``stage`` and days of contact.

    They are those at levels 4 and 5 in the units that the theme touches, and whoever else was
    put on the map.
    """
    touched = units.below(theme.units.values_list("pk", flat=True), units.parents())
    mine = FilteredRelation("ownerships", condition=Q(ownerships__theme=theme))
    near = Q(leader_level__in=LEVELS, unit__in=touched)
    rows = User.objects.visible_to(user).working().annotate(mine=mine)
    rows = rows.filter(near | Q(mine__isnull=False)).select_related("unit")
    return rows.annotate(
        ownership_pk=F("mine__pk"),
        stage=F("mine__stage"),
        last_contact_on=F("mine__last_contact_on"),
        next_contact_on=F("mine__next_contact_on"),
        next_by_name=F("mine__next_by__name"),
    ).order_by(alphabetical("unit__name"), "leader_level", alphabetical("name"), "pk")


def at_stage(rows: QuerySet[User], stage: str) -> QuerySet[User]:
    """Of the leaders those at the stage; who is not on the map is not contacted."""
    if stage == Stage.NOT_CONTACTED:
        return rows.filter(Q(stage=stage) | Q(stage=None))
    return rows.filter(stage=stage)


def put_in_words(leader: User) -> None:
    """Give one of ``leaders`` the words for its stage."""
    leader.stage = leader.stage or Stage.NOT_CONTACTED.value
    leader.stage_label = Stage(leader.stage).label


def counts(rows: QuerySet[User]) -> list[tuple[str, str, int]]:
    """How many of the leaders stand at each stage."""
    found: dict[str, int] = {}
    for stage, number in rows.order_by().values_list("stage").annotate(Count("pk")):
        key = stage or Stage.NOT_CONTACTED
        found[key] = found.get(key, 0) + number
    return [(value, label, found.get(value, 0)) for value, label in Stage.choices]


@dataclass
class Cell:
    """Leaders of one department on one theme: how many were contacted, how many own it."""

    unit: int | None
    contacted: int = 0
    owning: int = 0


@dataclass
class Line:
    """A theme with a cell for each department."""

    theme: Theme
    cells: list[Cell] = field(default_factory=list)


def matrix(themes: list[Theme], user: User) -> tuple[list[Unit | None], list[Line]]:
    """Departments and a line per theme, in three queries; facts about contact alone.

    The last is none, where leaders who belong to no department were contacted.
    """
    tops, home = departments(user)
    cells: dict[tuple[int, int | None], Cell] = {}
    rows = Ownership.objects.visible_to(user).filter(theme__in=themes)
    found = rows.order_by().values_list("theme", "leader__unit", "stage").annotate(Count("pk"))
    for theme, unit, stage, number in found:
        if stage != Stage.NOT_CONTACTED:
            cell = cells.setdefault((theme, home.get(unit)), Cell(home.get(unit)))
            cell.contacted += number
            cell.owning += number if stage in OWNING else 0
    columns = [unit.pk for unit in tops]
    if any(unit is None for _theme, unit in cells):
        tops, columns = [*tops, None], [*columns, None]
    return tops, [
        Line(theme, [cells.get((theme.pk, unit), Cell(unit)) for unit in columns])
        for theme in themes
    ]


def departments(user: User) -> tuple[list[Unit], dict[int, int]]:
    """The departments by name, and for each unit which of them it belongs to."""
    home = units.departments(units.parents())
    rows = Unit.objects.visible_to(user).filter(pk__in=set(home.values()))
    return list(rows.order_by(alphabetical("name"))), home
