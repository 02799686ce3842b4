"""Where each finding of the work list is mended: one address and the words on its button."""

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import FindingKind
from dialogues.queries.findings import Finding
from themes.models import Theme

type Way = Callable[[Finding], tuple[str, str]]


def _page(name: str, words: str | Promise) -> Way:
    """A page of the theme, by the name of its address."""
    return lambda finding: (reverse(name, args=[finding.theme.slug]), str(words))


def _fill(words: str | Promise) -> Way:
    """A vacant role is filled, or the proposal looked at where someone has been asked."""

    def way(finding: Finding) -> tuple[str, str]:
        said = _("Se forslaget") if "asked" in finding.facts else str(words)
        return appointments(finding.theme), said

    return way


def _level(finding: Finding) -> tuple[str, str]:
    """A level nobody has written, or one that does not suit the type of theme."""
    if finding.facts["level"] is None:
        return reverse("admin:roles_user_change", args=[finding.person.pk]), _("Skriv niveauet")
    return appointments(finding.theme), _("Se udpegningerne")


def _contact(finding: Finding) -> tuple[str, str]:
    """Who can do something about it; the theme, where there is nobody."""
    if finding.contact is None:
        return finding.theme.get_absolute_url(), _("Åbn temaet")
    address = reverse("roles:person", args=[finding.contact.pk])
    return address, _("Kontakt %(name)s") % {"name": finding.contact.name}


APPOINT = gettext_lazy("Udpeg en leder")
WAYS: Mapping[str, Way] = {
    FindingKind.NETWORK_LEADER: _fill(APPOINT),
    FindingKind.REFERENCE_LEADER: _fill(APPOINT),
    FindingKind.LEFT: _fill(APPOINT),
    FindingKind.ENDS: _fill(APPOINT),
    FindingKind.CO_DRIVER: _fill(gettext_lazy("Udpeg en co-driver")),
    FindingKind.MOVED: _page("themes:assignments", gettext_lazy("Se udpegningerne")),
    FindingKind.LEVEL: _level,
    FindingKind.ENDED: _page("themes:edit", gettext_lazy("Ret slutdatoen")),
    FindingKind.PHASE: _page("themes:phases", gettext_lazy("Se faserne")),
    FindingKind.PROPOSAL: _page("themes:proposal", gettext_lazy("Svar på forslaget")),
    FindingKind.MANDATE: _page("dialogues:mandate", gettext_lazy("Se mandatet")),
    FindingKind.TALK: _contact,
    FindingKind.INVITATION: _contact,
    FindingKind.PASSED: _contact,
    FindingKind.QUIET: _contact,
}


def way(finding: Finding) -> tuple[str, str]:
    """The address where the finding is mended, and what one does there."""
    return WAYS[finding.kind](finding)


def appointments(theme: Theme) -> str:
    """The page where a theme's roles are filled."""
    return reverse("themes:assignments", args=[theme.slug])
