"""The tables of units and people as they come from a file: their columns, and what each holds."""

from django.utils.translation import gettext_lazy

from referenceledelse.core.files import columns
from referenceledelse.core.files.columns import Column
from referenceledelse.core.files.imports import Sheet

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
        ),
    ),
)

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
        ),
        Column(
            "name",
            "navn",
            columns.line(),
            gettext_lazy("For- og efternavn."),
            "Ida Eksempel",
            is_needed=True,
        ),
        Column(
            "job_title",
            "stilling",
            columns.line(),
            gettext_lazy("Stillingen, som kolleger kender den."),
            "Skoleleder",
            also=("titel", "title"),
        ),
        Column(
            "phone",
            "telefon",
            columns.line(40),
            gettext_lazy("Udelad kolonnen, hvis folk selv skriver deres nummer."),
            "12 34 56 78",
            also=("tlf",),
        ),
        Column(
            "unit",
            "enhed",
            columns.path,
            gettext_lazy("Enheden med alle enhederne over den, adskilt af “>”; eller dens id."),
            "Lyngvig Kommune > Børn og Unge > Søskolen",
        ),
        Column(
            "leader_level",
            "lederniveau",
            columns.level,
            gettext_lazy("1 er den øverste ledelse. Tomt for medarbejdere uden ledelse."),
            "4",
            also=("niveau", "leader level"),
        ),
        Column(
            "active_from",
            "ansat fra",
            columns.day,
            gettext_lazy("Første arbejdsdag."),
            "01-08-2026",
            also=("employed from",),
        ),
        Column(
            "active_to",
            "ansat til",
            columns.last_day,
            gettext_lazy("Sidste arbejdsdag. Tomt, så længe personen er ansat."),
            also=("employed to",),
        ),
        Column(
            "is_primary",
            "primær",
            columns.yes_or_no,
            gettext_lazy("Ja ved den ansættelse, der gælder, når en person har flere rækker."),
            also=("primær ansættelse", "hovedansættelse", "primary"),
        ),
    ),
)
