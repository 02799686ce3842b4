"""Stacked bars drawn as SVG on the server; a table with the same numbers always stands beside.

Each part has a pattern of its own, so that it is told apart without its colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, LABEL, BAR, GAP = 560, 190, 24, 12
ROOM = WIDTH - LABEL - 2
# A part that is narrower than this has its number in the table alone.
READABLE = 22


@dataclass(frozen=True)
class Segment:
    """A number of a kind, and where it leads."""

    kind: str
    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Stack:
    """A bar with its name and its parts in their order."""

    name: str
    parts: tuple[Segment, ...]

    @property
    def number(self) -> int:
        return sum(part.number for part in self.parts)


def stacked(rows: Sequence[Stack], about: str) -> SafeString:
    """Horizontal bars on one scale; each part is a link, named for screen readers."""
    most = max((row.number for row in rows), default=0) or 1
    drawn = ((_bar(row, number, most),) for number, row in enumerate(rows))
    return format_html(
        '<svg class="chart stacks" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH,
        len(rows) * (BAR + GAP),
        about,
        PATTERNS,
        format_html_join("", "{}", drawn),
    )


def _bar(row: Stack, number: int, most: int) -> SafeString:
    y, x = number * (BAR + GAP) + GAP / 2, float(LABEL)
    drawn = []
    for part in row.parts:
        if part.number:
            width = ROOM * part.number / most
            drawn.append((_part(row, part, round(x, 1), y, round(width, 1)),))
            x += width
    return format_html(
        '<g><text class="chart-name" x="{}" y="{}">{}</text>{}</g>',
        LABEL - 12,
        y + BAR / 2,
        row.name,
        format_html_join("", "{}", drawn),
    )


def _part(row: Stack, part: Segment, x: float, y: float, width: float) -> SafeString:
    inside = SafeString("")
    if width >= READABLE:
        inside = format_html(
            '<text class="stack-number" x="{}" y="{}">{}</text>',
            round(x + width / 2, 1),
            y + BAR / 2,
            part.number,
        )
    return format_html(
        '<a href="{}"><title>{}, {}: {}</title>'
        '<rect class="stack stack-{}" x="{}" y="{}" width="{}" height="{}"/>{}</a>',
        part.url,
        row.name,
        part.label,
        part.number,
        part.kind,
        x,
        y,
        width,
        BAR,
        inside,
    )


def key(kind: str) -> SafeString:
    """A small square in the kind's pattern, for the legend and the table."""
    return format_html(
        '<svg class="stack-key" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" '
        'focusable="false"><rect class="stack stack-{}" x="1" y="1" width="16" height="16"/></svg>',
        kind,
    )


# Named by what they look like; overview.css says which kind has which.
PATTERNS = SafeString(
    '<defs><pattern id="stack-dots" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect class="stack-ground-dots" width="8" height="8"/><circle cx="2" cy="2" r="1.4"/>'
    '<circle cx="6" cy="6" r="1.4"/></pattern>'
    '<pattern id="stack-lines" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="stack-ground-lines" width="8" height="8"/>'
    '<rect width="2" height="8"/></pattern>'
    '<pattern id="stack-cross" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect class="stack-ground-cross" width="8" height="8"/>'
    '<path d="M0 4H8M4 0V8"/></pattern></defs>'
)
