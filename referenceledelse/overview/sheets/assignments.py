"""Who holds, has held or gets a role, as a table that nobody reads in.

The file that comes in and goes out is that of ``themes.sheets.assignments``.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from referenceledelse.core.files.exports import ExportColumn, word
from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.sheets.themes import BATCH, narrowed
from roles.models import RoleKey
from themes.models import Assignment
from themes.models.tenure import earliest


class AssignmentFacts(NamedTuple):
    """What is read of an assignment."""

    theme: str
    role: str
    person: str
    unit: str | None
    starts_on: date
    ends_on: date | None
    last_day: date | None
    state: str


FIELDS = (
    "theme__title",
    "role",
    "person__name",
    "person__unit__name",
    "starts_on",
    "ends_on",
    "person__active_to",
    "state",
)


def columns(_narrowing: Narrowing) -> list[ExportColumn]:
    return [
        ExportColumn("theme", _("Tema"), lambda row: row.theme, _("Temaets titel.")),
        ExportColumn(
            "role", _("Rolle"), lambda row: word(RoleKey, row.role), _("Rollen på temaet.")
        ),
        ExportColumn("person", _("Person"), lambda row: row.person, _("Personen med rollen.")),
        ExportColumn(
            "unit", _("Enhed"), lambda row: row.unit, _("Enheden, hvor personen er ansat.")
        ),
        ExportColumn(
            "starts_on", _("Fra"), lambda row: row.starts_on, _("Udpegningens første dag.")
        ),
        ExportColumn(
            "ends_on",
            _("Til"),
            lambda row: earliest(row.ends_on, row.last_day),
            _("Den sidste dag, personen har rollen; tomt betyder indtil videre."),
        ),
        ExportColumn(
            "is_active",
            _("Gælder i dag"),
            lambda row: row.state == Assignment.State.NOW,
            _("Ja, når personen har rollen i dag."),
        ),
        ExportColumn(
            "state",
            _("Periode"),
            lambda row: word(Assignment.State, row.state),
            _("Nuværende, kommende eller tidligere."),
        ),
    ]


def rows(narrowing: Narrowing) -> Iterator[AssignmentFacts]:
    """Each assignment on the themes, those of one theme together."""
    keys = narrowed(narrowing).order_by().values("pk")
    found = Assignment.objects.visible_to(narrowing.user).filter(theme__in=keys).with_state()
    found = found.order_by(alphabetical("theme__title"), "role__order", "starts_on", "pk")
    return map(AssignmentFacts._make, found.values_list(*FIELDS).iterator(BATCH))
