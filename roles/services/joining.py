"""The verbs that make two into one: two accounts of one person, and two units.

All that points at the one points at the other afterwards. If both hold a row that must be unique,
that is reported and nothing is joined.
"""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta

from auditlog import get_logentry_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.logbook import log_changes
from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import AccountChange, Unit, User
from roles.queries.joining import ENDS, FOLLOWS, ONCE, answer_for, are_opposed
from roles.queries.joining.relations import is_untouched, relations_to, rows_of
from roles.services.accounts.addresses import free, let_wait
from roles.services.accounts.letters import write_of_change

# Filled in from the account that is closed, where the one that stays has nothing.
FILLED = ("job_title", "phone", "unit", "leader_level", "active_from")


class _Looked(Exception):
    """Rolls back what was only tried, to see whether the database allows it."""


@transaction.atomic
def join_people(*, keep: User, other: User, by: User, takes_address: bool = False) -> bool:
    """Let the other account be a part of the first; true where it is done at once.

    An account that was ever used, or holds anything, waits for its owner's yes: otherwise
    whoever joins could read what was written for its owner alone. Raises ``Refused`` where the
    two cannot be one.
    """
    keep, other = _both(keep, other, by)
    if blockers := list(reasons_against(keep, other)):
        raise Refused(" ".join(blockers))
    AccountChange.objects.filter(person=other).delete()
    change = AccountChange(person=other, into=keep, asked_by=by)
    change.email = other.email if takes_address and other.has_address else ""
    change.save()
    if is_untouched(other):
        settle_join(change, by)
        return True
    write_of_change(change)
    return False


def _both(keep: User, other: User, by: User) -> tuple[User, User]:
    rows = User.objects.select_for_update().in_bulk([keep.pk, other.pk])
    for row in rows.values():
        demand(by, "roles.keep_person", row)
    if len(rows) < 2:
        raise Refused(_("Det er den samme konto."))
    return rows[keep.pk], rows[other.pk]


def settle_join(change: AccountChange, by: User) -> None:
    """Do it, once it is agreed; raises ``Refused`` where the two can no longer be one."""
    keep, other, email = locked(change.into), locked(change.person), change.email
    asked_by = change.asked_by or by
    if blockers := list(reasons_against(keep, other)):
        raise Refused(" ".join(blockers))
    before = other.email
    _carry_all(other, keep)
    _close(other, by)
    _fill(keep, other, by)
    _log_joined(keep, before, by)
    if email:
        let_wait(keep, email.lower(), asked_by, set())


def reasons_against(keep: User | Unit, other: User | Unit) -> Iterator[str]:
    """Why the two cannot be one, each in a sentence; tried, and undone again."""
    if isinstance(keep, User) and are_opposed(keep, other):
        yield _(
            "De to har haft hver sin rolle over for hinanden, fx som netværksleder og "
            "referenceleder. Derfor er det to forskellige personer."
        )
        return
    for relation in _followers(keep):
        try:
            with transaction.atomic():
                rows_of(relation, other).update(**{relation.field.name: keep})
                raise _Looked
        except _Looked:
            continue
        except IntegrityError:
            kind = relation.related_model._meta.verbose_name
            yield _(
                "Begge har noget under “%(kind)s”, hvor der kun kan være én. Ret det først."
            ) % {"kind": kind}


def _followers(row: User | Unit) -> Iterator[models.ForeignObjectRel]:
    yield from (r for r in relations_to(type(row)) if answer_for(r) == FOLLOWS)


def _carry_all(other: User | Unit, keep: User | Unit) -> None:
    try:
        _carry(other, keep)
    except IntegrityError as error:
        raise Refused(_("De har begge noget, som kun én kan have.")) from error


