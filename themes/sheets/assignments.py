"""Assignments as a table: the columns of a file, read and told.

The file comes in and goes out unchanged; what the secretariat takes out and nobody reads in stands
in ``referenceledelse.overview.sheets.assignments``.
"""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from referenceledelse.core.files import columns
from referenceledelse.core.files.columns import Column, attribute
from referenceledelse.core.files.imports import Sheet
from referenceledelse.core.files.resources import SheetResource
from themes.models import ROLES, Assignment, Theme

ASSIGNMENTS = Sheet(
    "Udpegninger",
    ("assignments",),
    (
        Column(
            "theme",
            "tema",
            columns.line(),
            gettext_lazy("Temaets titel eller adresse."),
            "Eksempel: Færre ensomme ældre",
            is_needed=True,
            also=("netværkstema", "titel"),
            tell=attribute("theme.slug"),
        ),
        Column(
            "role",
            "rolle",
            columns.line(),
            gettext_lazy("Netværksleder, referenceleder eller co-driver."),
            "Netværksleder",
            is_needed=True,
            tell=attribute("role.name_da"),
        ),
        Column(
            "person",
            "e-mail",
            columns.person,
            gettext_lazy("E-mail eller id på personen med rollen."),
            "eksempel@example.dk",
            is_needed=True,
            also=("email", "mail"),
            tell=attribute("person.email"),
        ),
        Column(
            "starts_on",
            "fra",
            columns.day,
            gettext_lazy(
                "Første dag. Tomt betyder den udpegning, der er i gang, og ellers fra i dag."
            ),
            "01-09-2026",
            also=("from",),
            tell=attribute("starts_on"),
        ),
        Column(
            "ends_on",
            "til",
            columns.last_day,
            gettext_lazy("Sidste dag. Tomt betyder indtil videre."),
            also=("to",),
            tell=attribute("ends_on"),
        ),
        Column(
            "why",
            "begrundelse",
            columns.long_text,
            gettext_lazy(
                "Begrundelsen for, at personen bliver udpeget uden at være spurgt her. "
                "Personen kan læse den på sin startside. Er feltet tomt, står der, at "
                "udpegningen kom fra filen."
            ),
            "Sagde ja på mødet i Chefforum den 3. juni.",
            also=("why", "reason"),
        ),
    ),
)


class AssignmentResource(SheetResource):
    """Who holds which role on which theme, from when to when."""

    sheet: ClassVar[Sheet] = ASSIGNMENTS

    class Meta:
        model = Assignment
        name = gettext_lazy("Udpegninger")
        fields = ()

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        rows = queryset.filter(theme__status=Theme.Status.ACCEPTED, role__in=ROLES)
        return rows.select_related("theme", "role", "person")
