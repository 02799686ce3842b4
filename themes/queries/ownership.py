"""The leaders whose ownership a theme needs, for one theme and for all: contact and own words."""

from dataclasses import dataclass, field

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext_lazy

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical
from roles.models import Unit, User
from roles.queries import units
from themes.models import LEVELS, Assignment, Ownership, Theme

# What the list is narrowed by: facts about contact, never how far someone has come.
CONTACTED, UNTOUCHED, HEARD = "ja", "nej", "sagt"
STATES = (
    (UNTOUCHED, gettext_lazy("ikke kontaktet")),
    (CONTACTED, gettext_lazy("kontaktet")),
    (HEARD, gettext_lazy("har selv sagt noget")),
)


def leaders(theme: Theme, user: User) -> QuerySet[User]:
    """The leaders whose ownership the theme needs, each with days of contact and own words.

    They are those at levels 4 and 5 in the units that the theme touches, and whoever else was
    put on the map. Who holds a role on the theme is won already, and stands there only for what
    was said.
    """
    touched = touched_units(theme)
    mine = FilteredRelation("ownerships", condition=Q(ownerships__theme=theme))
    near = Q(leader_level__in=LEVELS, unit__in=touched)
    met = Q(mine__last_contact_on__isnull=False) | Q(mine__heard_on__isnull=False)
    held = Assignment.objects.active().filter(theme=theme).values("person")
    rows = User.objects.visible_to(user).working().annotate(mine=mine)
    rows = rows.filter(near | Q(mine__isnull=False)).filter(~Q(pk__in=held) | met)
    rows = rows.select_related("unit")
    return rows.annotate(
        ownership_pk=F("mine__pk"),
        said=F("mine__said"),
        words=F("mine__words"),
        heard_by=F("mine__heard_by"),
        heard_by_name=F("mine__heard_by__name"),
        heard_on=F("mine__heard_on"),
        introduced_by_name=F("mine__introduced_by__name"),
        introduced_on=F("mine__introduced_on"),
        introduction=F("mine__introduction"),
        last_contact_on=F("mine__last_contact_on"),
        next_contact_on=F("mine__next_contact_on"),
        next_by_name=F("mine__next_by__name"),
    ).order_by(alphabetical("unit__name"), "leader_level", alphabetical("name"), "pk")


def in_state(rows: QuerySet[User], state: str) -> QuerySet[User]:
    """Of the leaders those who were spoken to, or were not, or who have said something."""
    return rows.filter(_STATE[state])


_STATE = {
    # Who has said something unasked has been in contact too.
    UNTOUCHED: Q(last_contact_on=None, heard_on=None),
    CONTACTED: Q(last_contact_on__isnull=False) | Q(heard_on__isnull=False),
    HEARD: Q(heard_on__isnull=False),
}


def put_in_words(leader: User) -> None:
    """Give one of ``leaders`` the sentence that the leader said."""
    leader.said = Ownership.Said(leader.said).label if leader.said else ""
    leader.is_own_word = leader.heard_by == leader.pk
    leader.is_met = bool(leader.last_contact_on or leader.heard_on)


def counts(rows: QuerySet[User]) -> list[tuple[str, str, int]]:
    """How many of the leaders were spoken to, were not, and have said something."""
    told = {f"n_{key}": Count("pk", filter=one) for key, one in _STATE.items()}
    found = rows.order_by().aggregate(**told)
    return [(key, str(label), found[f"n_{key}"]) for key, label in STATES]


def won(theme: Theme, user: User) -> dict[str, int]:
    """Of the leaders at levels 4 and 5 how many find the theme relevant, and how many own it."""
    rows = leaders(theme, user).filter(leader_level__in=LEVELS).order_by()
    yes = (Ownership.Said.RELEVANT, Ownership.Said.OWNS, Ownership.Said.USES)
    return rows.aggregate(
        all=Count("pk"),
        relevant=Count("pk", filter=Q(said__in=yes)),
        owns=Count("pk", filter=Q(said=Ownership.Said.OWNS)),
    )


@dataclass
class Cell:
    """Leaders of one department on one theme: how many were spoken to, how many said something."""

    unit: int | None
    contacted: int = 0
    heard: int = 0


