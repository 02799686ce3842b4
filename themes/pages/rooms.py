"""The rooms of a theme, as the way between them shows them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.svg.tracks import track
from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import Gate, Phase, Theme

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
    ("leader_line", _("Mit svar"), "themes.read_leader_line"),
    ("politics", _("Politik"), ""),
    ("phases", _("Faser"), ""),
)


@dataclass(frozen=True)
class Door:
    """One room: where it is, what it is called, and whether the reader is in it."""

    url: str
    name: str
    is_here: bool
    key: str = ""


def doors(theme: Theme, user: User, here: str) -> list[Door]:
    """The rooms that the reader may enter."""
    found = []
    for key, name, rule in ROOMS:
        if not rule or is_allowed(user, rule, theme):
            url = reverse(f"themes:{key}", args=[theme.slug])
            found.append(Door(url, str(name), key == here, key))
    return found


def phase_track(theme: Theme) -> list[tuple[str, str]]:
    """Every phase in order, as components/phase_track.html shows it.

    One that the theme was led past is skipped, not done.
    """
    phases = _phases(theme)
    here = next(number for number, one in enumerate(phases) if one.pk == theme.phase_id)
    states = track((one.name for one in phases), here)
    return [
        (name, "skipped" if state == "done" and one.is_skipped else state)
        for one, (name, state) in zip(phases, states, strict=True)
    ]


@compiled
def _phases(theme: Theme) -> QuerySet[Phase]:
    return Phase.objects.annotate(is_skipped=_was_skipped(theme))


def _was_skipped(theme: Theme) -> Q:
    """Phases that a gate led past, and that the theme was never in."""
    gates = Gate.objects.filter(theme=theme)
    here = OuterRef("order")
    past = gates.filter(from_phase__order__lt=here, to_phase__order__gt=here)
    entered = gates.filter(Q(from_phase=OuterRef("pk")) | Q(to_phase=OuterRef("pk")))
    return Q(Exists(past), ~Exists(entered))
