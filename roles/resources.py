"""People and units from and to a file: which column holds what, and what is wrong in plain Danish.

The file is CSV as Danish spreadsheets write it. A unit is named with all above it, as in
"Kommunen / Børn og Unge / Søskolen", since two may be called the same.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets
from import_export.formats.base_formats import CSV
from tablib import Dataset

from roles.models import Unit, User
from roles.services import note_move

STEP = " / "
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y")
# A spreadsheet takes text that begins like this for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class DanishCSV(CSV):
    """Reads commas and semicolons, writes semicolons: what a Danish spreadsheet opens at once."""

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        text = in_stream.decode("utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        header = text.partition("\n")[0]
        delimiter = ";" if header.count(";") > header.count(",") else ","
        return super().create_dataset(text, delimiter=delimiter, **kwargs)

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        rows = [[_harmless(cell) for cell in row] for row in dataset]
        return "\ufeff" + Dataset(*rows, headers=dataset.headers).export("csv", delimiter=";")


def _harmless(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


class Texts(widgets.CharWidget):
    """Text as it was before the export made it harmless."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = str(value or "").strip()
        return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


class Day(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        text = str(value or "").strip()
        for layout in DAYS if text else ():
            try:
                return datetime.strptime(text, layout).date()
            except ValueError:
                continue
        if text:
            raise ValueError(
                _("”%(text)s” er ikke en dato. Skriv den som 31-12-2026.") % {"text": text}
            )
        return None

    def render(self, value: date | None, obj: Any = None, **kwargs: Any) -> str:
        return value.strftime("%d-%m-%Y") if value else ""


class Level(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 3):
            raise ValueError(_("”%(text)s” er ikke et lederniveau. Skriv et tal.") % {"text": text})
        return int(text) if text else None


class UnitPath(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Unit | None:
        text = str(value or "").strip()
        unit = find_unit(text)
        if text and unit is None:
            raise ValueError(_("Enheden ”%(text)s” findes ikke.") % {"text": text})
        return unit

    def render(self, value: Unit | None, obj: Any = None, **kwargs: Any) -> str:
        return path_of(value) if value else ""


class PersonEmail(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> User | None:
        text = str(value or "").strip().lower()
        person = User.objects.filter(email=text).first() if text else None
        if text and person is None:
            raise ValueError(_("Der er ingen person med e-mailen ”%(text)s”.") % {"text": text})
        return person

    def render(self, value: User | None, obj: Any = None, **kwargs: Any) -> str:
        return value.email if value else ""


def find_unit(path: str) -> Unit | None:
    """The unit that the path leads to, from the top and down."""
    unit = None
    for name in (step.strip() for step in path.split(STEP.strip())) if path else ():
        unit = Unit.objects.filter(parent=unit, name=name).first()
        if unit is None:
            return None
    return unit


def path_of(unit: Unit) -> str:
    names = [unit.name]
    while unit := unit.parent:
        names.append(unit.name)
    return STEP.join(reversed(names))


class DanishResource(resources.ModelResource):
    """Checks each row as a form would, and leaves alone what did not change."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        wanted = [field.column_name for field in self.fields.values()]
        missing = [name for name in wanted if name not in (dataset.headers or ())]
        if missing:
            text = _("Filen mangler kolonnerne: %(names)s.")
            raise ValidationError(text % {"names": ", ".join(missing)})


class UnitResource(DanishResource):
    """Units, each below one that exists or stands higher in the file."""

    path = fields.Field(column_name="enhed", attribute="name")
    manager = fields.Field(column_name="personaleleder", attribute="manager", widget=PersonEmail())

    class Meta(DanishResource.Meta):
        model = Unit
        name = gettext_lazy("Enheder")
        fields = ("path", "manager")
        import_id_fields = ("path",)

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Unit | None:
        return find_unit(str(row["enhed"] or "").strip())

    def import_field(
        self, field: fields.Field, instance: Unit, row: Any, *args: Any, **kwargs: Any
    ) -> None:
        if field.column_name != "enhed":
            super().import_field(field, instance, row, *args, **kwargs)
            return
        above, _step, name = str(row["enhed"] or "").strip().rpartition(STEP.strip())
        if not name.strip():
            raise ValueError(_("Enheden mangler et navn."))
        parent = find_unit(above.strip())
        if above and parent is None:
            text = _("Overenheden ”%(text)s” findes ikke. Sæt den højere oppe i filen.")
            raise ValueError(text % {"text": above.strip()})
        instance.name, instance.parent = name.strip(), parent

    def dehydrate_path(self, unit: Unit) -> str:
        return path_of(unit) if unit.name else ""


class PersonResource(DanishResource):
    """People, known by their e-mail; who may sign in is not in a file."""

    email = fields.Field(column_name="email", attribute="email", widget=Texts())
    name = fields.Field(column_name="navn", attribute="name", widget=Texts())
    job_title = fields.Field(column_name="stilling", attribute="job_title", widget=Texts())
    phone = fields.Field(column_name="telefon", attribute="phone", widget=Texts())
    unit = fields.Field(column_name="enhed", attribute="unit", widget=UnitPath())
    leader_level = fields.Field(column_name="lederniveau", attribute="leader_level", widget=Level())
    active_from = fields.Field(column_name="ansat_fra", attribute="active_from", widget=Day())
    active_to = fields.Field(column_name="ansat_til", attribute="active_to", widget=Day())

    class Meta(DanishResource.Meta):
        model = User
        name = gettext_lazy("Personer")
        fields = (
            "email",
            "name",
            "job_title",
            "phone",
            "unit",
            "leader_level",
            "active_from",
            "active_to",
        )
        import_id_fields = ("email",)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["email"] = str(row["email"] or "").strip().lower()

    def before_save_instance(self, instance: User, row: dict[str, Any], **kwargs: Any) -> None:
        note_move(person=instance)

    def init_instance(self, row: Any = None) -> User:
        """A new person, who chooses a password over the mail before signing in."""
        person = User()
        person.set_unusable_password()
        return person
