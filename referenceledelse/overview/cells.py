"""The matrix's cells as HTML: each made once for its state, since there are many alike (DESIGN 6).

A mark's filling and its words tell the same as its colour.
"""

from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from referenceledelse import pictures
from referenceledelse.overview.matrix import Form, Invitation, Row, Written, kind_label
from roles.models import RolePoint

KEPT = 4096
# Stands in a made cell where the theme's address comes.
SLUG = "0-0"
LOOKS = {
    Invitation.NONE: "none",
    Invitation.WAITS: "begun",
    Invitation.OTHER_TIME: "begun",
    Invitation.ACCEPTED: "done",
    Invitation.CANCELLED: "off",
    Form.EMPTY: "none",
    Form.DRAFT: "half",
    Form.IN: "done",
    Form.ORAL: "done",
    Form.SKIPPED: "off",
    Written.DRAFT: "begun",
    Written.SENT: "half",
    Written.APPROVED: "done",
}
type Point = tuple[str, str]


def points() -> list[RolePoint]:
    """The ten duties in their order, as the matrix's columns."""
    return list(RolePoint.objects.duties().current().order_by("order"))


def line(row: Row, keys: tuple[str, ...]) -> SafeString:
    """All cells of a row after its title; ``keys`` names the ten duties in their order."""
    language = get_language() or ""
    agreement = _agreement(row)
    return SafeString(
        _invitation(row.talk.invitation, row.talk.kind, language)
        + _side(_("Netværksleder"), row.network_leader, row.talk.network_leader_form, language)
        + _side(_("Referenceleder"), row.reference_leader, row.talk.reference_leader_form, language)
        + _talk(row.talk.held_on, row.talk.scheduled_on, timezone.localdate(), language)
        + agreement
        + _mandate(row.mandate_agreed, row.mandate_required, row.is_mandate_in_place, language)
        + _duties(row.statuses, keys, language).replace(SLUG, row.slug)
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
def _side(role: str, name: str, form: str, _language: str) -> SafeString:
    """A leader with how far the leader's own reflection is, or that there is none."""
    if not name:
        words = _("mangler")
        return format_html('<td data-title="{}"><b class="lack">{}</b></td>', role, words)
    if form == Form.NONE:
        return format_html('<td data-title="{}">{}</td>', role, name)
    return format_html(
        '<td data-title="{}">{}<span class="m m-{}">{}</span></td>',
        role,
        name,
        LOOKS[Form(form)],
        Form(form).label,
    )


@lru_cache(maxsize=KEPT)
def _talk(held: date | None, ahead: date | None, today: date, _language: str) -> SafeString:
    if held is None and ahead is None:
        return _empty(_("Samtale"))
    if held is None:
        return _cell(_("Samtale"), "begun", _("planlagt %(day)s") % {"day": day(ahead, today)})
    words = _("holdt %(day)s") % {"day": day(held, today)}
    if ahead is not None:
        words = _("%(held)s, næste %(day)s") % {"held": words, "day": day(ahead, today)}
    return _cell(_("Samtale"), "done", words)


def _agreement(row: Row) -> SafeString:
    """An approved agreement leads to its page; the secretariat reads no other (FEATURES 22)."""
    state, title = Written(row.talk.agreement), _("Aftale")
    if state == Written.NONE:
        return _empty(title)
    if state != Written.APPROVED:
        return _cell(title, LOOKS[state], state.label)
    words = _("godkendt %(day)s") % {"day": day(row.talk.approved_on, timezone.localdate())}
    url = reverse("dialogues:agreement", args=[row.talk.approved])
    return _cell(title, "done", format_html('<a href="{}">{}</a>', url, words))


@lru_cache(maxsize=KEPT)
def _mandate(agreed: int, required: int, is_in_place: bool, _language: str) -> SafeString:
    """How many of the required parts are agreed."""
    if is_in_place:
        return _cell(_("Mandat"), "done", _("på plads"))
    words = _("%(agreed)d af %(all)d aftalt") % {"agreed": agreed, "all": required}
    return _cell(_("Mandat"), "half" if agreed else "none", words)


@lru_cache(maxsize=KEPT)
def _duties(statuses: tuple[str, ...], keys: tuple[str, ...], _language: str) -> SafeString:
    """The ten marks, each a way to its duty."""
    if len(statuses) != len(keys):
        url = reverse("dialogues:duties", args=[SLUG])
        words = _("Opgaverne er endnu ikke talt igennem")
        cell = '<td class="ten" data-title="{}" colspan="{}"><a href="{}">{}</a></td>'
        return format_html(cell, _("De ti opgaver"), len(keys), url, words)
    return SafeString("").join(
        format_html(
            '<td><a class="m m-{}" href="{}">{}</a></td>',
            status,
            reverse("dialogues:duty", args=[SLUG, key]),
            pictures.label(status),
        )
        for key, status in zip(keys, statuses, strict=True)
    )


def day(on: date | None, today: date) -> str:
    """A day the short way, on one line; the year where it is not this one."""
    if on is None:
        return ""
    words = date_format(on, "j. b" if on.year == today.year else "j. b Y")
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def legend() -> list[tuple[str, str]]:
    """What each mark means of a step and of a duty, in words."""
    steps = (
        ("none", _("ikke begyndt"), "not_discussed"),
        ("begun", _("begyndt"), "agreed"),
        ("half", _("på vej"), "in_progress"),
        ("done", _("gjort"), "in_place"),
        ("off", _("aflyst eller ikke brugt"), "not_relevant"),
    )
    return [(look, f"{capfirst(step)} / {pictures.label(duty)}") for look, step, duty in steps]
