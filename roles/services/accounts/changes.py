"""The yes and the no to a change of an account: over a link, by its owner, or by a second one."""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import AccountChange, User
from roles.models.accounts import NEW
from roles.queries.joining.relations import is_untouched
from roles.services.accounts.addresses import settle_address
from roles.services.joining import settle_join


@transaction.atomic
def answer_by_link(*, token: str, is_yes: bool, by: User | AnonymousUser) -> AccountChange:
    """Save a mailbox's answer; the new one only proves that the address exists.

    Raises ``UnknownMove`` for a link that is void. Returns the change, as it was.
    """
    found = AccountChange.objects.named_by(token)
    if found is None:
        raise UnknownMove(_("Linket gælder ikke længere."))
    change, side = locked(found[0]), found[1]
    if not is_yes:
        change.delete()
        return found[0]
    is_owner = by.is_authenticated and by.pk == change.person_id and by.is_working
    if side == NEW:
        change.reached_at = change.reached_at or timezone.now()
    if side != NEW or is_owner or is_untouched(change.person):
        change.agreed_at = change.agreed_at or timezone.now()
    _settle(change, change.person)
    return change


@transaction.atomic
def agree_to_change(*, change: AccountChange, by: User) -> AccountChange:
    """The owner, signed in, or a second one of the secretariat says that it is right."""
    row = _found(change)
    demand(by, "roles.agree_to_account_change", row)
    row.agreed_at = row.agreed_at or timezone.now()
    _settle(row, by)
    return row


@transaction.atomic
def drop_change(*, change: AccountChange, by: User) -> None:
    """Nothing comes of it: the owner says no, or the secretariat takes it back."""
    row = _found(change)
    demand(by, "roles.see_account_change", row.person)
    row.delete()


def _found(change: AccountChange) -> AccountChange:
    row = AccountChange.objects.waiting().select_for_update().filter(pk=change.pk).first()
    if row is None:
        raise Refused(_("Ændringen er allerede besvaret eller for gammel."))
    return row


def _settle(change: AccountChange, by: User) -> None:
    change.save(update_fields=["reached_at", "agreed_at"])
    if change.is_agreed and change.into:
        settle_join(change, by)
    elif change.is_agreed:
        settle_address(change, by)
