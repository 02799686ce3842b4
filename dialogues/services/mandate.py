"""The mandate's parts: begun by the network leader or the line manager, agreed by two."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import MandatePart
from dialogues.queries.mandate import Mandate, mandate
from dialogues.rules.mandate import right_to_begin
from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import RoleKey, User
from themes.models import Theme

YES = ("leader_agreed_at", "counterpart_agreed_at")


@transaction.atomic
def begin_part(
    *,
    theme: Theme,
    role: str,
    by: User,
    counterpart: int | None = None,
    message: str = "",
    talk_at: datetime | None = None,
    place: str = "",
) -> MandatePart:
    """Invite the line manager or the co-driver of today to agree on their part.

    The line manager may offer the own part to the network leader, and has read of the own role
    where that was done. ``counterpart`` says which of several co-drivers. A part that is begun
    already is given back as it is. Raises ``PermissionDenied``, and ``Refused`` where nobody is
    there to agree with, or whoever was named has the role no more.
    """
    theme = locked(theme, "type")
    found = mandate(theme)
    demand(by, right_to_begin(role), found)
    part = found.part(role, counterpart)
    if part.person is None:
        raise Refused(_nobody(found, role))
    if part.row:
        return part.row
    is_offered = by != found.network_leader
    people = {"network_leader": found.network_leader, "counterpart": part.person}
    words = {"message": message, "talk_at": talk_at, "place": place}
    told = {"is_offered": is_offered, "read_at": timezone.now() if is_offered else None}
    row = MandatePart(theme=theme, role=role, **people, **words, **told)
    check(row)
    with acting(by):
        row.save()
    return row


def _nobody(found: Mandate, role: str) -> str:
    if found.part(role).person:
        return _("Den person, du ville invitere, har ikke længere rollen.")
    if role == RoleKey.CO_DRIVER:
        return _("Temaet har ingen co-driver endnu. Det er sekretariatet, der finder en.")
    return _("Din enhed har ingen personaleleder. Sekretariatet kan tilføje en.")


def mark_read(*, part: MandatePart, by: User) -> None:
    """The counterpart has opened the part, with the text about the own role."""
    demand(by, "dialogues.take_part_in_mandate", part)
    if by.pk == part.counterpart_id and part.read_at is None:
        update_unless_busy(
            MandatePart.objects.filter(pk=part.pk, read_at=None), read_at=timezone.now()
        )


@transaction.atomic
def write_part(*, part: MandatePart, version: int, by: User, **fields: Any) -> MandatePart:
    """Save what the two agree on; a change takes a yes back, since it was given to other words.

    Raises ``Stale`` where the other saved meanwhile, ``Refused`` for what the rules forbid.
    """
    row = _locked(part, by)
    if row.agreed_at:
        raise Refused(
            _("I mellemtiden har I begge sagt ja. Genåbn aftalen, hvis du vil ændre den.")
        )
    demand(by, "dialogues.write_part", row)
    if not is_already(row, fields):
        row.refuse_stale(version)
        save_checked(row, by, {**fields, **dict.fromkeys(YES)})
    return row


@transaction.atomic
def agree_part(*, part: MandatePart, version: int, by: User) -> MandatePart:
    """One party's yes to exactly the version that was read; the second makes the part hold.

    A second click does nothing. Raises ``Stale`` where the words were changed meanwhile, and
    ``Refused`` where the part does not say what it is about yet.
    """
    row = _locked(part, by)
    if row.has_agreed(by):
        return row
    demand(by, "dialogues.agree_part", row)
    said = _("Teksten er ændret, siden du åbnede den. Læs den igen, før du siger ja.")
    row.refuse_stale(version, said)
    if not row.is_written:
        raise Refused(what_is_missing(row.role))
    now = timezone.now()
    setattr(row, row.mark(by), now)
    row.agreed_at = now if all(getattr(row, name) for name in YES) else None
    with acting(by):
        row.save(update_fields=[row.mark(by), "agreed_at"])
    return row


def what_is_missing(role: str) -> str:
    """What the two write before they can say yes."""
    if role == RoleKey.CO_DRIVER:
        return _("Skriv først, hvordan I deler arbejdet.")
    return _("Skriv først, hvor mange timer om ugen der er aftalt, og fra hvornår.")


@transaction.atomic
def reopen_part(*, part: MandatePart, by: User, reason: str) -> MandatePart:
    """Begin the next edition from the agreed one, which stays as it was agreed.

    Who reopened and why stands on the new edition, for both to read; a second click gives that
    edition. Raises ``Refused`` where the other has just reopened it.
    """
    Theme.objects.select_for_update().get(pk=part.theme_id)
    editions = MandatePart.objects.filter(
        theme=part.theme_id,
        role=part.role,
        network_leader=part.network_leader_id,
        counterpart=part.counterpart_id,
    )
    current = _locked(editions.order_by("-edition").first(), by)
    if current.agreed_at is None and current.reopened_by:
        if current.reopened_by != by:
            raise Refused(
                _("%(name)s har allerede genåbnet aftalen.") % {"name": current.reopened_by.name}
            )
        return current
    demand(by, "dialogues.reopen_part", current)
    words = {name: getattr(current, name) for name in MandatePart.FIELDS[part.role]}
    row = MandatePart(
        theme=part.theme,
        role=part.role,
        network_leader=current.network_leader,
        counterpart=current.counterpart,
        edition=current.edition + 1,
        # The count goes on, so that a page of the edition before is never taken for this one.
        version=current.version + 1,
        read_at=current.read_at,
        reopened_by=by,
        reopen_reason=reason,
        **words,
    )
    check(row)
    with acting(by):
        row.save()
    return row


def _locked(part: MandatePart, by: User) -> MandatePart:
    row = locked(part)
    demand(by, "dialogues.take_part_in_mandate", row)
    return row
