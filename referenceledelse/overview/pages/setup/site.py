"""Whether the site itself is ready: mail, addresses, and nothing left on from the demo."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from referenceledelse.overview.pages.setup.line import Line, State, held

# Backends that send nothing to anybody.
SILENT = ("console", "dummy", "filebased", "locmem")


def site_lines() -> Iterator[Line]:
    """What the settings say; docs/settings.md tells how each is set."""
    backend = settings.MAILERS["default"]["BACKEND"]
    yield Line(
        (_("Mail kan sendes"), _("Mail kan ikke sendes endnu")),
        _("Uden en mailserver får ingen besked, når noget venter på dem."),
        held(not any(f".{name}." in backend for name in SILENT), State.MISSING),
        setting="EMAIL_URL",
    )
    yield Line(
        (_("Mail har en rigtig afsender"), _("Mail har ingen rigtig afsender")),
        _("Svar på mails ender ellers et sted, hvor ingen læser dem."),
        held(not settings.DEFAULT_FROM_EMAIL.endswith("example.org")),
        setting="DEFAULT_FROM_EMAIL",
    )
    yield Line(
        (
            _("Sekretariatets e-mail står nederst på siderne"),
            _("Sekretariatets e-mail mangler nederst på siderne"),
        ),
        _("Med en e-mail på siderne kan alle skrive til jer, når de er i tvivl."),
        held(bool(settings.SECRETARIAT_EMAIL), State.MISSING),
        setting="SECRETARIAT_EMAIL",
    )
    yield Line(
        (_("Fejlfinding er slået fra"), _("Fejlfinding er slået til")),
        _("Med DEBUG viser fejlsiderne kode og indstillinger til alle, der ser dem."),
        held(not settings.DEBUG),
        setting="DEBUG",
    )
    yield Line(
        (_("Demoen er slået fra"), _("Demoen er slået til")),
        _("I demoen kan alle træde ind som hvem som helst."),
        held(not settings.DEMO),
        setting="DEMO",
    )
