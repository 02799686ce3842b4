"""One holder of a role leaves and another follows.

Conversations stay with their own parties, and the new pair begins with its own; which open tasks
go along is chosen by who leaves, in ``dialogues.services.partnership.hand_over``.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, UnknownMove
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import Assignment, HolderChange
from themes.services.assignments import assign, end_assignment
from themes.services.offers import (
    locked_theme,
    propose_person,
    refuse_absent,
    refuse_closed,
    refuse_full,
    refuse_waiting,
    waiting_offer,
)


@transaction.atomic
def change_holder(
    *,
    leaving: Assignment,
    version: int,
    last_on: date,
    by: User,
    note: str = "",
    successor: User | None = None,
    is_direct: bool = False,
    why: str = "",
    is_over_limit_meant: bool = False,
) -> HolderChange:
    """Set the holder's last day, and propose or appoint who follows from the day after.

    ``why`` tells the successor why they are asked, or why they are appointed without being asked.

    ``version`` is that of the change that was on the screen, 0 where there was none. The same
    change sent twice is one. Raises ``Stale``, ``PermissionDenied`` and ``Refused``.
    """
    theme = locked_theme(leaving.theme)
    demand(by, "themes.propose_holder", theme)
    refuse_closed(theme)
    row = _begun(leaving, by)
    if not (row.pk and (row.leaving.ends_on, row.note) == (last_on, note)):
        row.refuse_stale(version)
        _write(row, last_on, note, by)
    if successor and not _has_followed(row, successor):
        if not is_over_limit_meant:
            refuse_full(row.leaving.role_id, successor)
        _succeed(row, successor, by, why=why, is_direct=is_direct)
    return row


def _begun(leaving: Assignment, by: User) -> HolderChange:
    """The change that is under way, or a new one that is not saved yet."""
    stored = locked(leaving, "theme", "person")
    row = HolderChange.objects.select_for_update().filter(leaving=stored).first()
    if row is None and not stored.is_held:
        said = _("%(name)s har ikke rollen længere.")
        raise UnknownMove(said % {"name": stored.person.name})
    row = row or HolderChange(created_by=by, version=0)
    row.leaving = stored
    return row


def _write(row: HolderChange, last_on: date, note: str, by: User) -> None:
    if last_on < row.leaving.starts_on:
        said = _("Sidste dag kan ikke ligge før den dag, personen fik rollen.")
        raise Refused.beside("last_on", said)
    row.leaving = end_assignment(assignment=row.leaving, ends_on=last_on, by=by)
    row.read_at = row.read_at if row.note == note else None
    row.note = note
    row.version += 1
    with acting(by):
        row.save()


def _has_followed(row: HolderChange, successor: User) -> bool:
    return row.following_id is not None and row.following.person_id == successor.pk


def _succeed(row: HolderChange, successor: User, by: User, *, why: str, is_direct: bool) -> None:
    """Propose the successor, or with a reason appoint them."""
    theme, role = row.leaving.theme, row.leaving.role_id
    starts_on = max(row.leaving.ends_on + timedelta(days=1), timezone.localdate())
    told = {"theme": theme, "role": role, "person": successor, "starts_on": starts_on, "by": by}
    if not is_direct:
        propose_person(**told, why=why, is_over_limit_meant=True)
        return
    refuse_waiting(waiting_offer(theme, role))
    refuse_absent(successor, starts_on)
    assign(**told, why=why)
    row.refresh_from_db(fields=["following"])


@transaction.atomic
def write_note(*, change: HolderChange, version: int, note: str, by: User) -> HolderChange:
    """Save the hand-over note as its next version; the same words twice are saved once."""
    row = locked(change, "leaving__theme")
    demand(by, "themes.write_hand_over_note", row)
    if row.note == note:
        return row
    row.refuse_stale(version)
    with acting(by):
        row.save_next(note=note, read_at=None)
    return row


def mark_read(*, change: HolderChange, by: User) -> None:
    """The one who follows has the note before their eyes."""
    demand(by, "themes.receive_hand_over_note", change)
    rows = HolderChange.objects.filter(pk=change.pk, following__person=by, read_at=None)
    update_unless_busy(rows.exclude(note=""), read_at=timezone.now())
