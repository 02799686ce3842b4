"""Pictures drawn as SVG on the server: pure functions of what they show, so each is drawn once."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from math import cos, pi, sin
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

type Size = Literal["small", "large"]

KEPT_WHEELS = 4096
# As many as the reference leader has duties. A ring with another number of parts is drawn in full.
DUTIES = 10


class DutyLook(StrEnum):
    """The statuses a duty can have, from the middle of the ring and out."""

    NOT_DISCUSSED = "not_discussed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    IN_PLACE = "in_place"
    NOT_RELEVANT = "not_relevant"


LABELS = {
    DutyLook.NOT_DISCUSSED: _("ikke drøftet"),
    DutyLook.AGREED: _("aftalt"),
    DutyLook.IN_PROGRESS: _("i gang"),
    DutyLook.IN_PLACE: _("på plads"),
    DutyLook.NOT_RELEVANT: _("ikke relevant"),
}
# Stands for "ikke drøftet" on a theme where no talk was held, since nothing could be discussed.
BEFORE_ANY_TALK = _("endnu ingen samtale")
# How much of the segment is filled tells the same as its colour, on paper and in grey too.
FILLED = {DutyLook.AGREED: 0.36, DutyLook.IN_PROGRESS: 0.66, DutyLook.IN_PLACE: 1.0}

SUMMARY_ORDER = (*reversed(FILLED), DutyLook.NOT_DISCUSSED, DutyLook.NOT_RELEVANT)


class Ring:
    """The measures of a wheel: its box, the ring's two radii, and the gap between segments."""

    def __init__(self, box: int, inner: float, outer: float, gap: float, corner: float) -> None:
        self.box, self.inner, self.outer = box, inner, outer
        self.gap, self.corner = gap, corner

    @property
    def depth(self) -> float:
        return self.outer - self.inner

    def radius(self, share: float) -> float:
        """The radius at which that share of the ring's depth is filled."""
        return self.inner + share * self.depth

    def point(self, radius: float, angle: float) -> str:
        """Where an angle, clockwise from 12 o'clock, meets a radius."""
        middle = self.box / 2
        return f"{middle + radius * sin(angle):.2f} {middle - radius * cos(angle):.2f}"

    def segment(self, start: float, end: float, outer: float, inset: float = 0) -> str:
        """The path of a ring segment with round corners and straight, parallel gaps."""
        inner, outer, gap = self.inner + inset, outer - inset, self.gap / 2 + inset
        corner = max(0.0, min(self.corner - inset, (outer - inner) / 2))

        def at(radius: float, side: int, along: float = 0) -> str:
            angle = start + (gap + along) / radius if side < 0 else end - (gap + along) / radius
            return self.point(radius, angle)

        return (
            f"M{at(outer, -1, corner)}"
            f"A{outer:.2f} {outer:.2f} 0 0 1 {at(outer, 1, corner)}"
            f"Q{at(outer, 1)} {at(outer - corner, 1)}L{at(inner + corner, 1)}"
            f"Q{at(inner, 1)} {at(inner, 1, corner)}"
            f"A{inner:.2f} {inner:.2f} 0 0 0 {at(inner, -1, corner)}"
            f"Q{at(inner, -1)} {at(inner + corner, -1)}L{at(outer - corner, -1)}"
            f"Q{at(outer, -1)} {at(outer, -1, corner)}Z"
        )


RINGS: dict[str, Ring] = {
    "small": Ring(box=72, inner=16, outer=34, gap=2.4, corner=2.4),
    "large": Ring(box=360, inner=82, outer=176, gap=7, corner=9),
    "mark": Ring(box=144, inner=46, outer=68, gap=2, corner=3),
}


def duty_wheel(
    statuses: tuple[str, ...],
    size: Size = "small",
    links: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    *,
    has_talked: bool = True,
) -> SafeString:
    """The signature picture: one segment per duty, clockwise from 12 o'clock.

    With ``links``, each segment leads to its duty and is named for screen readers; without,
    the wheel is one picture with a summary in words.
    """
    return _wheel(statuses, size, links, names, has_talked, get_language() or "")


def label(status: str, *, has_talked: bool = True) -> str:
    """A status in words; ``has_talked`` is whether a talk was held on the theme."""
    look = DutyLook(status)
    is_before = look == DutyLook.NOT_DISCUSSED and not has_talked
    return gettext(str(BEFORE_ANY_TALK if is_before else LABELS[look]))


def duty_status(status: str, *, has_talked: bool = True) -> SafeString:
    """One status as the mark it has in the wheel, followed by its words."""
    return _status(DutyLook(status), has_talked, get_language() or "")


def duty_mark(status: str) -> SafeString:
    """One status as its mark alone, named for screen readers; for cells of a table."""
    return _mark(DutyLook(status), get_language() or "")


