"""The way back from a page, and the entry of the navigation that it belongs to."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def below_secretariat(*more: tuple[str, str]) -> dict[str, Any]:
    """For the pages of the secretariat; ``more`` are those between it and the page."""
    up = [(reverse("secretariat"), _("Sekretariat")), *more]
    return {"section": "secretariat", "parents": up}
