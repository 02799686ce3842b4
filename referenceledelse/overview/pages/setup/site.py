"""Whether the site itself is ready: mail, addresses, and nothing left on from the demo."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from referenceledelse.overview.pages.setup.point import SetupPoint, State, state_of

# Backends that send nothing to anybody.
SILENT = ("console", "dummy", "filebased", "locmem")


def site_lines() -> Iterator[SetupPoint]:
    """What the settings say; docs/settings.md tells how each is set."""
    backend = settings.MAILERS["default"]["BACKEND"]
    yield SetupPoint(
        (_("Mail kan sendes"), _("Mail kan ikke sendes endnu")),
        _("Uden en mailserver får man ingen besked, når noget venter på svar."),
        state_of(not any(f".{name}." in backend for name in SILENT), State.MISSING),
        setting="EMAIL_URL",
    )
    yield SetupPoint(
        (_("Mail har en rigtig afsender"), _("Mail har ingen rigtig afsender")),
        _("Uden en rigtig afsender ender svar på mails et sted, hvor ingen læser dem."),
        state_of(not settings.DEFAULT_FROM_EMAIL.endswith("example.org")),
        setting="DEFAULT_FROM_EMAIL",
    )
    yield SetupPoint(
        (
            _("Sekretariatets e-mail står nederst på siderne"),
            _("Sekretariatets e-mail mangler nederst på siderne"),
        ),
        _("Med en e-mail på siderne kan alle skrive til jer, når de er i tvivl."),
        state_of(bool(settings.SECRETARIAT_EMAIL), State.MISSING),
        setting="SECRETARIAT_EMAIL",
    )
    yield SetupPoint(
        (_("Fejlfinding er slået fra"), _("Fejlfinding er slået til")),
        _("Med DEBUG slået til kan alle, der får en fejlside, se kode og indstillinger."),
        state_of(not settings.DEBUG),
        setting="DEBUG",
    )
    yield SetupPoint(
        (_("Demoen er slået fra"), _("Demoen er slået til")),
        _("I demoen kan alle logge ind som hvem som helst."),
        state_of(not settings.DEMO),
        setting="DEMO",
    )
