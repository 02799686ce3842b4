"""The rooms of a theme, as the way between them shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.access import is_allowed
from referenceledelse.tracks import track
from roles.models import User
from themes.models import Phase, Theme

# The room's address, its name, and the rule that says who may enter; none where all may.
ROOMS = (
    ("theme", _("Overblik"), ""),
    ("network", _("Netværk"), ""),
    ("strategy", _("Strategi"), ""),
    ("arenas", _("Spillebaner"), ""),
    ("ideas", _("Idéer"), ""),
    ("value", _("Værdi"), ""),
    ("capital", _("Kapital"), ""),
    ("ownership", _("Ledere"), "themes.read_ownership"),
    ("politics", _("Politik"), ""),
    ("phases", _("Faser"), ""),
)


@dataclass(frozen=True)
class Door:
    """One room: where it is, what it is called, and whether the reader is in it."""

    url: str
    name: str
    is_here: bool


def doors(theme: Theme, user: User, here: str) -> list[Door]:
    """The rooms that the reader may enter."""
    return [
        Door(reverse(f"themes:{key}", args=[theme.slug]), str(name), key == here)
        for key, name, rule in ROOMS
        if not rule or is_allowed(user, rule, theme)
    ]


def phase_track(theme: Theme) -> list[tuple[str, str]]:
    """Every phase in order, as components/phase_track.html shows it."""
    phases = list(Phase.objects.all())
    here = next(number for number, one in enumerate(phases) if one.pk == theme.phase_id)
    return track((one.name for one in phases), here)
