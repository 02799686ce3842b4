"""Opening arenas: a register of one's own, and each use from wish to outcome."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import fill, is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.models import Arena, ArenaUse
from themes.services import records

State = ArenaUse.State
OPEN = (State.ASKED, State.OFFERED)


@transaction.atomic
def keep_arena(*, arena: Arena, by: User, version: int | None = None, **fields: Any) -> Arena:
    """Write an arena into one's own register, or change one that stands there."""
    locked(by)
    if arena.pk is None:
        demand(by, "themes.keep_register")
        if same := Arena.objects.filter(owner=by, **fields).first():
            return same
        row = Arena(owner=by, **fields)
        check(row)
        with acting(by):
            row.save()
        return row
    row = locked(arena)
    demand(by, "themes.edit_arena", row)
    if not is_already(row, fields):
        row.refuse_stale(version)
        save_checked(row, by, fields)
    return row


def ask_for_arena(*, use: ArenaUse, by: User) -> ArenaUse:
    """The network leader, or who else writes here, asks for an arena: one by name, or a wish."""
    use.state, use.asked_on = State.ASKED, timezone.localdate()
    return records.add(use, by=by)


@transaction.atomic
def offer_arena(
    *, use: ArenaUse, arena: Arena | None, by: User, answer: str = "", name: str | None = ""
) -> ArenaUse:
    """The reference leader opens an arena, asked for or not.

    With a ``name`` it is the one of that name in the own register, written into it if it is new.
    """
    if name:
        demand(by, "themes.offer_arena", use)
        arena = _named(name, by)
    changes = {"arena": arena, "answer": answer, "offered_on": timezone.localdate()}
    if use.pk is not None:
        return _move(use, State.OFFERED, by, permission="themes.offer_arena", **changes)
    demand(by, "themes.offer_arena", use)
    fill(use, {**changes, "state": State.OFFERED})
    return records.add(use, by=by)


def _named(name: str, by: User) -> Arena:
    """Whoever opens one that stands in the own register already means that one."""
    same = Arena.objects.filter(owner=by, name__iexact=name).first()
    return same or keep_arena(arena=Arena(owner=by), by=by, name=name)


def decline_arena(*, use: ArenaUse, by: User, answer: str) -> ArenaUse:
    """The reference leader says that it cannot be, and why."""
    return _move(use, State.DECLINED, by, permission="themes.offer_arena", answer=answer)


def use_arena(*, use: ArenaUse, by: User, used_on: date | None, outcome: str = "") -> ArenaUse:
    """Tell when the arena was used and what came of it; can be told again, with more to say."""
    return _move(use, State.USED, by, used_on=used_on, outcome=outcome)


@transaction.atomic
def _move(
    use: ArenaUse, to: str, by: User, *, permission: str = "themes.write_arenas", **changes: Any
) -> ArenaUse:
    row = locked(use, "theme")
    demand(by, permission, row)
    if row.why_over:
        raise Refused(row.why_over)
    said = _("Noget er ændret, siden du åbnede siden. Genindlæs den, og prøv igen.")
    row.refuse_move(to, said)
    save_checked(row, by, {**changes, "state": to})
    return row
