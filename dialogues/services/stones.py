"""Stones on the road: laid before the reference leader, taken, handed on, answered, cleared."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Stone, StoneStep
from dialogues.services.pairs import pair_of
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import RoleKey, User
from themes.models import LEADING, Theme
from themes.models.running import why_over
from themes.services.themes import DOUBLE

State = Stone.State


@transaction.atomic
def lay(*, theme: Theme, by: User, text: str) -> Stone:
    """Tell the reference leader of today what lies in the way; the same twice is one."""
    theme = locked(theme, "phase")
    demand(by, "dialogues.lay_stone", theme)
    key = {"theme": theme, **pair_of(theme), "text": text}
    return _just_laid(key) or _lay(key, by)


@transaction.atomic
def note(*, theme: Theme, by: User, text: str) -> Stone:
    """The reference leader notes a stone that she has seen herself, and takes it at once."""
    theme = locked(theme, "phase")
    demand(by, "dialogues.note_stone", theme)
    key = {"theme": theme, **pair_of(theme), "text": text}
    return _just_laid(key) or _move(_lay(key, by), State.TAKEN, by, holder=by)


def _just_laid(key: dict[str, Any]) -> Stone | None:
    since = timezone.now() - DOUBLE
    return Stone.objects.filter(**key, laid_at__gte=since).exclude(state__in=Stone.GONE).first()


def _lay(key: dict[str, Any], by: User) -> Stone:
    row = Stone.objects.create(**key, is_noted=by.pk == key[RoleKey.REFERENCE_LEADER].pk)
    StoneStep.objects.create(stone=row, by=by, state=State.LYING)
    return row


@transaction.atomic
def take(*, stone: Stone, by: User) -> Stone:
    """Promise to clear it."""
    row = _locked(stone)
    _demand(by, "dialogues.answer_stone", row)
    return _move(row, State.TAKEN, by, holder=by)


@transaction.atomic
def hand_on(*, stone: Stone, by: User, colleague: User, words: str = "") -> Stone:
    """Ask a named colleague to clear it; raises ``Refused`` beside ``colleague``."""
    row = _locked(stone)
    _demand(by, "dialogues.hand_on_stone", row)
    if colleague.pk in (row.network_leader_id, row.reference_leader_id):
        raise Refused.beside("colleague", _("Vælg en anden end jer to."))
    if said := why_over(row.theme, colleague):
        raise Refused.beside("colleague", said)
    return _move(row, State.HANDED, by, holder=colleague, whom=colleague, words=words)


@transaction.atomic
def decline(*, stone: Stone, by: User, words: str) -> Stone:
    """Say why not. A colleague's no lays the stone back before the reference leader."""
    row = _locked(stone)
    to = State.DECLINED if by.pk == row.reference_leader_id else State.LYING
    if _is_done(row, by, to, words):
        return row
    _demand(by, "dialogues.answer_stone", row)
    if not words.strip():
        raise Refused.beside("words", _("Skriv, hvorfor stenen ikke kan ryddes."))
    return _move(row, to, by, words=words)


@transaction.atomic
def clear(*, stone: Stone, by: User, words: str) -> Stone:
    """It is out of the way, with a line of what came of it."""
    row = _locked(stone)
    if _is_done(row, by, State.CLEARED, words):
        return row
    _demand(by, "dialogues.answer_stone", row)
    if not words.strip():
        raise Refused.beside("words", _("Skriv kort, hvad der kom ud af det."))
    return _move(row, State.CLEARED, by, words=words)


@transaction.atomic
def withdraw(*, stone: Stone, by: User) -> Stone:
    """Take back a stone that nobody has taken."""
    row = _locked(stone)
    _demand(by, "dialogues.withdraw_stone", row)
    return _move(row, State.WITHDRAWN, by)


@transaction.atomic
def carry_on(*, stone: Stone, by: User) -> Stone:
    """Close an open stone, and lay a copy of it before today's two leaders."""
    row = _locked(stone)
    _demand(by, "dialogues.carry_on_stone", row)
    key = {"theme": row.theme, **pair_of(row.theme), "text": row.text}
    if row.state == State.CARRIED_ON:
        return Stone.objects.filter(**key).order_by("-laid_at").first() or _lay(key, by)
    if (row.network_leader, row.reference_leader) == tuple(key[role] for role in LEADING):
        return row
    # The copy has no steps: those are the earlier pair's alone.
    _move(row, State.CARRIED_ON, by)
    return _lay(key, by)


def mark_read(*, stone: Stone, by: User) -> None:
    """Note that the network leader has seen the news; other readers are not recorded."""
    demand(by, "dialogues.read_stone", stone)
    if stone.is_news and by.pk == stone.network_leader_id:
        update_unless_busy(Stone.objects.filter(pk=stone.pk, version=stone.version), is_news=False)


def _locked(stone: Stone) -> Stone:
    return locked(stone, "theme__phase", "network_leader", "reference_leader")


def _demand(by: User, permission: str, row: Stone) -> None:
    """Raise ``Stale`` for a colleague who had it until a moment ago, ``PermissionDenied`` else."""
    is_here = by.is_working and not row.theme.is_closed
    was_given = is_here and row.steps.filter(whom=by).exists()
    if was_given and not is_allowed(by, permission, row):
        raise _stale(row)
    demand(by, permission, row)


def _is_done(row: Stone, by: User, to: str, words: str) -> bool:
    """Whether the last that happened is just this, in these words by the same person."""
    last = row.steps.last()
    return row.state == to and (last.state, last.by_id, last.words) == (to, by.pk, words)


def _stale(row: Stone) -> Stale:
    last = row.steps.select_related("by", "whom").last()
    return Stale(_("%(told)s. Din tekst er ikke gemt.") % {"told": last.told})


def _move(row: Stone, to: str, by: User, *, holder: User | None = None, **step: Any) -> Stone:
    """Bring the stone on; the same step in the same words twice is one.

    Raises ``Stale`` where it was done by another or in other words, ``UnknownMove`` where it
    cannot be done any more.
    """
    if row.state == to and row.holder_id == getattr(holder, "pk", None):
        if _is_done(row, by, to, step.get("words", "")):
            return row
        raise _stale(row)
    said = _("Stenens status er nu “%(status)s”, så det kan ikke lade sig gøre.")
    changes = {"holder": holder, "since": timezone.localdate()}
    changes["is_news"] = by.pk != row.network_leader_id
    row.go_to(to, said % {"status": row.get_state_display()}, **changes)
    StoneStep.objects.create(stone=row, by=by, state=to, **step)
    return row
