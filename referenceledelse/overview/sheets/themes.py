"""The running themes as a table that nobody reads in, and what the tables of themes share.

The file that comes in and goes out is that of ``themes.sheets.themes``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import batched

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from referenceledelse.core.files.exports import ExportColumn, Word
from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.queries.narrowing import Narrowing
from roles.models import RoleKey
from themes.models import Assignment, Theme, ThemeQuerySet

# So many themes are read at a time.
BATCH = 500


def narrowed(narrowing: Narrowing) -> ThemeQuerySet:
    """The themes that are let through, in order."""
    themes = narrowing.apply(Theme.objects.visible_to(narrowing.user))
    return themes.order_by(alphabetical("title"), "pk")


def batches(themes: QuerySet[Theme]) -> Iterator[QuerySet[Theme]]:
    """The themes a batch at a time, each read by its keys."""
    keys = list(themes.values_list("pk", flat=True))
    for part in batched(keys, BATCH):
        yield Theme.objects.filter(pk__in=part).order_by(alphabetical("title"), "pk")


@dataclass
class ThemeFacts:
    """A theme with the names around it."""

    theme: Theme
    holders: dict[str, list[str]] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)

    def holding(self, role: RoleKey) -> str:
        return ", ".join(self.holders.get(role.value, []))


def columns(_narrowing: Narrowing) -> list[ExportColumn]:
    return [*_frame(), *_days(), *_people()]


def _frame() -> list[ExportColumn]:
    return [
        ExportColumn("theme", _("Tema"), lambda row: row.theme.title, _("Temaets titel.")),
        ExportColumn(
            "slug",
            _("Adresse"),
            lambda row: row.theme.slug,
            _("Temaets navn i adressen, /temaer/<adresse>/."),
        ),
        ExportColumn("type", _("Type"), lambda row: _word(row.theme.type), _("Temaets type.")),
        ExportColumn(
            "phase", _("Fase"), lambda row: _word(row.theme.phase), _("Den fase, temaet er i.")
        ),
        ExportColumn(
            "phase_since",
            _("I fasen siden"),
            lambda row: row.theme.phase_since,
            _("Dagen, hvor temaet kom i fasen."),
        ),
        ExportColumn(
            "round",
            _("Runde"),
            lambda row: row.theme.round.name if row.theme.round else None,
            _("Runden, temaet blev foreslået i."),
        ),
    ]


def _days() -> list[ExportColumn]:
    return [
        ExportColumn(
            "starts_on", _("Start"), lambda row: row.theme.starts_on, _("Temaets første dag.")
        ),
        ExportColumn(
            "ends_on",
            _("Forventet slut"),
            lambda row: row.theme.ends_on,
            _("Dagen, hvor temaet ventes at slutte."),
        ),
    ]


def _people() -> list[ExportColumn]:
    vacant = _("Tomt, når rollen er ledig.")
    return [
        ExportColumn(
            "network_leader",
            _("Netværksleder"),
            lambda row: row.holding(RoleKey.NETWORK_LEADER),
            vacant,
        ),
        ExportColumn(
            "reference_leader",
            _("Referenceleder"),
            lambda row: row.holding(RoleKey.REFERENCE_LEADER),
            vacant,
        ),
        ExportColumn(
            "co_driver",
            _("Co-driver"),
            lambda row: row.holding(RoleKey.CO_DRIVER),
            _("Nuværende co-drivere, adskilt af komma."),
        ),
        ExportColumn(
            "units", _("Berørte enheder"), lambda row: ", ".join(row.units), _("Adskilt af komma.")
        ),
        ExportColumn(
            "contact",
            _("Kontakt i sekretariatet"),
            lambda row: row.theme.contact.name if row.theme.contact else None,
            _("Temaets kontaktperson."),
        ),
    ]


def _word(kind: object) -> Word:
    """A type or a phase, by its key and its name."""
    return Word(kind.key, kind.name)


def rows(narrowing: Narrowing) -> Iterator[ThemeFacts]:
    """Each theme with the names around it; three queries a batch."""
    for batch in batches(narrowed(narrowing)):
        themes = batch.select_related("type", "phase", "round", "contact")
        found = {theme.pk: ThemeFacts(theme) for theme in themes}
        held = Assignment.objects.active().filter(theme__in=found)
        held = held.order_by(alphabetical("person__name"))
        for theme, role, name in held.values_list("theme", "role", "person__name"):
            found[theme].holders.setdefault(role, []).append(name)
        touched = Theme.units.through.objects.filter(theme__in=found)
        touched = touched.order_by(alphabetical("unit__name"))
        for theme, name in touched.values_list("theme", "unit__name"):
            found[theme].units.append(name)
        yield from found.values()
