"""What points at a row: every relation of every app, those without a name of their own too."""

from collections.abc import Iterator

from django.db import models
from django.db.models import ForeignObjectRel, ManyToManyRel

from roles.models import User


def relations_to(model: type[models.Model]) -> Iterator[ForeignObjectRel]:
    """Each foreign key to the model; a many-to-many is there by its table."""
    for field in model._meta.get_fields(include_hidden=True):
        is_back = field.auto_created and not field.concrete
        if is_back and not isinstance(field, ManyToManyRel):
            yield field


def name_of(relation: ForeignObjectRel) -> str:
    """The relation as a person would look it up: "themes.Assignment.person"."""
    return f"{relation.related_model._meta.label}.{relation.field.name}"


def rows_of(relation: ForeignObjectRel, row: models.Model) -> models.QuerySet:
    """The rows that point at the row through the relation."""
    manager = relation.related_model._base_manager
    return manager.filter(**{relation.field.name: row.pk})


def is_untouched(person: User) -> bool:
    """Whether the account has never been used and nothing has been meant for it.

    A query per relation: asked where one account is changed, never for many.
    """
    kept = (r for r in relations_to(User) if r.on_delete is models.PROTECT)
    return person.last_login is None and not any(rows_of(r, person).exists() for r in kept)
