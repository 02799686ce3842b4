"""Letting the first of the secretariat in, where nobody can send a mail yet.

A command prints a link. It leads to a page where the person chooses a password; it works once,
and for half an hour.
"""

import logging
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import User
from roles.services.people import ensure_secretariat_group

logger = logging.getLogger(__name__)

SALT = "roles.entrance"
LIFE = timedelta(minutes=30)


@transaction.atomic
def invite_first(*, email: str, name: str, by: User | None) -> str:
    """The token of a link for the person, who is made if need be and works in the secretariat.

    Any link from before is dead. Raises ``Refused`` for who has a password or does not work here.
    """
    demand(by, "roles.let_in")
    row = User.objects.filter(email__iexact=email.strip()).select_for_update().first()
    row = row or User.objects.create_user(email, name=name.strip())
    if row.password and row.has_usable_password():
        raise Refused(_("%(name)s har allerede en adgangskode.") % {"name": row.name})
    if not row.is_working:
        raise Refused(_("%(name)s er ikke ansat lige nu.") % {"name": row.name})
    row.set_unusable_password()
    row.groups.add(ensure_secretariat_group())
    save_by(by, row, password=row.password, is_staff=True)
    logger.warning("A link to choose a password is made for person %s", row.pk)
    return signing.dumps([row.pk, _stamp(row)], salt=SALT)


def _stamp(person: User) -> str:
    """Changes with the password, so that a link that was used or replaced is dead."""
    return salted_hmac(SALT, person.password, algorithm="sha256").hexdigest()[:32]


def invited(token: str) -> User | None:
    """Whom the link lets in; ``None`` where it is used, replaced, too old or not ours."""
    try:
        pk, stamp = signing.loads(token, salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = User.objects.working().filter(pk=pk).first()
    return row if row and constant_time_compare(stamp, _stamp(row)) else None


@transaction.atomic
def choose_first_password(*, person: User, token: str, password: str) -> User:
    """The password of the one who has the link; the link is dead from then on.

    Raises ``Refused`` where it is dead already.
    """
    row = locked(person)
    if invited(token) != row:
        raise Refused(_("Linket er brugt eller for gammelt."))
    row.set_password(password)
    save_by(row, row, password=row.password)
    logger.warning("Person %s has chosen a password by a link", row.pk)
    return row
