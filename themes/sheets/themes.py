"""Themes as a table: the columns of a file, read and told.

The file comes in and goes out unchanged; what the secretariat takes out and nobody reads in stands
in ``referenceledelse.overview.sheets.themes``.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from referenceledelse.core.files import columns
from referenceledelse.core.files.columns import Column, Rows, attribute
from referenceledelse.core.files.imports import ImportOrder, Sheet, Watch, rows_in, unwatched
from referenceledelse.core.files.tables import read_tables
from referenceledelse.core.text.paths import joined_paths
from roles.sheets.units import PathResource
from themes.models import Theme
from themes.sheets.assignments import ASSIGNMENTS


def _units_of(theme: Theme, paths: Mapping[int, str]) -> str:
    return joined_paths(paths[unit.pk] for unit in theme.units.all())


THEMES = Sheet(
    "Temaer",
    ("themes", "netværkstemaer"),
    (
        Column(
            "title",
            "titel",
            columns.line(),
            gettext_lazy("Titlen identificerer temaet, hvis adressen ikke er udfyldt."),
            "Eksempel: Færre ensomme ældre",
            is_needed=True,
            also=("tema", "theme"),
            tell=attribute("title"),
        ),
        Column(
            "slug",
            "adresse",
            columns.line(80),
            gettext_lazy(
                "Det sidste led i temaets adresse. Brug den, når et tema skal have en ny titel."
            ),
            tell=attribute("slug"),
        ),
        Column(
            "type",
            "type",
            columns.line(),
            gettext_lazy("En af tematyperne, som de hedder i administrationen."),
            "Velfærd",
            is_needed=True,
            also=("tematype",),
            tell=attribute("type.name_da"),
        ),
        Column(
            "phase",
            "fase",
            columns.line(),
            gettext_lazy("Kun for nye temaer. Senere skifter et tema fase på siden “Faser”."),
            "Opstart",
            tell=attribute("phase.name_da"),
        ),
        Column(
            "challenge",
            "udfordring",
            columns.long_text,
            gettext_lazy("Den udfordring, temaet skal løse."),
            "Mange ældre er alene hele dagen.",
            is_needed=True,
            also=("udfordringen",),
            tell=attribute("challenge"),
        ),
        Column(
            "why_cross_cutting",
            "hvorfor på tværs",
            columns.long_text,
            gettext_lazy("Grunden til, at ingen kan løse udfordringen alene."),
            also=("hvorfor", "why"),
            tell=attribute("why_cross_cutting"),
        ),
        Column(
            "ambition",
            "ambition",
            columns.long_text,
            gettext_lazy("Temaets mål."),
            also=("ambitionen",),
            tell=attribute("ambition"),
        ),
        Column(
            "outside_partners",
            "partnere",
            columns.line(500),
            gettext_lazy("Partnere uden for kommunen."),
            tell=attribute("outside_partners"),
        ),
        Column(
            "units",
            "enheder",
            columns.paths,
            gettext_lazy(
                "De berørte enheder med alle enhederne over dem, adskilt af semikolon "
                "eller hver på sin linje i cellen."
            ),
            "Lyngvig Kommune > Ældre og Omsorg; Lyngvig Kommune > Sundhed",
            also=("berørte enheder",),
            tell=_units_of,
        ),
        Column(
            "starts_on",
            "start",
            columns.day,
            gettext_lazy("Første dag."),
            "01-09-2026",
            tell=attribute("starts_on"),
        ),
        Column(
            "ends_on",
            "slut",
            columns.last_day,
            gettext_lazy("Forventet slut."),
            also=("forventet slut",),
            tell=attribute("ends_on"),
        ),
        Column(
            "contact",
            "kontakt",
            columns.person,
            gettext_lazy("E-mail eller id på temaets kontakt i sekretariatet."),
            tell=attribute("contact.email"),
        ),
    ),
)


class ThemeResource(PathResource):
    """Each accepted theme, known by its address."""

    sheet: ClassVar[Sheet] = THEMES

    class Meta:
        model = Theme
        name = gettext_lazy("Temaer")
        fields = ()

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        rows = queryset.filter(status=Theme.Status.ACCEPTED)
        return rows.select_related("type", "phase", "contact").prefetch_related("units")


def themes_in(order: ImportOrder, *, watch: Watch = unwatched) -> Rows:
    """The themes of the file; raises ``Unreadable`` where it is no such table."""
    return rows_in(read_tables(order.content), THEMES, (ASSIGNMENTS,), watch)


def assignments_in(order: ImportOrder, *, watch: Watch = unwatched) -> Rows:
    """The assignments of the file; raises ``Unreadable`` where it is no such table."""
    return rows_in(read_tables(order.content), ASSIGNMENTS, (THEMES,), watch)