@dataclass
class OwnershipRow:
    """A theme with a cell for each department."""

    theme: Theme
    cells: list[Cell] = field(default_factory=list)


def themes_across(user: User) -> QuerySet[Theme]:
    """The running themes whose leaders stand side by side: one's own, and the secretariat's all."""
    rows = Theme.objects.visible_to(user).running()
    return rows if user.is_secretariat else rows.led_by(user)


def has_themes_across(user: User) -> bool:
    """Whether there is anything to see there."""
    return user.is_secretariat or bool(_one_across(user))


@compiled
def _one_across(user: User) -> QuerySet[Theme]:
    return themes_across(user).order_by().values_list("pk")[:1]


def matrix(themes: list[Theme], user: User) -> tuple[list[Unit | None], list[OwnershipRow]]:
    """Departments and a line per theme, in three queries; facts about contact alone.

    The last department is ``None`` where leaders outside all were contacted.
    """
    tops, home = departments(user)
    cells: dict[tuple[int, int | None], Cell] = {}
    rows = Ownership.objects.visible_to(user).filter(theme__in=themes)
    numbers = {
        "contacted": Count("pk", filter=_STATE[CONTACTED]),
        "heard": Count("pk", filter=_STATE[HEARD]),
    }
    found = rows.order_by().values_list("theme", "leader__unit").annotate(**numbers)
    for theme, unit, contacted, heard in found:
        if contacted or heard:
            cell = cells.setdefault((theme, home.get(unit)), Cell(home.get(unit)))
            cell.contacted += contacted
            cell.heard += heard
    columns = [unit.pk for unit in tops]
    if any(unit is None for _theme, unit in cells):
        tops, columns = [*tops, None], [*columns, None]
    return tops, [
        OwnershipRow(theme, [cells.get((theme.pk, unit), Cell(unit)) for unit in columns])
        for theme in themes
    ]


def departments(user: User) -> tuple[list[Unit], dict[int, int]]:
    """The departments by name, and for each unit which of them it belongs to."""
    home = units.departments(units.parents())
    rows = Unit.objects.visible_to(user).filter(pk__in=set(home.values()))
    return list(rows.order_by(alphabetical("name"))), home


def touched_units(theme: Theme) -> QuerySet[Unit]:
    """The units that the theme touches, and every unit below them."""
    return Unit.objects.below(theme.units.values_list("pk", flat=True))


def _is_asked(leader: User) -> bool:
    """Whether themes that touch the own unit need the person's ownership: at levels 4 and 5."""
    return leader.leader_level in LEVELS and leader.unit_id is not None


def may_have_line(leader: User, theme: Theme) -> bool:
    """Whether the person has a leader line; asked by rules, room links and the start page.

    Who stands on the theme's list has, at any level; so has a leader at levels 4 and 5 in a unit
    that it touches, but for those who hold a role on it.
    """
    if _lines(leader, theme):
        return True
    if not _is_asked(leader) or not touched_units(theme).filter(pk=leader.unit_id).exists():
        return False
    return not Theme.objects.led_by(leader).filter(pk=theme.pk).exists()


@compiled
def _lines(leader: User, theme: Theme) -> QuerySet[Ownership]:
    return Ownership.objects.filter(theme=theme, leader=leader).order_by().values_list("pk")


def themes_to_speak_about(leader: User) -> list[tuple[Theme, Ownership | None]]:
    """The running themes of ``may_have_line``, with the line where there is one; three queries."""
    found: dict[int, tuple[Theme, Ownership | None]] = {
        row.theme_id: (row.theme, row) for row in _lines_of(leader)
    }
    if _is_asked(leader):
        near = _near(leader, list(units.way_up(leader.unit_id, units.parents())))
        found |= {one.pk: (one, None) for one in near if one.pk not in found}
    return sorted(found.values(), key=lambda pair: (pair[0].title, pair[0].pk))


@compiled
def _lines_of(leader: User) -> QuerySet[Ownership]:
    lines = Ownership.objects.filter(leader=leader, theme__in=Theme.objects.running())
    return lines.select_related("theme__phase")


@compiled
def _near(leader: User, over: list[int]) -> QuerySet[Theme]:
    near = Theme.objects.running().filter(units__in=over).distinct()
    return near.exclude(pk__in=Theme.objects.led_by(leader).values("pk"))
