"""Keeps a file between preview and confirmed import."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.files.questions import Answers
from referenceledelse.core.text.cleaning import one_line
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import Upload, User

type TakeIn = Callable[[ImportOrder, User], Report]


@transaction.atomic
def hold_file(
    *,
    by: User,
    kind: str,
    name: str,
    content: bytes,
    more: bytes | None,
    is_complete: bool,
    skip_incomplete: bool = False,
) -> Upload:
    """Keep the file for its sender alone; an earlier one of the kind and all old ones go."""
    demand(by, "roles.administer")
    forget_old_files()
    Upload.objects.filter(owner=by, kind=kind).delete()
    return Upload.objects.create(
        owner=by,
        kind=kind,
        name=one_line(name)[-255:],
        content=content,
        more=more,
        is_complete=is_complete,
        skip_incomplete=skip_incomplete,
    )


def forget_old_files() -> None:
    """Delete what nobody said yes to within the hour."""
    Upload.objects.expired().delete()


def order_of(upload: Upload, **chosen: Any) -> ImportOrder:
    """What is to be imported, with what else was chosen for it."""
    return ImportOrder(
        content=bytes(upload.content),
        more=bytes(upload.more) if upload.more else None,
        is_complete=upload.is_complete,
        skip_incomplete=upload.skip_incomplete,
        name=upload.name,
        **chosen,
    )


def import_file(
    *,
    upload: Upload,
    by: User,
    take_in: TakeIn,
    allow_many: bool,
    answers: Answers | None = None,
) -> Report:
    """Import the file and delete it; pressed twice, it is imported once."""
    demand(by, "roles.administer")

    def claim() -> None:
        if not Upload.objects.visible_to(by).filter(pk=upload.pk).delete()[0]:
            raise Refused(_("Filen er allerede indlæst."))

    chosen = {"allow_many": allow_many, "answers": answers or {}}
    return take_in(order_of(upload, **chosen, is_try=False, claim=claim), by)
