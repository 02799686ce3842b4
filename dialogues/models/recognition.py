"""What each of the two says of the ten duties before a talk, and all texts of a reflection."""

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


# A text of a reflection: which part it is, and the key of the question or duty it belongs to.
type Slot = tuple[str, int]
ANSWER = "answer"
PARTS = (ANSWER, *Recognition.TEXTS)


def texts_of(row: Reflection) -> dict[Slot, str]:
    """All that the reflection holds, for its readers alone; two queries."""
    texts: dict[Slot, str] = {(ANSWER, one.question_id): one.text for one in row.answers.all()}
    for one in row.recognitions.all():
        texts |= {(part, one.point_id): getattr(one, part) for part in Recognition.TEXTS}
    return texts
