"""The change log of bulk saves, for which Django's bulk methods send no signal."""

from collections.abc import Iterable, Iterator, Sequence

from auditlog import get_logentry_model
from auditlog.diff import model_instance_diff
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

from referenceledelse.core.db.bulk import Statement, inserts


def log_new(rows: Sequence[models.Model], by: AbstractBaseUser | None) -> Statement:
    """The statement that writes the change log of rows of one model that are about to be made.

    It is put together before others have to wait, and run after ``name_new``. ``by`` is ``None``
    where the system makes them.
    """
    # Given no fields, the library asks the database for all that points at each row too.
    fields = [field.name for row in rows[:1] for field in row._meta.concrete_fields]
    entries = list(_entries(((None, row) for row in rows), "CREATE", by, fields))
    return inserts(entries, late=("object_pk", "object_id"))


def name_new(log: Statement, rows: Sequence[models.Model]) -> None:
    """Give the log the keys of the rows, which are known now that they are made."""
    for row, entry in zip(rows, log.rows, strict=True):
        entry.object_pk = entry.object_id = row.pk


def log_changes(
    pairs: Iterable[tuple[models.Model, models.Model]],
    by: AbstractBaseUser | None,
    fields: Sequence[str],
) -> Statement:
    """The statement that logs each row as it was and as it is, in the fields that may differ."""
    return inserts(list(_entries(pairs, "UPDATE", by, fields)))


def _entries(
    pairs: Iterable[tuple[models.Model | None, models.Model]],
    action: str,
    by: AbstractBaseUser | None,
    fields: Sequence[str],
) -> Iterator[models.Model]:
    entry = get_logentry_model()
    told = {"action": getattr(entry.Action, action)}
    told |= {"actor": by, "actor_email": by.email if by else None}
    for old, new in pairs:
        if changes := model_instance_diff(old, new, fields_to_check=fields):
            yield entry(
                content_type=ContentType.objects.get_for_model(new),
                object_pk=new.pk,
                object_id=new.pk,
                object_repr=str(new),
                changes=changes,
                **told,
            )
