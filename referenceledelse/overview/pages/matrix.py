"""The matrix's cells as HTML: each made once for its state, since there are many alike.

A mark's filling and its words tell the same as its colour. Why HTML is made here, in the layer of
plain data, is told in ``docs/decisions/memoised-cells.md``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.models.duties import DutyStatus
from dialogues.queries.mandate import PartCount
from referenceledelse.core.svg import pictures
from referenceledelse.overview.queries.matrix import (
    NETWORK_LEADER,
    REFERENCE_LEADER,
    Invitation,
    MatrixRow,
    ReflectionState,
    Written,
    kind_label,
)
from roles.models import RoleKey

KEPT = 4096
# Keeps a cell's few words on one line.
UNBROKEN = "\N{NO-BREAK SPACE}"
# Placeholders to reverse an address with, to split it around the real name.
NAME, KEY = "0-0", 10**17
LOOKS = {
    Invitation.NO_PAIR: "off",
    Invitation.NONE: "none",
    Invitation.WAITS: "begun",
    Invitation.OTHER_TIME: "begun",
    Invitation.ACCEPTED: "done",
    Invitation.CANCELLED: "off",
    ReflectionState.DRAFT: "half",
    ReflectionState.IN: "done",
    ReflectionState.ORAL: "done",
    Written.DRAFT: "half",
    Written.SENT: "half",
    Written.APPROVED: "done",
    DutyStatus.NOT_DISCUSSED: "none",
    DutyStatus.AGREED: "begun",
    DutyStatus.IN_PROGRESS: "half",
    DutyStatus.IN_PLACE: "done",
    DutyStatus.NOT_RELEVANT: "off",
}
# A duty's key and its name with its number.
type Point = tuple[str, str]


@dataclass(frozen=True)
class Head:
    """What stands above the rows."""

    legend: SafeString
    heads: SafeString


def head(duties: tuple[Point, ...]) -> Head:
    """The legend and the names of the columns."""
    return _head(duties, get_language() or "")


@lru_cache(maxsize=KEPT)
def _head(duties: tuple[Point, ...], _language: str) -> Head:
    role = reverse("roles:role", args=[RoleKey.REFERENCE_LEADER.value])
    told = {"duties": duties, "role": role, "legend": legend()}
    return Head(
        render_to_string("overview/secretariat/_marks.html", told),
        render_to_string("overview/secretariat/_head.html", told),
    )


def body(rows: Iterable[MatrixRow], duties: tuple[Point, ...]) -> SafeString:
    """The matrix's lines, one for each theme."""
    language, today = get_language() or "", timezone.localdate()
    keys = tuple(key for key, _name in duties)
    return SafeString("".join(_line(row, keys, today, language) for row in rows))


class CellTemplate:
    """A finished cell whose links lead to one theme or talk: its pieces, and the name between."""

    def __init__(self, *pieces: SafeString) -> None:
        self.pieces = pieces

    def of(self, name: str | int) -> SafeString:
        """The cell of the theme or talk."""
        return SafeString(escape(name).join(self.pieces))


@lru_cache
def _around(view: str, name: str | int, *more: str) -> tuple[str, str]:
    """What stands before and after the name in the address of a page."""
    before, _name, after = reverse(view, args=[name, *more]).rpartition(str(name))
    return before, after


def _line(row: MatrixRow, keys: tuple[str, ...], today: date, language: str) -> SafeString:
    conversation = row.conversation
    return SafeString(
        "<tr>"
        + _title(row.title, row.phase).of(row.slug)
        + _invitation(conversation.invitation, conversation.kind, language)
        + _side(
            NETWORK_LEADER,
            row.network_leader,
            row.network_leader_proposed,
            conversation.network_leader_form,
            language,
        )
        + _side(
            REFERENCE_LEADER,
            row.reference_leader,
            row.reference_leader_proposed,
            conversation.reference_leader_form,
            language,
        )
        + _conversation(
            conversation.held_on, conversation.scheduled_on, conversation.has_pair, today, language
        )
        + _agreement(conversation.agreement, conversation.approved_on, today, language).of(
            conversation.approved or ""
        )
        + _mandate(row.mandate, language).of(row.slug)
        + _duties(row.statuses, row.has_talked, keys, language).of(row.slug)
        + "</tr>"
    )


@lru_cache(maxsize=KEPT)
def _title(title: str, phase: str) -> CellTemplate:
    before, after = _around("themes:theme", NAME)
    link = format_html('{}">{}</a><small>{}</small></th>', after, title, phase)
    return CellTemplate(format_html('<th scope="row"><a href="{}', before), link)


def _link(
    title: str, look: str, around: tuple[str, str], words: str, beside: str = ""
) -> CellTemplate:
    before, after = around
    opening = '<td data-title="{}"><span class="m m-{}"><a href="{}'
    return CellTemplate(
        format_html(opening, title, look, before),
        format_html('{}">{}</a>{}</span></td>', after, words, beside),
    )


def _cell(title: str, look: str, words: str | SafeString) -> SafeString:
    return format_html(
        '<td data-title="{}"><span class="m m-{}">{}</span></td>', title, look, words
    )


def _empty(title: str) -> SafeString:
    return format_html('<td data-title="{}" class="no"></td>', title)


