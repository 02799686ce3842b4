"""A file between the look at what it would change and the yes."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.access import demand
from referenceledelse.errors import Refused
from referenceledelse.imports import Order, Report
from roles.models import Upload, User

type TakeIn = Callable[[Order, User], Report]


@transaction.atomic
def hold_file(
    *, by: User, kind: str, name: str, content: bytes, more: bytes | None, is_complete: bool
) -> Upload:
    """Keep the file for its sender alone; an earlier one of the kind and all old ones go."""
    demand(by, "roles.administer")
    forget_old_files()
    Upload.objects.filter(owner=by, kind=kind).delete()
    return Upload.objects.create(
        owner=by, kind=kind, name=name[-255:], content=content, more=more, is_complete=is_complete
    )


def forget_old_files() -> None:
    """Delete what nobody said yes to within the hour."""
    Upload.objects.expired().delete()


def order_of(upload: Upload, *, allow_many: bool = False, is_try: bool = True) -> Order:
    return Order(
        content=bytes(upload.content),
        more=bytes(upload.more) if upload.more else None,
        is_complete=upload.is_complete,
        allow_many=allow_many,
        is_try=is_try,
    )


@transaction.atomic
def release_file(*, upload: Upload, by: User, take_in: TakeIn, allow_many: bool) -> Report:
    """Import the file and delete it; pressed twice, it is imported once."""
    demand(by, "roles.administer")
    row = Upload.objects.visible_to(by).select_for_update().filter(pk=upload.pk).first()
    if row is None:
        raise Refused(_("Filen er allerede hentet ind."))
    report = take_in(order_of(row, allow_many=allow_many, is_try=False), by)
    if report.is_saved:
        row.delete()
    return report
