"""A proposal's way: its author's draft, sent to the secretariat, taken up or declined."""

from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User
from themes.models import Gate, Phase, Theme
from themes.queries.rounds import open_round
from themes.services.phases import Answers, write_answers
from themes.services.themes import DOUBLE, ThemeFields, Units, create, is_saved

ANSWERED = (Theme.Status.ACCEPTED, Theme.Status.REVISE, Theme.Status.DECLINED)


@transaction.atomic
def propose_theme(
    *,
    by: User,
    units: Units = None,
    answers: Answers | None = None,
    **fields: Unpack[ThemeFields],
) -> Theme:
    """Begin a draft that only its author sees; the same one sent twice in a minute is one.

    ``answers`` are what the author says of the marks of a good theme.
    """
    demand(by, "themes.propose_theme")
    locked(by)
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
    write_answers(theme=theme, by=by, typed=answers or {})
    return theme


def _just_proposed(theme: Theme, units: Units) -> Theme | None:
    """The proposal that the same person made from the same words a moment ago."""
    since = timezone.now() - DOUBLE
    names = ("title", "type_id", *Theme.TEXTS)
    alike = {name: getattr(theme, name) for name in names}
    recent = theme.proposed_by.proposals.filter(created_at__gte=since, **alike)
    return next((row for row in recent if set(row.units.all()) == set(units or [])), None)


@transaction.atomic
def save_draft(
    *,
    theme: Theme,
    version: int,
    by: User,
    units: Units = None,
    answers: Answers | None = None,
    **fields: Unpack[ThemeFields],
) -> Theme:
    """Save the author's draft as its next version; the same words twice are saved once."""
    stored = _locked(theme, by, "themes.write_proposal")
    if stored.status not in Theme.WRITABLE:
        raise UnknownMove(_("Forslaget er sendt og kan ikke ændres mere."))
    if is_saved(stored, units, fields) and _are_saved(stored, answers or {}):
        return stored
    stored.refuse_stale(version)
    stored.save_next(**fields)
    if units is not None:
        stored.units.set(units)
    write_answers(theme=stored, by=by, typed=answers or {})
    return stored


def _are_saved(theme: Theme, answers: Answers) -> bool:
    stored = dict(theme.answers.filter(gate=None).values_list("question", "text"))
    return all(stored.get(key, "") == text for key, text in answers.items())


def _locked(theme: Theme, by: User, rule: str) -> Theme:
    row = locked(theme)
    demand(by, rule, row)
    return row


def _move(row: Theme, end: str, refusal: str, **changes: Any) -> Theme:
    """Take the proposal to its next status; a second try finds it there already."""
    return row if row.status == end else row.go_to(end, refusal, **changes)


@transaction.atomic
def send_proposal(*, theme: Theme, by: User) -> Theme:
    """Hand the author's draft to the secretariat, for the next round that takes proposals."""
    row = _locked(theme, by, "themes.write_proposal")
    if not row.challenge.strip():
        raise Refused(_("Beskriv udfordringen, før du sender forslaget."))
    said = _("Sekretariatet har allerede svaret på forslaget.")
    return _move(row, Theme.Status.PROPOSED, said, round=open_round())


def _answer(row: Theme, status: str, refusal: str, by: User, reason: str, **changes: Any) -> Theme:
    """The secretariat's answer to a proposal that waits for it; ``by`` becomes its contact.

    Raises ``UnknownMove`` with who was first, so that no second reason is dropped unseen.
    """
    if row.status in ANSWERED and row.contact and row.contact_id != by.pk:
        said = _("%(name)s har allerede svaret på forslaget: %(answer)s.")
        told = {"name": row.contact.name, "answer": row.get_status_display()}
        raise UnknownMove(said % told)
    told = {"contact": by, "decision_reason": reason, "decided_on": timezone.localdate()}
    return _move(row, status, refusal, **told, **changes)


@transaction.atomic
def accept_proposal(*, theme: Theme, by: User, reason: str = "") -> Theme:
    """Take the proposal up as a theme that starts today."""
    row = _locked(theme, by, "themes.decide_proposal")
    startup = Phase.objects.get(key=Phase.STARTUP)
    refusal = _("Forslaget venter ikke på svar, så det kan ikke godkendes.")
    told = {"phase": startup, "phase_since": timezone.localdate()}
    row = _answer(row, Theme.Status.ACCEPTED, refusal, by, reason, **told)
    begun = Phase.objects.get(key=Phase.PROPOSAL)
    Gate.objects.get_or_create(
        theme=row, from_phase=begun, to_phase=startup, defaults={"created_by": by}
    )
    return row


@transaction.atomic
def ask_to_revise(*, theme: Theme, by: User, reason: str) -> Theme:
    """Give the proposal back to its author, with what is to be made better."""
    row = _locked(theme, by, "themes.decide_proposal")
    if not reason.strip():
        raise Refused(_("Skriv, hvad der skal rettes. Forslagsstilleren læser det."))
    refusal = _("Forslaget venter ikke på svar, så det kan ikke sendes tilbage.")
    return _answer(row, Theme.Status.REVISE, refusal, by, reason)


@transaction.atomic
def decline_proposal(*, theme: Theme, by: User, reason: str) -> Theme:
    """Say no, with the reason that the author reads."""
    row = _locked(theme, by, "themes.decide_proposal")
    if not reason.strip():
        raise Refused(_("Skriv, hvorfor forslaget bliver afvist. Forslagsstilleren læser det."))
    refusal = _("Forslaget venter ikke på svar, så det kan ikke afvises.")
    return _answer(row, Theme.Status.DECLINED, refusal, by, reason)