def _carry(other: User | Unit, keep: User | Unit) -> None:
    """Let everything point at the one that stays."""
    for relation in relations_to(type(keep)):
        answer = answer_for(relation)
        rows = rows_of(relation, other)
        if answer == ENDS:
            rows.delete()
        elif answer == ONCE:
            _carry_once(rows, relation, keep)
        else:
            rows.update(**{relation.field.name: keep})


def _carry_once(
    rows: models.QuerySet, relation: models.ForeignObjectRel, keep: User | Unit
) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                rows.filter(pk=row.pk).update(**{relation.field.name: keep})
        except IntegrityError:
            row.delete()


def _close(other: User, by: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    last = other.active_to if other.has_left else max(yesterday, other.active_from or yesterday)
    free(other, by)
    save_by(by, other, active_to=last, is_active=False, is_staff=False)


def _fill(keep: User, other: User, by: User) -> None:
    filled = {n: v for n in FILLED if not getattr(keep, n) and (v := getattr(other, n))}
    if other.stable_id and not keep.stable_id:
        filled["stable_id"] = other.stable_id
        save_by(by, other, stable_id="")
    if filled:
        save_by(by, keep, **filled)


def _log_joined(keep: User | Unit, before: str, by: User) -> None:
    """Log the join as a change from the other's name or e-mail."""
    field = "email" if isinstance(keep, User) else "name"
    get_logentry_model().objects.create(
        content_type=ContentType.objects.get_for_model(keep),
        object_pk=keep.pk,
        object_id=keep.pk,
        object_repr=str(keep),
        action=get_logentry_model().Action.UPDATE,
        changes={field: [before, getattr(keep, field)]},
        actor=by,
        actor_email=by.email,
    )


@transaction.atomic
def join_units(*, keep: Unit, other: Unit, by: User) -> None:
    """Let the other unit be a part of the first: people, themes, units below, and its history.

    Raises ``Refused`` where one lies below the other, or both hold the same.
    """
    demand(by, "roles.administer")
    keep, other = locked(keep), locked(other)
    if keep == other or keep in Unit.objects.descendants(other):
        raise Refused(_("Enheden kan ikke samles med sig selv eller med en enhed under den."))
    if blockers := list(reasons_against(keep, other)):
        raise Refused(" ".join(blockers))
    people = [(copy(person), person) for person in other.people.select_for_update()]
    _carry_all(other, keep)
    _check(keep)
    for _before, person in people:
        person.unit = keep
    log_changes(people, by, ["unit"]).run()
    taken = {
        n: v for n in ("manager", "stable_id") if not getattr(keep, n) and (v := getattr(other, n))
    }
    kind = ContentType.objects.get_for_model(Unit)
    log = get_logentry_model().objects.filter(content_type=kind, object_pk=other.pk)
    log.update(object_pk=keep.pk, object_id=keep.pk)
    name = other.name
    with acting(by):
        other.delete()
    if taken:
        save_by(by, keep, **taken)
    _log_joined(keep, name, by)


@transaction.atomic
def move_unit(*, unit: Unit, by: User, name: str, parent: Unit | None) -> Unit:
    """Give the unit another name or another place; everything in it and below it follows.

    Raises ``Refused`` where it would lie below itself, or beside one of the same name.
    """
    demand(by, "roles.administer")
    row = locked(unit)
    if parent and parent in Unit.objects.descendants(row, include_self=True):
        raise Refused.beside("parent", _("En enhed kan ikke ligge under sig selv."))
    if Unit.objects.filter(parent=parent, name=name).exclude(pk=row.pk).exists():
        raise Refused.beside("name", _("Der findes allerede en enhed med det navn her."))
    row.name, row.parent = name, parent
    _check(row)
    save_by(by, row, name=name, parent=parent)
    return row


def _check(unit: Unit) -> None:
    """Raises ``Refused`` where the unit cannot stand so, with all below it."""
    try:
        unit.clean()
    except ValidationError as error:
        field, said = next(iter(error.message_dict.items()))
        raise Refused.beside(field, said[0]) from error
