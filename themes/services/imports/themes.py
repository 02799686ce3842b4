"""Themes from a file; a theme is known by its address or else by its title."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.files.columns import FileRow, Rows, plain
from referenceledelse.core.files.imports import Report, RowCount
from referenceledelse.core.text.order import danish_key
from roles.models import Unit, User
from roles.queries.secretariat import secretariat
from roles.queries.units import paths_of
from roles.services.imports.people import by_key
from themes.models import Phase, Theme, ThemeType
from themes.services.themes import RESERVED, create, rewrite

LOOKED_UP = ("type", "phase", "units", "contact")


class Finder:
    """The themes that stand, found by their address or their title."""

    def __init__(self) -> None:
        self.by_slug: dict[str, Theme] = {}
        self.by_title: dict[str, list[Theme]] = {}
        for theme in Theme.objects.accepted().prefetch_related("type", "contact", "units"):
            self.by_slug[theme.slug] = theme
            self.by_title.setdefault(plain(theme.title), []).append(theme)

    def find(self, name: str) -> Theme | None:
        """The theme of that address, or title; raises ``ValueError`` where two are called so."""
        if theme := self.by_slug.get(name):
            return theme
        found = self.by_title.get(plain(name), [])
        if len(found) > 1:
            raise ValueError(_("Flere temaer har den titel. Skriv temaets adresse i stedet."))
        return found[0] if found else None


class ThemeStep:
    """Makes the themes that are new, and edits those that the file tells otherwise about."""

    def __init__(self, rows: Rows, by: User | None) -> None:
        self.rows, self.by = rows, by
        self.count = RowCount(gettext_lazy("temaer"))
        self.finder = Finder()
        units = {unit.pk: unit for unit in Unit.objects.order_by()}
        self.paths = paths_of(units)
        ids = {unit.stable_id: unit for unit in units.values() if unit.stable_id}
        self.units = ids | {path: units[pk] for pk, path in self.paths.items()}
        self.types = named(ThemeType.objects.all())
        self.phases = named(Phase.objects.exclude(key=Phase.PROPOSAL))
        self.first = Phase.objects.filter(key=Phase.STARTUP).first()
        self.contacts = by_key(secretariat())
        self.taken = {*RESERVED, *Theme.objects.values_list("slug", flat=True)}
        self.new: list[tuple[Theme, list[Unit]]] = []
        self.changed: list[tuple[Theme, dict[str, Any]]] = []

    def plan(self, report: Report) -> None:
        seen: dict[str, int] = {}
        for row in self.rows.rows:
            theme = self._find(row)
            fields = self._looked_up(row, theme)
            name = theme.slug if theme else plain(row.values.get("title", ""))
            first = seen.setdefault(name, row.number)
            if name and first != row.number:
                text = _("Det samme står allerede i række %(row)s.") % {"row": first}
                self.rows.fault(row.number, "title", row.values.get("title"), text)
            elif theme:
                self._compare(report, row, theme, fields)
            else:
                self._make(report, row, fields)

    def _find(self, row: FileRow) -> Theme | None:
        if slug := row.values.get("slug"):
            return self.finder.by_slug.get(slug)
        try:
            return self.finder.find(row.values.get("title", ""))
        except ValueError as error:
            self.rows.fault(row.number, "title", row.values["title"], str(error))
            return None

    def _looked_up(self, row: FileRow, theme: Theme | None) -> dict[str, Any]:
        """The row's values, with the names of types, phases, units and people looked up."""
        fields = {key: value for key, value in row.values.items() if key not in LOOKED_UP}
        # Who is the contact already may have left the secretariat meanwhile.
        stays = by_key([theme.contact] if theme and theme.contact else [])
        places = (
            ("type", self.types, plain, _("Typen findes ikke. Typerne er: %(names)s.")),
            ("phase", self.phases, plain, _("Fasen findes ikke. Faserne er: %(names)s.")),
            (
                "contact",
                self.contacts | stays,
                str.casefold,
                _("Ingen i sekretariatet har den e-mail."),
            ),
        )
        for key, known, named_by, said in places:
            value = row.values.get(key)
            if value and named_by(value) not in known:
                names = {"names": ", ".join(dict.fromkeys(str(row) for row in known.values()))}
                self.rows.fault(row.number, key, value, said % names)
            elif value is not None:
                fields[key] = known.get(named_by(value))
        if "units" in row.values:
            fields["units"] = [self.units[p] for p in row.values["units"] if p in self.units]
            for path in row.values["units"]:
                if path not in self.units:
                    self.rows.fault(row.number, "units", path, _("Enheden findes ikke."))
        return fields

    def _compare(self, report: Report, row: FileRow, theme: Theme, fields: dict[str, Any]) -> None:
        fields.pop("slug", None)
        phase = fields.pop("phase", None)
        if phase and phase.pk != theme.phase_id:
            text = _("Række %(row)s: Fasen er uændret. Et tema skifter fase på siden “Faser”.")
            self.rows.notes.append(text % {"row": row.number})
        changes = {k: v for k, v in fields.items() if self._stored(theme, k) != self._told(k, v)}
        if not changes:
            self.count.same += 1
            return
        would_be = copy(theme)
        for key, value in changes.items():
            if key != "units":
                setattr(would_be, key, value)
        self._check(row, would_be)
        self.changed.append((theme, changes))
        columns = self.rows.columns
        told = [
            (columns[key].name, self._stored(theme, key), self._told(key, value))
            for key, value in changes.items()
        ]
        report.tell_change(self.count, theme.title, told)

    def _stored(self, theme: Theme, key: str) -> Any:
        if key == "units":
            return self._told(key, theme.units.all())
        return self._told(key, getattr(theme, key))

    def _told(self, key: str, value: Any) -> Any:
        """The value as it is compared and told."""
        if key == "units":
            return "; ".join(sorted((self.paths[unit.pk] for unit in value), key=danish_key))
        return value.email if isinstance(value, User) else value

    def _make(self, report: Report, row: FileRow, fields: dict[str, Any]) -> None:
        units = fields.pop("units", [])
        fields["phase"] = fields.get("phase") or self.first
        theme = Theme(status=Theme.Status.ACCEPTED, **fields)
        self._check_slug(row, theme.slug)
        self._check(row, theme)
        self.new.append((theme, units))
        report.tell_new(self.count, row.values.get("title", ""))

    def _check_slug(self, row: FileRow, slug: str) -> None:
        """An address for a new theme must be one, and free; without one it is given one later."""
        if not slug:
            return
        try:
            validate_slug(slug)
        except ValidationError:
            text = _("Adressen må kun have bogstaver fra a til z, tal og bindestreger.")
            self.rows.fault(row.number, "slug", slug, text)
        if slug in self.taken:
            self.rows.fault(row.number, "slug", slug, _("Adressen er optaget. Skriv en anden."))
        self.taken.add(slug)

    def _check(self, row: FileRow, theme: Theme) -> None:
        """The theme's own rules; what the columns have said already is not said again."""
        first, last = theme.starts_on, theme.ends_on
        if first and last and last < first:
            key = "ends_on" if "ends_on" in row.values else "starts_on"
            self.rows.fault(row.number, key, last, _("Slutdatoen ligger før startdatoen."))

    def prepare(self) -> None:
        """Nothing: the verbs do all of it."""

    def save(self) -> None:
        for theme, units in self.new:
            create(theme, slug=theme.slug)
            theme.units.set(units)
        for theme, changes in self.changed:
            row = Theme.locked(theme.pk, theme.version)
            rewrite(row, changes.pop("units", None), changes)


def named(rows: Any) -> dict[str, Any]:
    """The rows by their key and by their names in either language."""
    found = {}
    for row in rows:
        for name in (row.key, row.name_da, row.name_en):
            found[plain(name)] = row
    found.pop("", None)
    return found
