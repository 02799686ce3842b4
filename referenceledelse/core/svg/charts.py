"""Bars and steps drawn as SVG on the server; a table with the same numbers always stands beside.

Colours never tell anything alone: what is applied for is an outline, what came from outside has
stripes. No plotting library: those that draw SVG put styles into it, which the pages forbid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH = 720
BAR, LABEL = 36, 170
HEIGHT, LEFT, BOTTOM = 260, 96, 34
MILLION = 1_000_000
TICKS = 4
# At most so many quarters have their name below.
NAMES = 8


@dataclass(frozen=True)
class Bar:
    """A number with its name and where it leads."""

    name: str
    number: int
    url: str


@dataclass(frozen=True)
class Quarter:
    """Kroner at the end of a quarter: granted so far of each origin, and waiting for an answer."""

    name: str
    internal: int
    external: int
    waiting: int

    @property
    def top(self) -> int:
        return self.internal + self.external + self.waiting


def bars(rows: Sequence[Bar], width: int = WIDTH) -> SafeString:
    """Horizontal bars, each a link."""
    most = max((row.number for row in rows), default=0) or 1
    room = width - LABEL - 60
    drawn = (
        (
            format_html(
                '<a href="{}"><title>{}: {}</title><text x="{}" y="{}" class="chart-name">{}</text>'
                '<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
                '<text class="chart-number" x="{}" y="{}">{}</text></a>',
                row.url,
                row.name,
                row.number,
                LABEL - 12,
                number * BAR + BAR / 2,
                row.name,
                LABEL,
                number * BAR + 6,
                max(round(room * row.number / most, 1), 2),
                BAR - 12,
                LABEL + round(room * row.number / most, 1) + 10,
                number * BAR + BAR / 2,
                row.number,
            ),
        )
        for number, row in enumerate(rows)
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        width,
        len(rows) * BAR,
        ", ".join(f"{row.name} {row.number}" for row in rows),
        format_html_join("", "{}", drawn),
    )


def capital_over_time(points: Sequence[Quarter]) -> SafeString:
    """A column per quarter: granted from the municipality, from outside, and what waits."""
    if not points:
        return SafeString("")
    top = _round_up(max(point.top for point in points))
    step = (WIDTH - LEFT - 10) / len(points)
    columns = ((_column(point, number, step, top),) for number, point in enumerate(points))
    last = points[-1]
    said = _("Kapital over tid. %(quarter)s: bevilget %(granted)s, venter %(waiting)s.") % {
        "quarter": last.name,
        "granted": short(last.internal + last.external),
        "waiting": short(last.waiting),
    }
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        said,
        STRIPES,
        format_html_join("", "{}", ((_tick(number, top),) for number in range(TICKS + 1))),
        format_html_join("", "{}", columns),
    )


STRIPES = SafeString(
    '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="chart-external" width="8" height="8"/>'
    '<rect class="chart-stripe" width="3" height="8"/></pattern></defs>'
)


def _column(point: Quarter, number: int, step: float, top: int) -> SafeString:
    x, width = LEFT + number * step + step * 0.15, step * 0.7
    pieces, under = [], 0
    for kind, amount in (
        ("internal", point.internal),
        ("striped", point.external),
        ("waiting", point.waiting),
    ):
        if amount:
            height = amount / top * (HEIGHT - BOTTOM - 10)
            y = _y(under, top) - height
            pieces.append((kind, round(x, 1), round(y, 1), round(width, 1), round(height, 1)))
            under += amount
    name = ""
    if number % max(1, -(-round((WIDTH - LEFT) / step) // NAMES)) == 0:
        name = point.name
    return format_html(
        '<g>{}<text class="chart-below" x="{}" y="{}">{}</text></g>',
        format_html_join(
            "", '<rect class="chart-{}" x="{}" y="{}" width="{}" height="{}"/>', pieces
        ),
        round(x + width / 2, 1),
        HEIGHT - BOTTOM + 20,
        name,
    )


def _tick(number: int, top: int) -> SafeString:
    amount = top * number // TICKS
    y = round(_y(amount, top), 1)
    return format_html(
        '<line class="chart-line" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart-name" x="{}" y="{}">{}</text>',
        LEFT,
        WIDTH,
        y,
        y,
        LEFT - 10,
        y,
        short(amount),
    )


def _y(amount: int, top: int) -> float:
    return HEIGHT - BOTTOM - amount / top * (HEIGHT - BOTTOM - 10)


def _round_up(amount: int) -> int:
    """The next round amount above, so that the lines stand at even kroner."""
    unit = 10 ** max(len(str(max(amount, 1))) - 1, 3)
    return -(-max(amount, 1) // unit) * unit


def short(amount: int) -> str:
    """Kroner as they are said: "1,5 mio. kr.", "250.000 kr."."""
    if amount >= MILLION:
        millions = number_format(round(amount / MILLION, 2)).rstrip("0").rstrip(",.")
        return _("%(amount)s mio. kr.") % {"amount": millions}
    grouped = number_format(amount, use_l10n=True, force_grouping=True)
    return _("%(amount)s kr.") % {"amount": grouped}
