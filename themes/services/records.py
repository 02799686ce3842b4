"""Writing in a theme's rooms: one way to add, change and remove whatever stands there.

Each verb asks the rule ``themes.write_<room>``, checks the row against the rules of its model, and
names the person in the change log. ``many`` holds relations to many rows by their field's name.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from roles.models import User
from themes.models import Member, Record, Theme
from themes.services.settling import settle_joined
from themes.services.themes import DOUBLE

type Many = Mapping[str, Iterable[models.Model]]


@transaction.atomic
def add[R: Record](row: R, *, by: User, many: Many | None = None) -> R:
    """Write a new record; the same one sent twice in a minute is one.

    Raises ``PermissionDenied`` and ``Refused``.
    """
    row.theme = locked(row.theme)
    demand(by, f"themes.write_{row.ROOM}", row)
    row.created_by = by
    if same := _just_written(row):
        return same
    check(row)
    with acting(by):
        row.save()
        _relate(row, many)
    _settle(row, by)
    return row


def _settle(row: Record, by: User) -> None:
    """A new member's open wish to take part is settled."""
    if isinstance(row, Member) and row.left_on is None:
        settle_joined(row.theme, row.person, by, is_member=True)


def _just_written[R: Record](row: R) -> R | None:
    """What the same person wrote with the same values a moment ago."""
    since = timezone.now() - DOUBLE
    skipped = {"id", "version", "created_at", "updated_at"}
    fields = [field for field in row._meta.concrete_fields if field.name not in skipped]
    told = {f.attname: getattr(row, f.attname) for f in fields if not f.unique}
    return type(row).objects.filter(created_at__gte=since, **told).first()


@transaction.atomic
def edit[R: Record](
    row: R, *, by: User, version: int, many: Many | None = None, **fields: Any
) -> R:
    """Save the fields as the record's next version; the same values twice are saved once.

    Raises ``Stale`` where another saved meanwhile, ``PermissionDenied`` and ``Refused``.
    """
    locked(Theme(pk=row.theme_id))
    stored = type(row).objects.select_for_update().select_related("theme").get(pk=row.pk)
    demand(by, f"themes.write_{stored.ROOM}", stored)
    if not _is_saved(stored, fields, many):
        stored.refuse_change(by, fields)
        stored.refuse_stale(version)
        save_checked(stored, by, fields)
        with acting(by):
            _relate(stored, many)
        _settle(stored, by)
    return stored


@transaction.atomic
def remove(row: Record, *, by: User, version: int) -> None:
    """Take the record away; raises ``Stale`` where another changed it meanwhile."""
    stored = type(row).objects.select_for_update().select_related("theme").filter(pk=row.pk).first()
    if stored is None:
        return
    demand(by, f"themes.write_{stored.ROOM}", stored)
    stored.refuse_change(by, None)
    stored.refuse_stale(version)
    with acting(by):
        stored.delete()


def _relate(row: Record, many: Many | None) -> None:
    for name, related in (many or {}).items():
        getattr(row, name).set(related)


def _is_saved(row: Record, fields: Mapping[str, Any], many: Many | None) -> bool:
    """Whether the record already is what the fields would make it."""
    return is_already(row, fields) and all(
        set(getattr(row, name).all()) == set(related) for name, related in (many or {}).items()
    )
