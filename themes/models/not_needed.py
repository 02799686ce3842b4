"""The reason why a theme does not need the conditional part of a duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from themes.models.records import Record, RecordQuerySet


class NotNeeded(Record):
    """Why a theme can do without the part; the duty itself is lived as before."""

    reason = models.TextField(_("hvorfor ikke"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                fields=["theme"],
                name="%(class)s_once_on_a_theme",
                violation_error_code="reason",
                violation_error_message=_("Begrundelsen er allerede skrevet. Ret den i stedet."),
            ),
        )