@lru_cache(maxsize=KEPT)
def _invitation(state: str, kind: str, _language: str) -> SafeString:
    words = Invitation(state).label
    if label := kind_label(kind):
        words = f"{label}: {words}"
    return _cell(_("Invitation"), LOOKS[Invitation(state)], words)


@lru_cache(maxsize=KEPT)
def _side(role: str, name: str, proposed: str, form: str, _language: str) -> SafeString:
    """A leader with how far the leader's own reflection is; or who is proposed."""
    role = capfirst(RoleKey(role).label)
    if not name:
        words = _("foreslået: %(name)s") % {"name": proposed} if proposed else ""
        cell = '<td data-title="{}"><b class="lack">{}</b><small>{}</small></td>'
        return format_html(cell, role, _("mangler"), words)
    if form == ReflectionState.NONE:
        return format_html('<td data-title="{}">{}</td>', role, name)
    return format_html(
        '<td data-title="{}">{}<span class="m m-{}">{}</span></td>',
        role,
        name,
        LOOKS[ReflectionState(form)],
        ReflectionState(form).label,
    )


@lru_cache(maxsize=KEPT)
def _conversation(
    held: date | None, ahead: date | None, has_pair: bool, today: date, _language: str
) -> SafeString:
    if held is None and ahead is None:
        return _cell(_("Samtale"), "none", _("ikke holdt")) if has_pair else _empty(_("Samtale"))
    if held is None:
        return _cell(_("Samtale"), "begun", _("planlagt %(day)s") % {"day": day(ahead, today)})
    words = _("holdt %(day)s") % {"day": day(held, today)}
    if ahead is not None:
        words = _("%(held)s, næste %(day)s") % {"held": words, "day": day(ahead, today)}
    return _cell(_("Samtale"), "done", words)


@lru_cache(maxsize=KEPT)
def _agreement(state: str, approved: date | None, today: date, _language: str) -> CellTemplate:
    """An approved agreement leads to its page; the secretariat reads no other."""
    written, title = Written(state), _("Aftale")
    if written == Written.NONE:
        return CellTemplate(_empty(title))
    if written != Written.APPROVED and approved is None:
        return CellTemplate(_cell(title, LOOKS[written], written.label))
    words = _("godkendt %(day)s") % {"day": day(approved, today)}
    if written != Written.APPROVED:
        words = _("%(approved)s, ny: %(state)s") % {"approved": words, "state": written.label}
    return _link(title, "done", _around("dialogues:agreement", KEY), words)


@lru_cache(maxsize=KEPT)
def _mandate(count: PartCount, _language: str) -> CellTemplate:
    """How many of the required parts are agreed; leads to the mandate."""
    look, words = "done", _("på plads")
    if not count.is_in_place:
        look = "half" if count.agreed else "none"
        words = _("%(agreed)d af %(all)d") % {"agreed": count.agreed, "all": count.required}
        words = words.replace(" ", UNBROKEN)
    names = list(dict.fromkeys(name for _role, name in count.missing if name))
    told = _("mangler %(names)s") % {"names": ", ".join(names)} if names else ""
    beside = format_html(" <small>{}</small>", told) if told else ""
    return _link(_("Mandat"), look, _around("dialogues:mandate", NAME), words, beside)


@lru_cache(maxsize=KEPT)
def _duties(
    statuses: tuple[str, ...], has_talked: bool, keys: tuple[str, ...], _language: str
) -> CellTemplate:
    """The ten marks, each a way to its duty; before any talk one way to them all."""
    is_told = len(statuses) == len(keys)
    if not is_told or not (has_talked or set(statuses) - {DutyStatus.NOT_DISCUSSED}):
        before, after = _around("dialogues:duties", NAME)
        opening = '<td class="ten" data-title="{}" colspan="{}"><a href="{}'
        words = pictures.label(DutyStatus.NOT_DISCUSSED, has_talked=has_talked)
        return CellTemplate(
            format_html(opening, _("De ti opgaver"), len(keys), before),
            format_html('{}">{}</a></td>', after, words),
        )
    pieces, closing = [], ""
    for key, status in zip(keys, statuses, strict=True):
        before, after = _around("dialogues:duty", NAME, key)
        opening = '{}<td><a class="m m-{}" href="{}'
        pieces.append(format_html(opening, closing, LOOKS[DutyStatus(status)], before))
        words = pictures.label(status, has_talked=has_talked)
        closing = format_html('{}">{}</a></td>', after, words)
    return CellTemplate(*pieces, closing)


def day(on: date | None, today: date) -> str:
    """A day the short way, on one line; the year where it is not this one."""
    if on is None:
        return ""
    words = date_format(on, "j. N" if on.year == today.year else "j. N Y")
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def legend() -> list[tuple[str, str]]:
    """What each mark means of a step and of a duty, in words."""
    steps = (
        (DutyStatus.NOT_DISCUSSED, _("ikke begyndt")),
        (DutyStatus.AGREED, _("begyndt")),
        (DutyStatus.IN_PROGRESS, _("på vej")),
        (DutyStatus.IN_PLACE, _("gjort")),
        (DutyStatus.NOT_RELEVANT, _("aflyst")),
    )
    return [(LOOKS[duty], f"{capfirst(step)} / {duty.label}") for duty, step in steps]
