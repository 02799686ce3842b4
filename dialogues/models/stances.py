"""The leaders' own words on two duties: the co-player (6) and the partnership (10)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.conversations import Conversation
from dialogues.models.partnership import OfPair
from referenceledelse.core.db.rows import someone
from roles.models import User


class Part(models.TextChoices):
    """What is said in own words; a question of a reflection with the part's key asks for it too.

    The first four are those of an active co-player, who is the reference leader. The last is
    either leader's: a partner depends on the other.
    """

    EXPECTATIONS = "expectations", _("forventninger til netværket")
    RECOGNISES = "recognises", _("udfordringen i eget område")
    STAKE = "stake", _("egen aktie")
    BRING = "bring", _("sig selv i spil")
    DEPENDS = "depends", _("afhængig af den anden")


# What the one who says it is asked of each part.
ASKED = {
    Part.EXPECTATIONS: _("Hvad forventer du af netværket?"),
    Part.RECOGNISES: _("Hvordan kender du temaets udfordring fra dit eget område?"),
    Part.STAKE: _("Hvad er din egen aktie i, at udfordringen bliver løst?"),
    Part.BRING: _(
        "Hvordan bringer du dig selv i spil for netop dette tema og denne netværksleder, "
        "så der kommer fremdrift, og netværket lykkes?"
    ),
    Part.DEPENDS: _("Hvad er du afhængig af, at den anden gør?"),
}


class StanceQuerySet(models.QuerySet["Stance"]):
    def visible_to(self, user: User) -> Self:
        """My own; what the other leader says once the two of us have held a conversation."""
        if not user.is_active:
            return self.none()
        same = {name: models.OuterRef(name) for name in Stance.PAIR}
        party = Q(network_leader=user) | Q(reference_leader=user)
        held = models.Exists(Conversation.objects.held().filter(**same))
        return self.filter(Q(author=user) | party & held)


class Stance(OfPair):
    """What one of the two says of one part, in own words.

    Who says something else on a later day gets a new row, so that what was said before stays.
    """

    Part = Part
    CO_PLAYER: ClassVar = (Part.EXPECTATIONS, Part.RECOGNISES, Part.STAKE, Part.BRING)
    PAIR: ClassVar = ("theme", "network_leader", "reference_leader")

    author = someone()
    part = models.CharField(max_length=20, choices=Part)
    text = models.TextField(_("med egne ord"), blank=True)
    said_at = models.DateTimeField(_("sagt"), default=timezone.now)
    # Taken over from the reflection before a talk, on the day when that was handed in.
    is_prepared = models.BooleanField(_("fra refleksionen"), default=False)
    # The same words, looked at again and kept.
    looked_at = models.DateTimeField(_("set igen"), default=timezone.now)

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ("-said_at", "-pk")
        verbose_name = _("egne ord")
        verbose_name_plural = _("egne ord")
        constraints = (
            models.CheckConstraint(
                condition=Q(author=F("reference_leader"))
                | Q(part="depends", author=F("network_leader")),
                name="stance_of_whom_it_is_asked",
            ),
        )
