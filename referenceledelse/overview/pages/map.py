"""What the map of themes, people and units is drawn from, in a constant number of queries."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from referenceledelse.core.svg.maps import Dot, Link, Node, dots, network
from referenceledelse.core.text.order import alphabetical
from roles.models import Unit, User
from themes.models import Assignment, Phase, Theme
from themes.queries import ownership

# With more themes than these, names would be too small to read.
READABLE = 40
PARTS = 6


def is_readable(count: int) -> bool:
    return count <= READABLE


def picture(themes: QuerySet[Theme], user: User, count: int) -> SafeString:
    """The network with names where there are few themes, else dots by department."""
    rows = list(
        themes.order_by(alphabetical("title")).values_list("pk", "title", "slug", "phase__order")
    )
    keys = [row[0] for row in rows]
    touched = list(_touched(keys))
    if is_readable(count):
        return _network(rows, touched, user)
    return _dots(rows, touched, user)


def _touched(keys: list[int]) -> Iterable[tuple[int, int]]:
    """Each theme with each unit that it touches."""
    through = Theme.units.through.objects.filter(theme__in=keys)
    return through.order_by("theme", "unit").values_list("theme", "unit")


def _network(rows: list[tuple], touched: list[tuple[int, int]], user: User) -> SafeString:
    places = {row[0]: number for number, row in enumerate(rows)}
    units, unit_links = _units(touched, places, user)
    people, person_links = _people(places)
    themes = [Node(_address(slug), title) for _pk, title, slug, _order in rows]
    return network(units, themes, people, unit_links, person_links)


def _units(
    touched: list[tuple[int, int]], places: dict[int, int], user: User
) -> tuple[list[Node], list[Link]]:
    names = Unit.objects.visible_to(user).filter(pk__in={unit for _theme, unit in touched})
    found = list(names.order_by(alphabetical("name")).values_list("pk", "name"))
    where = {pk: number for number, (pk, _name) in enumerate(found)}
    nodes = [Node(reverse("roles:unit", args=[pk]), name) for pk, name in found]
    links = [Link(where[unit], places[theme], "unit") for theme, unit in touched if unit in where]
    return nodes, links


def _people(places: dict[int, int]) -> tuple[list[Node], list[Link]]:
    held = (
        Assignment.objects.active()
        .filter(theme__in=list(places))
        .order_by(alphabetical("person__name"), "pk")
    )
    rows = list(held.values_list("theme", "role", "person", "person__name", "person__job_title"))
    nodes: dict[int, Node] = {}
    for _theme, _role, person, name, title in rows:
        nodes.setdefault(person, Node(reverse("roles:person", args=[person]), name, title))
    where = {person: number for number, person in enumerate(nodes)}
    links = [Link(places[theme], where[person], role) for theme, role, person, _n, _t in rows]
    return list(nodes.values()), links


def _dots(rows: list[tuple], touched: list[tuple[int, int]], user: User) -> SafeString:
    """A row for each department with the themes that touch it; the last rows touch none."""
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


def _narrowed(unit: Unit) -> str:
    return f"{reverse('themes:map')}?enhed={unit.pk}"


def _address(slug: str) -> str:
    return reverse("themes:theme", args=[slug])
