"""People as a table: the columns of a file, read and told."""

from typing import ClassVar

from django.utils.translation import gettext_lazy

from referenceledelse.core.files import columns
from referenceledelse.core.files.columns import Column, Rows, attribute
from referenceledelse.core.files.imports import ImportOrder, Sheet, Watch, rows_in, unwatched
from referenceledelse.core.files.tables import read_tables
from roles.models import User
from roles.sheets.units import UNITS, PathResource

PEOPLE = Sheet(
    "Personer",
    ("people", "medarbejdere"),
    (
        Column(
            "email",
            "e-mail",
            columns.email,
            gettext_lazy("E-mailen identificerer personen. To personer må ikke have samme e-mail."),
            "eksempel@example.dk",
            is_needed=True,
            may_lack=True,
            also=("mail",),
            tell=attribute("email"),
        ),
        Column(
            "stable_id",
            "medarbejder-id",
            columns.stable_id,
            gettext_lazy(
                "Personens faste nummer hos jer. Med nummeret kan vi genkende personen, også "
                "efter nyt navn eller ny e-mail."
            ),
            also=("id", "uuid", "staff id", "medarbejdernummer"),
            tell=attribute("stable_id"),
        ),
        Column(
            "name",
            "navn",
            columns.line(),
            gettext_lazy("For- og efternavn."),
            "Ida Eksempel",
            is_needed=True,
            tell=attribute("name"),
        ),
        Column(
            "job_title",
            "stilling",
            columns.line(),
            gettext_lazy("Stillingen, som kolleger kender den."),
            "Skoleleder",
            also=("titel", "title"),
            tell=attribute("job_title"),
        ),
        Column(
            "phone",
            "telefon",
            columns.line(40),
            gettext_lazy("Udelad kolonnen, hvis folk selv skriver deres nummer."),
            "12 34 56 78",
            also=("tlf",),
            tell=attribute("phone"),
        ),
        Column(
            "unit",
            "enhed",
            columns.path,
            gettext_lazy("Enheden med alle enhederne over den, adskilt af “>”; eller dens id."),
            "Lyngvig Kommune > Børn og Unge > Søskolen",
            tell=lambda person, paths: paths.get(person.unit_id, ""),
        ),
        Column(
            "leader_level",
            "lederniveau",
            columns.level,
            gettext_lazy("1 er den øverste ledelse. Tomt for medarbejdere uden ledelse."),
            "4",
            also=("niveau", "leader level"),
            tell=attribute("leader_level"),
        ),
        Column(
            "active_from",
            "ansat fra",
            columns.day,
            gettext_lazy("Første arbejdsdag."),
            "01-08-2026",
            also=("employed from",),
            tell=attribute("active_from"),
        ),
        Column(
            "active_to",
            "ansat til",
            columns.last_day,
            gettext_lazy("Sidste arbejdsdag. Tomt, så længe personen er ansat."),
            also=("employed to",),
            tell=attribute("active_to"),
        ),
        Column(
            "is_primary",
            "primær",
            columns.yes_or_no,
            gettext_lazy(
                "Skriv ja ud for den ansættelse, der gælder, hvis en person har flere rækker."
            ),
            also=("primær ansættelse", "hovedansættelse", "primary"),
        ),
    ),
)


class PersonResource(PathResource):
    """People, known by their id or their e-mail; who may sign in is not in a file."""

    sheet: ClassVar[Sheet] = PEOPLE

    class Meta:
        model = User
        name = gettext_lazy("Personer")
        fields = ()


def people_in(order: ImportOrder, *, watch: Watch = unwatched) -> tuple[Rows, Rows]:
    """The people of the file, and the units of its second sheet or of a second file.

    Raises ``Unreadable`` where a file is no such table.
    """
    tables = read_tables(order.content)
    people = rows_in(tables, PEOPLE, (UNITS,), watch)
    if order.more:
        return people, rows_in(read_tables(order.more), UNITS, (PEOPLE,), watch)
    beside = next((table for table in tables if UNITS.is_called(table.title)), None)
    return people, UNITS.read(beside, watch) if beside else Rows()


def units_in(order: ImportOrder, *, watch: Watch = unwatched) -> Rows:
    """The units of the file; raises ``Unreadable`` where it is no such table."""
    return rows_in(read_tables(order.content), UNITS, (PEOPLE,), watch)
