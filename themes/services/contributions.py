"""Proposing a text or a piece of news for a theme, and taking it or saying no thanks."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import Contribution, Theme
from themes.services.themes import rewrite, tell

State = Contribution.State


@transaction.atomic
def propose_news(*, theme: Theme, by: User, text: str) -> Contribution:
    """Propose a piece of news; the same one that waits already is not proposed twice."""
    row = locked(theme, "phase")
    demand(by, "themes.contribute", row)
    told = {"author": by, "field": "", "text": text}
    return _waiting(row, told) or Contribution.objects.create(theme=row, **told)


@transaction.atomic
def propose_texts(
    *, theme: Theme, version: int, by: User, why: str = "", **texts: str
) -> list[Contribution]:
    """Propose every text that differs from the theme's, each by itself.

    Raises ``Stale`` where the theme was changed since the person opened its texts, and
    ``Refused`` where nothing differs.
    """
    row = locked(theme, "phase")
    demand(by, "themes.contribute", row)
    row.refuse_stale(version)
    changed = {name: text for name, text in texts.items() if text != getattr(row, name)}
    if not changed:
        raise Refused(_("Du har ikke ændret noget i teksterne endnu."))
    found = []
    for name, text in changed.items():
        told = {"author": by, "field": name, "text": text}
        before = getattr(row, name)
        standing = _waiting(row, told)
        if standing and standing.why != why:
            said = _("Du har allerede foreslået teksten. Din nye begrundelse er ikke sendt.")
            raise Refused.beside("why", said)
        found.append(
            standing or Contribution.objects.create(theme=row, before=before, why=why, **told)
        )
    return found


def _waiting(theme: Theme, told: dict[str, object]) -> Contribution | None:
    return theme.contributions.filter(state=State.WAITING, **told).first()


@transaction.atomic
def take_contribution(*, contribution: Contribution, by: User, seen: str = "") -> Contribution:
    """Let the theme say what is proposed; news stand in the author's name.

    A text that was changed since it was proposed is replaced only where ``seen`` is the
    fingerprint of what it says now, so that who takes it has read both; else raises ``Stale``.
    """
    theme, row = _locked(contribution, by)
    if (row.state, row.answered_by_id) == (State.TAKEN, by.pk):
        return row
    row.refuse_over(partial(_answered, row))
    if row.is_news:
        tell(theme, row.author, row.text)
    elif row.now != row.text:
        if row.is_outdated and seen != fingerprint(row.now):
            raise Stale(_("Teksten er ændret, siden forslaget blev skrevet. Læs begge tekster."))
        rewrite(theme, None, {row.field: row.text})
    return _answer(row, by, State.TAKEN)


@transaction.atomic
def decline_contribution(*, contribution: Contribution, by: User, reason: str) -> Contribution:
    """Say no thanks with a word that the author reads.

    A second click does nothing; raises ``Stale`` where it was answered by another, or otherwise.
    """
    _theme, row = _locked(contribution, by)
    if (row.state, row.answered_by_id, row.reason) == (State.DECLINED, by.pk, reason):
        return row
    row.refuse_over(partial(_answered, row))
    if not reason.strip():
        said = _("Skriv kort hvorfor. %(name)s læser det.") % {"name": row.author.name}
        raise Refused.beside("reason", said)
    return _answer(row, by, State.DECLINED, reason=reason)


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: User) -> Contribution:
    """The author takes it back."""
    row = locked(contribution, "theme__phase", "author", "answered_by")
    demand(by, "themes.withdraw_contribution", row)
    if row.state != State.WITHDRAWN:
        row.refuse_over(partial(_answered, row))
        save_by(by, row, state=State.WITHDRAWN)
    return row


def _locked(contribution: Contribution, by: User) -> tuple[Theme, Contribution]:
    theme = locked(Theme(pk=contribution.theme_id), "phase")
    row = locked(contribution, "author", "answered_by")
    row.theme = theme
    demand(by, "themes.answer_contribution", row)
    return theme, row


def _answered(row: Contribution) -> str:
    """Who was first, and with what."""
    if row.answered_by is None:
        return _("Forslaget er trukket tilbage.")
    told = {"name": row.answered_by.name, "answer": row.get_state_display()}
    return _("%(name)s har allerede svaret: %(answer)s.") % told


def _answer(row: Contribution, by: User, state: str, **changes: object) -> Contribution:
    """Save the answer; who answers an own proposal has read it."""
    now = timezone.now()
    read_at = now if by == row.author else None
    told = {"answered_by": by, "answered_at": now, "read_at": read_at}
    save_by(by, row, state=state, **told, **changes)
    return row


def mark_read(*, contribution: Contribution, by: User) -> None:
    """The author has read the answer."""
    demand(by, "themes.withdraw_contribution", contribution)
    if contribution.answered_at and contribution.read_at is None:
        update_unless_busy(Contribution.objects.filter(pk=contribution.pk), read_at=timezone.now())
