"""What the change log keeps of people, units and role texts, and how it is told."""

from collections.abc import Iterator
from typing import Any

from auditlog.registry import auditlog
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roles.models import AccountChange, Course, CourseSession, Role, RolePoint, Unit, User

EMPTY = {None, "None", ""}


def hidden(value: str) -> str:
    """That a password changed, and nothing of it; the library's own mask shows half."""
    return "***"


def register() -> None:
    auditlog.register(
        User,
        exclude_fields=["last_login", "duties_read_at"],
        mask_fields=["password"],
        mask_callable="roles.changelog.hidden",
        m2m_fields={"groups"},
    )
    auditlog.register(Unit)
    auditlog.register(AccountChange)
    auditlog.register(Role)
    auditlog.register(RolePoint)
    # Who takes part is the person's own, so a sign-up leaves no trace here.
    auditlog.register(Course)
    auditlog.register(CourseSession, exclude_fields=["version"])


def field_names(entry: Any) -> list[str]:
    """The fields that changed, as people call them; of a new row all did."""
    return [_label(field, name) for name, field, _change in _changes(entry)]


def in_words(entry: Any) -> Iterator[tuple[str, str]]:
    """Each field that changed with its old and new value.

    Of a text only that it changed: who may see a change need not be among the text's readers.
    """
    for name, field, change in _changes(entry):
        if isinstance(change, dict):
            said = ", ".join(change["objects"])
            said = f"+ {said}" if change["operation"] == "add" else f"− {said}"
        elif field is None or isinstance(field, TextField):
            said = _("teksten er ændret")
        else:
            said = " → ".join(_value(field, value) for value in change)
        yield _label(field, name), said


def _changes(entry: Any) -> Iterator[tuple[str, Field | None, Any]]:
    """What someone set; neither numbers, relations from other rows nor fields left empty."""
    for name, change in entry.changes_dict.items():
        field = _field(entry, name)
        is_own = not getattr(field, "auto_created", False)
        if is_own and (isinstance(change, dict) or not EMPTY.issuperset(change)):
            yield name, field, change


def _field(entry: Any, name: str) -> Field | None:
    model = entry.content_type.model_class()
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _label(field: Field | None, name: str) -> str:
    return capfirst(str(getattr(field, "verbose_name", name)))


def _value(field: Field, value: Any) -> str:
    if value in EMPTY:
        return "–"
    if field.related_model:
        key = field.target_field.name
        return str(field.related_model._base_manager.filter(**{key: value}).first() or value)
    return str(dict(field.flatchoices).get(value, value))
