"""A proposal's way: its author's draft, sent to the secretariat, taken up or declined."""

from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.errors import Refused, UnknownMove
from roles.models import User
from themes.models import Phase, Theme
from themes.services.themes import DOUBLE, ThemeFields, Units, create, is_saved


@transaction.atomic
def propose_theme(*, by: User, units: Units = None, **fields: Unpack[ThemeFields]) -> Theme:
    """Begin a draft that only its author sees; the same one sent twice in a minute is one."""
    User.objects.select_for_update().get(pk=by.pk)
    theme = Theme(
        status=Theme.Status.DRAFT,
        phase=Phase.objects.get(key=Phase.PROPOSAL),
        proposed_by=by,
        **fields,
    )
    if same := _just_proposed(theme, units):
        return same
    create(theme)
    theme.units.set(units or [])
    return theme


def _just_proposed(theme: Theme, units: Units) -> Theme | None:
    """The proposal that the same person made from the same words a moment ago."""
    since = timezone.now() - DOUBLE
    names = ("title", "challenge", "why_cross_cutting", "ambition", "type_id")
    alike = {name: getattr(theme, name) for name in names}
    recent = theme.proposed_by.proposals.filter(created_at__gte=since, **alike)
    return next((row for row in recent if set(row.units.all()) == set(units or [])), None)


@transaction.atomic
def save_draft(
    *, theme: Theme, version: int, by: User, units: Units = None, **fields: Unpack[ThemeFields]
) -> Theme:
    """Save the author's draft as its next version; the same words twice are saved once."""
    stored = Theme.objects.select_for_update().get(pk=theme.pk)
    if stored.status != Theme.Status.DRAFT or stored.proposed_by_id != by.pk:
        raise UnknownMove(_("Forslaget er sendt og kan ikke ændres mere."))
    if is_saved(stored, units, fields):
        return stored
    row = Theme.locked(theme.pk, version)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_next(*fields, "updated_at")
    if units is not None:
        row.units.set(units)
    return row


def _move(theme: Theme, start: str, end: str, refusal: str, **changes: Any) -> Theme:
    """Take the proposal from one status to the next; a second try finds it there already."""
    row = Theme.objects.select_for_update().get(pk=theme.pk)
    if row.status == end:
        return row
    if row.status != start:
        raise UnknownMove(refusal)
    for name, value in {"status": end, **changes}.items():
        setattr(row, name, value)
    row.save_next("status", *changes, "updated_at")
    return row


@transaction.atomic
def send_proposal(*, theme: Theme, by: User) -> Theme:
    """Hand the author's draft to the secretariat."""
    if theme.proposed_by_id != by.pk:
        raise Refused(_("Kun den, der har skrevet forslaget, kan sende det."))
    if not theme.challenge.strip():
        raise Refused(_("Beskriv udfordringen, før du sender forslaget."))
    draft, proposed = Theme.Status.DRAFT, Theme.Status.PROPOSED
    return _move(theme, draft, proposed, _("Sekretariatet har allerede svaret på forslaget."))


@transaction.atomic
def accept_proposal(*, theme: Theme, by: User, reason: str = "") -> Theme:
    """Take the proposal up as a theme that starts today; ``by`` becomes its contact."""
    return _move(
        theme,
        Theme.Status.PROPOSED,
        Theme.Status.ACCEPTED,
        _("Forslaget venter ikke på svar, så det kan ikke godkendes."),
        phase=Phase.objects.get(key=Phase.STARTUP),
        phase_since=timezone.localdate(),
        contact=by,
        decision_reason=reason,
    )


@transaction.atomic
def decline_proposal(*, theme: Theme, by: User, reason: str) -> Theme:
    """Say no, with the reason that the author reads."""
    if not reason.strip():
        raise Refused(_("Skriv, hvorfor forslaget bliver afvist. Forslagsstilleren læser det."))
    return _move(
        theme,
        Theme.Status.PROPOSED,
        Theme.Status.DECLINED,
        _("Forslaget venter ikke på svar, så det kan ikke afvises."),
        contact=by,
        decision_reason=reason,
    )
