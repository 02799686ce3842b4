"""What each of the two says of the ten duties before a talk."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.models.reflections import PrivateTextQuerySet, Reflection
from roles.models import RolePoint


class Recognition(models.Model):
    """What the writer says of one of the ten duties before a talk.

    The duties are the reference leader's, who is asked about recognising self and own competences
    in them. The network leader is asked another question: what do I need from you?
    """

    TEXTS: ClassVar = ("level", "offer", "need")

    class Level(models.TextChoices):
        YES = "yes", _("jeg kan genkende mig selv")
        PARTLY = "partly", _("jeg kan delvist genkende mig selv")
        NOT_YET = "not_yet", _("jeg kan ikke genkende mig selv endnu")
        RELY = "rely", _("jeg regner med referencelederen")
        LITTLE = "little", _("jeg har brug for lidt hjælp")
        NOT_NOW = "not_now", _("jeg har ikke brug for hjælp lige nu")
        TALK = "talk", _("jeg vil gerne tale om opgaven")
        UNSURE = "unsure", _("jeg ved det ikke endnu")

    reflection = models.ForeignKey(
        Reflection, on_delete=models.CASCADE, related_name="recognitions"
    )
    point = models.ForeignKey(RolePoint, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level, blank=True)
    offer = models.TextField(_("jeg kan bidrage med"), blank=True)
    need = models.TextField(_("jeg har brug for hjælp til"), blank=True)

    objects = PrivateTextQuerySet.as_manager()

    class Meta:
        ordering = ("point__order",)
        constraints = (
            models.UniqueConstraint(fields=["reflection", "point"], name="recognition_once"),
        )

    def __str__(self) -> str:
        return f"recognition {self.pk}"
