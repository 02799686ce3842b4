"""The change log of many rows saved at once; Django's verbs for many tell no one about them."""

from collections.abc import Iterable, Sequence
from itertools import batched

from auditlog import get_logentry_model
from auditlog.diff import model_instance_diff
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

BATCH = 500


def log_new(rows: Sequence[models.Model], by: AbstractBaseUser | None) -> None:
    """Log that the rows, all of one model, were made; without a person the system made them."""
    # Without names the library also asks for all that points at a row, which a new one has none of.
    fields = [field.name for row in rows[:1] for field in row._meta.concrete_fields]
    _log(((None, row) for row in rows), get_logentry_model().Action.CREATE, by, fields)


def log_changes(
    pairs: Iterable[tuple[models.Model, models.Model]],
    by: AbstractBaseUser | None,
    fields: Sequence[str],
) -> None:
    """Log each row as it was and as it is, in the fields that may differ."""
    _log(pairs, get_logentry_model().Action.UPDATE, by, fields)


def _log(
    pairs: Iterable[tuple[models.Model | None, models.Model]],
    action: int,
    by: AbstractBaseUser | None,
    fields: Sequence[str],
) -> None:
    entries = get_logentry_model().objects
    for some in batched(pairs, BATCH, strict=False):
        kind = ContentType.objects.get_for_model(some[0][1])
        entries.bulk_create(
            entries.model(
                content_type=kind,
                object_pk=new.pk,
                object_id=new.pk,
                object_repr=str(new),
                action=action,
                changes=changes,
                actor=by,
                actor_email=by.email if by else None,
            )
            for old, new in some
            if (changes := model_instance_diff(old, new, fields_to_check=fields))
        )
