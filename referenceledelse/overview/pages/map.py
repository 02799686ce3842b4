"""What the map of themes, people and units is drawn from, in a constant number of queries.

Few themes are all drawn with names. More of them are dots, by department. Of still more the map
shows a window, drawn with names as the few are, and the ways on from there.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, QuerySet, When
from django.db.models import prefetch_related_objects as fetch_along
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from referenceledelse.core.svg.maps import Dot, Link, Node, dots, network
from referenceledelse.core.text.order import alphabetical, danish_key
from roles.models import Unit, User
from roles.queries import units as tree
from roles.queries.units import Above
from themes.models import Assignment, Phase, Theme
from themes.queries import ownership

# With more themes than these, names would be too small to read.
READABLE = 40
# With more themes than these, nobody finds a dot again.
MOST_DOTS = 120
# So many themes stand in a window, and in its table.
WINDOW = 20
# So many units are drawn, and stand in the table; as many areas lead on.
MOST_UNITS = 40
PARTS = 6


class Kind(Enum):
    """How the themes are shown."""

    NAMES = "names"
    DOTS = "dots"
    WINDOW = "window"


def kind_for(count: int) -> Kind:
    if count <= READABLE:
        return Kind.NAMES
    return Kind.DOTS if count <= MOST_DOTS else Kind.WINDOW


def listed(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """The themes by title, with what the table tells of them but for their units."""
    rows = themes.select_related("phase").with_people().defer(*Theme.LONG)
    return rows.order_by(alphabetical("title"), "pk")


def nearest_first(themes: QuerySet[Theme], user: User, above: Above) -> QuerySet[Theme]:
    """First the themes where the person holds a role, then those that touch the own unit.

    A theme touches the own unit where it touches that or one above it.
    """
    over = tree.way_up(user.unit_id, above)
    own = Assignment.objects.active().filter(theme=OuterRef("pk"), person=user)
    near = Theme.units.through.objects.filter(theme=OuterRef("pk"), unit__in=over)
    place = Case(When(Exists(own), then=0), When(Exists(near), then=1), default=2)
    return themes.order_by(place, alphabetical("title"), "pk")


def add_units(themes: Sequence[Theme], user: User) -> bool:
    """Give each theme in ``shown_units`` those that are drawn; whether some are left out.

    Those that most of the themes touch are drawn, in two queries.
    """
    touched = Theme.units.through.objects.filter(theme__in=[theme.pk for theme in themes])
    most = touched.values("unit").annotate(themes=Count("pk"))
    ordered = most.order_by("-themes", alphabetical("unit__name"), "unit")
    keys = list(ordered.values_list("unit", flat=True)[: MOST_UNITS + 1])
    shown = Unit.objects.visible_to(user).filter(pk__in=keys[:MOST_UNITS])
    fetch_along(themes, Prefetch("units", shown, to_attr="shown_units"))
    return len(keys) > MOST_UNITS


def with_names(themes: Sequence[Theme]) -> SafeString:
    """The network of the themes with their units and people, which were fetched along."""
    places = {theme.pk: number for number, theme in enumerate(themes)}
    nodes = [Node(_address(theme.slug), theme.title) for theme in themes]
    units, unit_links = _units(themes, places)
    people, person_links = _people(themes, places)
    return network(units, nodes, people, unit_links, person_links)


def _units(themes: Sequence[Theme], places: Mapping[int, int]) -> tuple[list[Node], list[Link]]:
    found = {unit.pk: unit.name for theme in themes for unit in theme.shown_units}
    names = sorted(found.items(), key=lambda one: danish_key(one[1]))
    where = {pk: number for number, (pk, _name) in enumerate(names)}
    nodes = [Node(reverse("roles:unit", args=[pk]), name) for pk, name in names]
    pairs = sorted((theme.pk, unit.pk) for theme in themes for unit in theme.shown_units)
    return nodes, [Link(where[unit], places[theme], "unit") for theme, unit in pairs]


def _people(themes: Sequence[Theme], places: Mapping[int, int]) -> tuple[list[Node], list[Link]]:
    held = [row for theme in themes for row in theme.holders]
    held.sort(key=lambda row: (danish_key(row.person.name), row.pk))
    nodes: dict[int, Node] = {}
    for row in held:
        person = row.person
        nodes.setdefault(person.pk, Node(person.get_absolute_url(), person.name, person.job_title))
    where = {person: number for number, person in enumerate(nodes)}
    links = [Link(places[row.theme_id], where[row.person_id], row.role_id) for row in held]
    return list(nodes.values()), links


def as_dots(themes: QuerySet[Theme], user: User) -> SafeString:
    """A row for each department with the themes that touch it; the last rows touch none."""
    rows = list(
        themes.order_by(alphabetical("title")).values_list("pk", "title", "slug", "phase__order")
    )
    touched = list(_touched([row[0] for row in rows]))
    departments, home = ownership.departments(user)
    stands: dict[int, list[int]] = {}
    for theme, unit in touched:
        top = home.get(unit)
        if top is not None and theme not in stands.setdefault(top, []):
            stands[top].append(theme)
    last = max(Phase.objects.values_list("order", flat=True), default=1)
    shown = {
        pk: Dot(_address(slug), title, PARTS * order // last) for pk, title, slug, order in rows
    }
    drawn = [
        (Node(_narrowed(unit), unit.name), tuple(shown[pk] for pk in stands.get(unit.pk, ())))
        for unit in departments
    ]
    placed = {pk for themes in stands.values() for pk in themes}
    outside = {theme for theme, _unit in touched} - placed
    rest = shown.keys() - placed - outside
    for name, keys in ((_("Uden for afdelingerne"), outside), (_("Ingen enhed valgt"), rest)):
        if keys:
            found = tuple(dot for pk, dot in shown.items() if pk in keys)
            drawn.append((Node(reverse("themes:list"), name), found))
    return dots(drawn)


def _touched(keys: list[int]) -> Iterable[tuple[int, int]]:
    """Each theme with each unit that it touches."""
    through = Theme.units.through.objects.filter(theme__in=keys)
    return through.order_by("theme", "unit").values_list("theme", "unit")


def areas(user: User, above: Above, chosen: int | None) -> QuerySet[Unit]:
    """Where the map leads on: the departments, or the units right below the chosen one."""
    keys = {unit for unit, over in above.items() if over == chosen}
    if chosen is None:
        keys = set(tree.departments(above).values())
    rows = Unit.objects.visible_to(user).filter(pk__in=keys)
    return rows.order_by(alphabetical("name"), "pk")[:MOST_UNITS]


def shown(
    themes: QuerySet[Theme], user: User, kind: Kind, drawn: Sequence[Theme]
) -> dict[str, Any]:
    """The drawing, and what is to be said of it."""
    has_more_units = add_units(drawn, user)
    picture = as_dots(themes, user) if kind == Kind.DOTS else with_names(drawn)
    return {"picture": picture, "kind": kind.value, "has_more_units": has_more_units}


def _narrowed(unit: Unit) -> str:
    return f"{reverse('themes:map')}?enhed={unit.pk}"


def _address(slug: str) -> str:
    return reverse("themes:theme", args=[slug])
