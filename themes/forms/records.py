"""What the forms of a theme's rooms have in common."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from referenceledelse.core.web.forms import VersionedForm
from referenceledelse.core.web.numbers import whole
from roles.models import Unit, User
from themes.models import Record


class RecordForm(VersionedForm):
    """The form of one record, saved or new; its fields are named as the model's.

    ``MANY`` names those that are relations to many rows.
    """

    MANY: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any, *, record: Record, user: User) -> None:
        self.record, self.user = record, user
        super().__init__(data, initial=self.stored())
        if record.pk is None:
            del self.fields["version"]
        self.prepare()

    def prepare(self) -> None:
        """Give the choices what the record and the reader allow."""

    def stored(self) -> dict[str, Any]:
        """The record as it is saved now."""
        values = {name: _held(self.record, name) for name in self.told()}
        for name in self.MANY:
            values[name] = list(getattr(self.record, name).all()) if self.record.pk else []
        return {**values, "version": self.record.version}

    def told(self) -> list[str]:
        """The fields that hold one value each."""
        return [name for name in self.base_fields if name not in (*self.MANY, "version")]

    def values(self) -> dict[str, Any]:
        """What was written in them; call on a valid form."""
        told = ("version", *self.told())
        return {name: self.cleaned_data[name] for name in told if name in self.fields}

    def many(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.MANY if name in self.fields}


def _held(record: Record, name: str) -> Any:
    """The record's value; of a new one a relation may not be there yet."""
    if getattr(record, record._meta.get_field(name).attname) is None:
        return None
    return getattr(record, name)


class Choice(forms.ModelChoiceField):
    """One of the rows that ``prepare`` allows; a number beyond every key is no choice."""

    def __init__(self, model: type, **kwargs: Any) -> None:
        super().__init__(model._default_manager.none(), **kwargs)

    def to_python(self, value: Any) -> Any:
        known = not isinstance(value, str) or not value or whole(value) is not None
        return super().to_python(value if known else "0")


class UnitChoice(Choice):
    """A unit of the base organisation, with all above it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.chosen_as


class UnitField(forms.ModelMultipleChoiceField):
    """Units of the base organisation, each with all above it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), **kwargs)

    def show_to(self, user: User) -> None:
        self.queryset = units(user)

    def offer_first(self, units: list[Unit]) -> None:
        """Show these units above all others, which stay where they are in the tree."""
        if units:
            keys = {unit.pk for unit in units}
            paths = {one.pk: one.chosen_as for one in self.queryset}
            rest = [(key, path) for key, path in paths.items() if key not in keys]
            first = [(unit.pk, paths.get(unit.pk, unit.name)) for unit in units]
            self.widget.choices = [
                (_("Egen enhed og naboenheder"), first),
                (_("Alle andre enheder"), rest),
            ]

    def clean(self, value: Any) -> QuerySet[Unit]:
        """As Django's, but a number beyond every key is no choice instead of a crash."""
        keys = [key if whole(str(key)) is not None else 0 for key in value or ()]
        return super().clean(keys)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.chosen_as


def units(user: User) -> QuerySet[Unit]:
    """The units that the reader can choose from."""
    return Unit.objects.visible_to(user).to_choose()
