"""The map of themes, people and units, drawn as SVG on the server.

Pure functions of what they show, so that each drawing is made once. Text never wraps in SVG, so
long names are cut and told in full by the title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import igraph
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext

# A drawing is up to 60 kB, and each reader's window another one.
KEPT = 64
WIDTH = 1180
ROW, BOX = 44, 34
# Where each of the three columns begins and how wide it is: units, themes, people.
COLUMNS = ((0, 270), (410, 360), (910, 270))
LETTERS = (30, 41, 30)
DOT, DOTS_PER_ROW, LABEL = 26, 34, 270


@dataclass(frozen=True)
class Node:
    """A unit, a theme or a person: where it leads and what it is called."""

    url: str
    name: str
    kind: str = ""


@dataclass(frozen=True)
class Link:
    """A line between a node of one column and a node of the next, by their places there."""

    left: int
    right: int
    kind: str


@dataclass(frozen=True)
class Dot:
    """A theme in the small picture, with how far it has come in sixths."""

    url: str
    name: str
    filled: int


def network(
    units: Sequence[Node],
    themes: Sequence[Node],
    people: Sequence[Node],
    unit_links: Sequence[Link],
    person_links: Sequence[Link],
) -> SafeString:
    """Three columns with lines between them, in the order that crosses the fewest lines."""
    columns = (tuple(units), tuple(themes), tuple(people))
    return _network(columns, tuple(unit_links), tuple(person_links), get_language() or "")


@lru_cache(maxsize=KEPT)
def _network(
    columns: tuple[tuple[Node, ...], ...],
    unit_links: tuple[Link, ...],
    person_links: tuple[Link, ...],
    _language: str,
) -> SafeString:
    places = _order(columns, unit_links, person_links)
    height = max(len(column) for column in columns) * ROW + 8
    lines = [
        *(_line(link, 0, places, columns, height) for link in unit_links),
        *(_line(link, 1, places, columns, height) for link in person_links),
    ]
    boxes = [
        _box(node, number, _top(places[number][index], len(column), height))
        for number, column in enumerate(columns)
        for index, node in sorted(enumerate(column), key=lambda one: places[number][one[0]])
    ]
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        '<g class="map-lines" aria-hidden="true">{}</g>{}</svg>',
        WIDTH,
        height,
        _summary(*map(len, columns)),
        format_html_join("", "{}", ((line,) for line in lines)),
        format_html_join("", "{}", ((box,) for box in boxes)),
    )


def _summary(units: int, themes: int, people: int) -> str:
    """How many there are of each, in words."""
    return ", ".join(
        (
            ngettext("%d enhed", "%d enheder", units) % units,
            ngettext("%d tema", "%d temaer", themes) % themes,
            ngettext("%d person", "%d personer", people) % people,
        )
    )


def _order(
    columns: tuple[tuple[Node, ...], ...],
    unit_links: tuple[Link, ...],
    person_links: tuple[Link, ...],
) -> list[dict[int, int]]:
    """For each column the row of each of its nodes, as the layered layout puts them."""
    starts = [0, len(columns[0]), len(columns[0]) + len(columns[1])]
    layers = [number for number, column in enumerate(columns) for _node in column]
    graph = igraph.Graph(n=len(layers))
    graph.add_edges([(link.left, starts[1] + link.right) for link in unit_links])
    graph.add_edges([(starts[1] + link.left, starts[2] + link.right) for link in person_links])
    layout = graph.layout_sugiyama(layers=layers, maxiter=60) if layers else []
    found = []
    for start, column in zip(starts, columns, strict=True):
        along = {index: layout[start + index][0] for index in range(len(column))}
        ordered = sorted(along, key=lambda index, where=along: (where[index], index))
        found.append({index: row for row, index in enumerate(ordered)})
    return found


def _top(row: int, count: int, height: int) -> float:
    """Where a row begins; a short column stands in the middle, its rows further apart."""
    step = (height - 8) / count
    return 4 + row * step + (step - BOX) / 2


def _short(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


def _line(
    link: Link,
    number: int,
    places: list[dict[int, int]],
    columns: tuple[tuple[Node, ...], ...],
    height: int,
) -> SafeString:
    """A soft curve from the right side of one box to the left side of another."""
    start = COLUMNS[number][0] + COLUMNS[number][1]
    end = COLUMNS[number + 1][0]
    middle = (start + end) / 2
    left, right = columns[number], columns[number + 1]
    y1 = _top(places[number][link.left], len(left), height) + BOX / 2
    y2 = _top(places[number + 1][link.right], len(right), height) + BOX / 2
    return format_html(
        '<path class="map-line map-{}" d="M{} {}C{} {} {} {} {} {}"/>',
        link.kind,
        start,
        _short(y1),
        _short(middle),
        _short(y1),
        _short(middle),
        _short(y2),
        end,
        _short(y2),
    )


def _box(node: Node, column: int, top: float) -> SafeString:
    x, width = COLUMNS[column]
    return format_html(
        '<a class="map-node map-{}" href="{}"><title>{}</title>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text x="{}" y="{}">{}</text></a>',
        ("unit", "theme", "person")[column],
        node.url,
        f"{node.name}, {node.kind}" if node.kind else node.name,
        x + 1,
        _short(top),
        width - 2,
        BOX,
        x + 14,
        _short(top + BOX / 2),
        Truncator(node.name).chars(LETTERS[column]),
    )


def dots(rows: Sequence[tuple[Node, tuple[Dot, ...]]]) -> SafeString:
    """A row of dots for each department; a fuller dot is a theme that has come further."""
    return _dots(tuple(rows), get_language() or "")


@lru_cache(maxsize=KEPT)
def _dots(rows: tuple[tuple[Node, tuple[Dot, ...]], ...], _language: str) -> SafeString:
    drawn, top = [], 0
    for node, themes in rows:
        drawn.append(_label(node, len(themes), top))
        for number, dot in enumerate(themes):
            x = LABEL + (number % DOTS_PER_ROW) * DOT + DOT // 2
            y = top + (number // DOTS_PER_ROW) * DOT + DOT // 2
            drawn.append(_dot(dot, x, y))
        top += (max(len(themes) - 1, 0) // DOTS_PER_ROW + 1) * DOT + 14
    said = gettext("Temaer i hvert område: %(rows)s") % {
        "rows": ", ".join(f"{node.name} {len(themes)}" for node, themes in rows)
    }
    return format_html(
        '<svg class="map map-dots" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        "<defs>{}</defs>{}</svg>",
        WIDTH,
        max(top, DOT),
        said,
        format_html_join("", "{}", ((_shape(number),) for number in range(7))),
        format_html_join("", "{}", ((one,) for one in drawn)),
    )


def _shape(filled: int) -> SafeString:
    """A ring that is filled from the middle and out."""
    return format_html(
        '<g id="dot{}"><circle class="map-ring" r="9"/><circle class="map-core" r="{}"/></g>',
        filled,
        round(9 * filled / 6, 1),
    )


def _dot(dot: Dot, x: int, y: int) -> SafeString:
    return format_html(
        '<a href="{}"><title>{}</title><use href="#dot{}" x="{}" y="{}"/></a>',
        dot.url,
        dot.name,
        dot.filled,
        x,
        y,
    )


def _label(node: Node, count: int, top: int) -> SafeString:
    return format_html(
        '<a class="map-label" href="{}"><title>{}</title>'
        '<text x="0" y="{}">{}</text><text class="map-count" x="{}" y="{}">{}</text></a>',
        node.url,
        node.name,
        top + DOT // 2,
        Truncator(node.name).chars(30),
        LABEL - 16,
        top + DOT // 2,
        count,
    )
