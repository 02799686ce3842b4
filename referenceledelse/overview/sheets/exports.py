"""The secretariat's tables as files: what each holds, column by column.

States, days, names and numbers alone; no text that is the two parties' own. The
keys of the columns are stable, for programs that read the JSON.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from referenceledelse.core.files.exports import ExportColumn
from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.sheets import assignments, figures, matrix, themes


@dataclass(frozen=True)
class Export:
    """One file: its name in the address, what it is, its columns, and its rows."""

    slug: str
    name: Any
    about: Any
    columns: Callable[[Narrowing], list[ExportColumn]]
    rows: Callable[[Narrowing], Iterator]
    # Whether the overview's filters narrow it; the pictures' tables count all running themes.
    is_filtered: bool = True


TABLES = {
    table.slug: table
    for table in (
        Export(
            "overblik",
            _("Overblik"),
            _(
                "Viser for hvert tema, hvor langt de to ledere er, og hvilken status de ti opgaver "
                "har."
            ),
            matrix.columns,
            matrix.rows,
        ),
        Export(
            "temaer",
            _("Temaer"),
            _("Viser hvert tema med type, fase, datoer, roller og enheder."),
            themes.columns,
            themes.rows,
        ),
        Export(
            "udpegninger",
            _("Udpegninger"),
            _("Viser, hvem der har, har haft eller får en rolle på temaerne."),
            assignments.columns,
            assignments.rows,
        ),
        Export(
            "daekning",
            _("Fremdrift"),
            _("Viser, hvor mange par der har nået hvert trin, fordelt på afdeling, type og runde."),
            figures.coverage_columns,
            figures.coverage_rows,
        ),
        Export(
            "timer",
            _("Frigivne timer"),
            _("Viser, hvor mange timer om ugen hver enhed har frigivet efter de aftalte mandater."),
            figures.hours_columns,
            figures.hours_rows,
        ),
        Export(
            "opgaver",
            _("De ti opgaver efter fælles status"),
            _("Viser for hver opgave, hvor mange temaer der har hver fælles status."),
            figures.duty_columns,
            figures.duty_rows,
            is_filtered=False,
        ),
        Export(
            "faser",
            _("Temaer efter fase"),
            _("Viser, hvor mange temaer der er i hver fase."),
            figures.phase_columns,
            figures.phase_rows,
            is_filtered=False,
        ),
        Export(
            "alder",
            _("Tid i fasen, sammenlignet med den sædvanlige længde"),
            _(
                "Viser, hvor længe temaerne har været i deres fase, sammenlignet med den "
                "sædvanlige længde."
            ),
            figures.age_columns,
            figures.age_rows,
            is_filtered=False,
        ),
        Export(
            "ideer",
            _("Idéer efter trin"),
            _("Viser, hvor mange idéer der er på hvert trin."),
            figures.idea_columns,
            figures.idea_rows,
            is_filtered=False,
        ),
        Export(
            "ledere",
            _("Temaer hos hver leder"),
            _(
                "Viser, hvor mange temaer hver leder har. Filen har navne og er kun for "
                "sekretariatet."
            ),
            figures.leader_columns,
            figures.leader_rows,
            is_filtered=False,
        ),
    )
}
