"""Where each finding of the work list is mended: one address and the words on its button."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import FindingKind
from dialogues.queries.findings import Finding
from themes.models import Theme

VACANT = (
    FindingKind.NETWORK_LEADER,
    FindingKind.REFERENCE_LEADER,
    FindingKind.CO_DRIVER,
    FindingKind.LEFT,
    FindingKind.ENDS,
)


def way(finding: Finding) -> tuple[str, str]:
    """The address where the finding is mended, and what one does there."""
    theme = finding.theme
    if finding.kind in VACANT:
        words = _("Se forslaget") if "asked" in finding.facts else _("Udpeg en leder")
        if "asked" not in finding.facts and finding.kind == FindingKind.CO_DRIVER:
            words = _("Udpeg en co-driver")
        return appointments(theme), words
    if finding.kind == FindingKind.LEVEL and finding.facts["level"] is None:
        return reverse("admin:roles_user_change", args=[finding.person.pk]), _("Skriv niveauet")
    if finding.kind in (FindingKind.MOVED, FindingKind.LEVEL):
        return appointments(theme), _("Se udpegningerne")
    if finding.kind == FindingKind.ENDED:
        return reverse("themes:edit", args=[theme.slug]), _("Ret slutdatoen")
    if finding.kind == FindingKind.PHASE:
        return reverse("themes:phases", args=[theme.slug]), _("Se faserne")
    if finding.kind == FindingKind.PROPOSAL:
        return reverse("themes:proposal", args=[theme.slug]), _("Svar på forslaget")
    if finding.kind == FindingKind.MANDATE:
        return reverse("dialogues:mandate", args=[theme.slug]), _("Se mandatet")
    if finding.contact:
        address = reverse("roles:person", args=[finding.contact.pk])
        return address, _("Kontakt %(name)s") % {"name": finding.contact.name}
    return theme.get_absolute_url(), _("Åbn temaet")


def appointments(theme: Theme) -> str:
    """The page where a theme's roles are filled."""
    return reverse("themes:assignments", args=[theme.slug])
