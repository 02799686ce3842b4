"""The verbs of a person's address: a new one waits for its owner, and one given up is nobody's.

Until the change is confirmed the account is reached at the address it had, and there alone.
"""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import NOWHERE, AccountChange, User
from roles.models.accounts import KEPT_FOR
from roles.services.accounts.letters import write_of_change, write_of_new_address


def ask_for_address(*, person: User, by: User, email: str) -> None:
    """Let the address wait for its owner's yes; raises ``Refused`` where it is another's."""
    ask_for_addresses(wanted=[(person, email)], by=by)


@transaction.atomic
def ask_for_addresses(*, wanted: Sequence[tuple[User, str]], by: User | None) -> None:
    """Let each address wait for its owner's yes; asked for again, nothing is sent twice.

    Two may be given each other's. Raises ``Refused`` where one is another's who keeps it.
    """
    moving = {person.pk for person, _email in wanted}
    for person, email in wanted:
        row = locked(person)
        demand(by, "roles.keep_person", row)
        let_wait(row, email.strip().lower(), by, moving)


def let_wait(person: User, email: str, by: User | None, moving: set[int]) -> None:
    """As ``ask_for_addresses``, on a locked row; asks no rule itself."""
    if email == person.email.lower():
        return
    standing = AccountChange.objects.filter(person=person).first()
    if standing and standing.email.lower() == email and not standing.is_old:
        return
    _refuse_taken(person, email, moving)
    AccountChange.objects.filter(person=person).delete()
    write_of_change(AccountChange.objects.create(person=person, email=email, asked_by=by))


def _refuse_taken(person: User, email: str, moving: set[int]) -> None:
    others = AccountChange.objects.exclude(person=person)
    others.filter(email__iexact=email, asked_at__lte=timezone.now() - KEPT_FOR).delete()
    holder = User.objects.filter(email__iexact=email).exclude(pk=person.pk).first()
    is_moving = holder and (holder.pk in moving or others.filter(person=holder).exists())
    if holder and holder.is_working and not is_moving:
        text = _("%(name)s har den e-mail.") % {"name": holder.name}
        raise Refused.beside("email", text)
    if others.filter(email__iexact=email).exists():
        text = _("En anden person venter på at få den e-mail.")
        raise Refused.beside("email", text)


@transaction.atomic
def free_address(*, person: User, by: User | None) -> None:
    """Take the address from the account; nobody signs in to it until it has got another."""
    row = locked(person)
    demand(by, "roles.keep_person", row)
    free(row, by)
    person.email = row.email


def free(person: User, by: User | None) -> None:
    """As ``free_address``, on a locked row; asks no rule itself."""
    _set_address(person, f"{person.pk}{NOWHERE}", by)


def settle_address(change: AccountChange, by: User | None) -> bool:
    """Make the address the account's once all is agreed; false where it still waits for another.

    Where two have each other's, both are changed with the second one's yes.
    """
    person, before = locked(change.person), change.person.email
    holder = User.objects.filter(email__iexact=change.email).exclude(pk=person.pk).first()
    others = AccountChange.objects.waiting().filter(person=holder) if holder else None
    beside = others.filter(into=None).first() if holder else None
    if holder and holder.is_working and not (beside and beside.is_agreed):
        return False
    if holder:
        _set_address(locked(holder), f"{holder.pk}{NOWHERE}", by, keeps_change=True)
    _set_address(person, change.email, by)
    if not before.endswith(NOWHERE):
        write_of_new_address(person, before)
    if beside and beside.is_agreed:
        settle_address(beside, by)
    return True


def _set_address(person: User, email: str, by: User | None, *, keeps_change: bool = False) -> None:
    """Old sessions and links end, and a freed account loses its password."""
    EmailAddress.objects.filter(Q(user=person) | Q(email__iexact=email)).delete()
    if not keeps_change:
        AccountChange.objects.filter(person=person).delete()
    if email.endswith(NOWHERE) and not keeps_change:
        person.set_unusable_password()
        save_by(by, person, email=email, password=person.password)
    else:
        save_by(by, person, email=email)
