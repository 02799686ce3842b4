"""Units as a table: the columns of a file, read and told."""

from typing import ClassVar

from django.utils.translation import gettext_lazy

from referenceledelse.core.files import columns
from referenceledelse.core.files.columns import Column, attribute
from referenceledelse.core.files.imports import Sheet
from referenceledelse.core.files.resources import SheetResource
from roles.models import Unit
from roles.queries.units import paths_of

UNITS = Sheet(
    "Enheder",
    ("units",),
    (
        Column(
            "path",
            "enhed",
            columns.path,
            gettext_lazy("Enheden med alle enhederne over den, adskilt af “>”."),
            "Lyngvig Kommune > Børn og Unge > Søskolen",
            is_needed=True,
            also=("unit",),
            tell=lambda unit, paths: paths[unit.pk],
        ),
        Column(
            "stable_id",
            "enheds-id",
            columns.stable_id,
            gettext_lazy(
                "Enhedens faste nummer hos jer. Med nummeret kan vi genkende enheden, også "
                "efter nyt navn eller ny plads."
            ),
            also=("id", "uuid", "unit id", "enhedsnummer"),
            tell=attribute("stable_id"),
        ),
        Column(
            "manager",
            "personaleleder",
            columns.person,
            gettext_lazy(
                "Lederens e-mail eller id. Lederen skal være i systemet eller i filen med personer."
            ),
            "leder@example.dk",
            also=("leder",),
            tell=attribute("manager.email"),
        ),
    ),
)


class PathResource(SheetResource):
    """Rows that name a unit with all above it."""

    def paths(self) -> dict[int, str]:
        return paths_of({unit.pk: unit for unit in Unit.objects.order_by()})


class UnitResource(PathResource):
    """Each unit, and who manages it."""

    sheet: ClassVar[Sheet] = UNITS

    class Meta:
        model = Unit
        name = gettext_lazy("Enheder")
        fields = ()