@lru_cache(maxsize=KEPT_WHEELS)
def _wheel(
    statuses: tuple[str, ...],
    size: Size,
    links: tuple[str, ...],
    names: tuple[str, ...],
    has_talked: bool,
    _language: str,
) -> SafeString:
    ring = RINGS[size]
    looks = tuple(DutyLook(status) for status in statuses)
    is_plain = size == "small" and len(looks) == DUTIES and not links
    drawn = _turned(looks, ring) if is_plain else _segments(looks, ring, links, names, has_talked)
    segments = ((segment,) for segment in drawn)
    return format_html(
        '<svg class="wheel wheel-{}" viewBox="0 0 {} {}" width="{}" height="{}" '
        'focusable="false" role="{}" aria-label="{}">{}</svg>',
        size,
        *[ring.box] * 4,
        "group" if links else "img",
        _summary(looks, names, has_talked),
        format_html_join("", "{}", segments),
    )


def wheel_parts() -> SafeString:
    """Each look's segment and mark, once on a page; small wheels and marks are copies of them."""
    return _parts()


@lru_cache(maxsize=1)
def _parts() -> SafeString:
    turn = 2 * pi / DUTIES
    reach = pi / 16
    segments = ((look, _shape(look, RINGS["small"], 0, turn)) for look in DutyLook)
    marks = ((look, _shape(look, RINGS["mark"], -reach, reach)) for look in DutyLook)
    return format_html(
        '<svg class="wheel-parts" width="0" height="0" aria-hidden="true" focusable="false">'
        "<defs>{}{}</defs></svg>",
        format_html_join("", '<g id="wheel-{}">{}</g>', segments),
        format_html_join("", '<g id="mark-{}">{}</g>', marks),
    )


def _turned(looks: tuple[DutyLook, ...], ring: Ring) -> Iterator[SafeString]:
    """Each segment as a turned copy of its part, a tenth of the drawing's size."""
    middle = ring.box // 2
    for index, look in enumerate(looks):
        yield format_html(
            '<use href="#wheel-{}" transform="rotate({} {} {})"/>',
            look,
            index * 360 // len(looks),
            middle,
            middle,
        )


def _segments(
    looks: tuple[DutyLook, ...],
    ring: Ring,
    links: tuple[str, ...],
    names: tuple[str, ...],
    has_talked: bool,
) -> Iterator[SafeString]:
    turn = 2 * pi / len(looks)
    for index, look in enumerate(looks):
        start, end = index * turn, (index + 1) * turn
        shape = _shape(look, ring, start, end)
        if ring is RINGS["large"]:
            shape += _number(look, ring, index + 1, (start + end) / 2)
        if links:
            name = f"{index + 1} {names[index]}" if names else str(index + 1)
            words = label(look, has_talked=has_talked)
            shape = format_html(
                '<a href="{}"><title>{}: {}</title>{}</a>', links[index], name, words, shape
            )
        yield shape


def _shape(look: DutyLook, ring: Ring, start: float, end: float) -> SafeString:
    """A segment: its outline, and as much filling as the duty has come along."""
    track = format_html(
        '<path class="wheel-track wheel-{}" d="{}"/>', look, ring.segment(start, end, ring.outer)
    )
    if look == DutyLook.NOT_RELEVANT:
        middle, radius = (start + end) / 2, ring.radius(0.4)
        reach = ring.depth * 0.15 / radius
        return track + format_html(
            '<path class="wheel-stroke" d="M{}L{}"/>',
            ring.point(radius, middle - reach),
            ring.point(radius, middle + reach),
        )
    if look not in FILLED:
        return track
    filled = ring.segment(start, end, ring.radius(FILLED[look]))
    return track + format_html('<path class="wheel-fill wheel-{}" d="{}"/>', look, filled)


def _number(look: DutyLook, ring: Ring, number: int, angle: float) -> SafeString:
    x, y = ring.point(ring.radius(0.82), angle).split()
    return format_html(
        '<text class="wheel-number wheel-{}" x="{}" y="{}" aria-hidden="true">{}</text>',
        look,
        x,
        y,
        number,
    )


def _summary(looks: tuple[DutyLook, ...], names: tuple[str, ...], has_talked: bool) -> str:
    """Which duties have which status, in words: the text alternative."""
    told = []
    for status in SUMMARY_ORDER:
        duties = [
            f"{i} {names[i - 1]}" if names else str(i)
            for i, look in enumerate(looks, start=1)
            if look == status
        ]
        if duties:
            words = capfirst(label(status, has_talked=has_talked))
            told.append(f"{words}: {', '.join(duties)}")
    count = len(looks)
    title = ngettext("%(count)d opgave", "%(count)d opgaver", count) % {"count": count}
    return f"{title}. {'. '.join(told)}."


@lru_cache(maxsize=len(DutyLook) * 4)
def _status(look: DutyLook, has_talked: bool, _language: str) -> SafeString:
    return format_html(
        '<span class="duty-status">{}{}</span>',
        _sign(look, SafeString('aria-hidden="true"')),
        label(look, has_talked=has_talked),
    )


@lru_cache(maxsize=len(DutyLook) * 4)
def _mark(look: DutyLook, _language: str) -> SafeString:
    return _sign(look, format_html('role="img" aria-label="{}"', label(look)))


def _sign(look: DutyLook, named: SafeString) -> SafeString:
    return format_html(
        '<svg class="wheel duty-mark" viewBox="58 2 28 26" width="28" height="26" '
        'focusable="false" {}><use href="#mark-{}"/></svg>',
        named,
        look,
    )
