"""Where a solution that is in use is used: how far it has been scaled."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models import Unit
from themes.models.ideas import IN_BASE, Idea
from themes.models.records import Record, RecordQuerySet


class IdeaPlace(Record):
    """A place where a solution is used beside the one that received it: a unit, or one outside."""

    ROOM: ClassVar = "idea_place"

    idea = models.ForeignKey(
        Idea, on_delete=models.CASCADE, related_name="places", verbose_name=_("idé")
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="idea_places",
        verbose_name=_("enhed"),
    )
    place = models.CharField(_("sted uden for kommunen"), max_length=200, blank=True)
    used_since = models.DateField(_("i brug fra"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("used_since", "pk")
        verbose_name = _("sted, hvor løsningen er i brug")
        verbose_name_plural = _("steder, hvor løsningen er i brug")
        constraints = (
            models.CheckConstraint(
                condition=Q(unit=None) & ~Q(place="") | Q(unit__isnull=False, place=""),
                name="idea_place_is_one_place",
                violation_error_code="unit",
                violation_error_message=_("Vælg en enhed, eller skriv et sted uden for kommunen."),
            ),
            models.UniqueConstraint(
                fields=["idea", "unit"],
                condition=Q(unit__isnull=False),
                name="idea_place_unit_once",
                violation_error_code="unit",
                violation_error_message=_("Enheden er allerede på listen."),
            ),
        )

    def __str__(self) -> str:
        return self.unit.name if self.unit else self.place

    def get_absolute_url(self) -> str:
        return self.idea.get_absolute_url()

    def clean(self) -> None:
        self.refuse_before_theme("used_since")
        if self.idea.stage not in IN_BASE:
            raise ValidationError(_("Løsningen skal være i drift, før den kan udbredes."))
