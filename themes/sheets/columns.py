"""The tables of themes and assignments as they come from a file."""

from django.utils.translation import gettext_lazy

from referenceledelse.core.files import columns
from referenceledelse.core.files.columns import Column
from referenceledelse.core.files.imports import Sheet

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
        ),
        Column(
            "slug",
            "adresse",
            columns.line(80),
            gettext_lazy(
                "Det sidste led i temaets adresse. Brug den, når et tema skal have en ny titel."
            ),
        ),
        Column(
            "type",
            "type",
            columns.line(),
            gettext_lazy("En af tematyperne, som de hedder i administrationen."),
            "Velfærd",
            is_needed=True,
            also=("tematype",),
        ),
        Column(
            "phase",
            "fase",
            columns.line(),
            gettext_lazy("Kun for nye temaer. Senere skifter et tema fase på siden “Faser”."),
            "Opstart",
        ),
        Column(
            "challenge",
            "udfordring",
            columns.long_text,
            gettext_lazy("Den udfordring, temaet skal løse."),
            "Mange ældre er alene hele dagen.",
            is_needed=True,
            also=("udfordringen",),
        ),
        Column(
            "why_cross_cutting",
            "hvorfor på tværs",
            columns.long_text,
            gettext_lazy("Grunden til, at ingen kan løse udfordringen alene."),
            also=("hvorfor", "why"),
        ),
        Column(
            "ambition",
            "ambition",
            columns.long_text,
            gettext_lazy("Temaets mål."),
            also=("ambitionen",),
        ),
        Column(
            "outside_partners",
            "partnere",
            columns.line(500),
            gettext_lazy("Partnere uden for kommunen."),
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
        ),
        Column("starts_on", "start", columns.day, gettext_lazy("Første dag."), "01-09-2026"),
        Column(
            "ends_on",
            "slut",
            columns.last_day,
            gettext_lazy("Forventet slut."),
            also=("forventet slut",),
        ),
        Column(
            "contact",
            "kontakt",
            columns.person,
            gettext_lazy("E-mail eller id på temaets kontakt i sekretariatet."),
        ),
    ),
)

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
        ),
        Column(
            "role",
            "rolle",
            columns.line(),
            gettext_lazy("Netværksleder, referenceleder eller co-driver."),
            "Netværksleder",
            is_needed=True,
        ),
        Column(
            "person",
            "e-mail",
            columns.person,
            gettext_lazy("E-mail eller id på personen med rollen."),
            "eksempel@example.dk",
            is_needed=True,
            also=("email", "mail"),
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
        ),
        Column(
            "ends_on",
            "til",
            columns.last_day,
            gettext_lazy("Sidste dag. Tomt betyder indtil videre."),
            also=("to",),
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
