"""Stones on the road: what the network meets, and the reference leader clears away."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.partnership import OfPair
from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.web.moves import Moving
from roles.models import User


class StoneState(models.TextChoices):
    LYING = "lying", _("ligger på vejen")
    TAKEN = "taken", _("bliver ryddet")
    HANDED = "handed", _("givet videre")
    DECLINED = "declined", _("bliver liggende")
    CLEARED = "cleared", _("ryddet")
    WITHDRAWN = "withdrawn", _("trukket tilbage")
    CARRIED_ON = "carried_on", _("taget med i et nyt samarbejde")


class StoneQuerySet(models.QuerySet["Stone"]):
    def visible_to(self, user: User) -> Self:
        """The two whose stone it is, and each colleague who has been given it.

        Later leaders see only a copy, once one of the two carries the stone on.
        """
        if not user.is_active:
            return self.none()
        party = Q(network_leader=user) | Q(reference_leader=user)
        given = StoneStep.objects.filter(stone=models.OuterRef("pk"), whom=user)
        return self.filter(party | models.Exists(given))

    def open(self) -> Self:
        return self.filter(state__in=Stone.OPEN)


class Stone(Moving, OfPair):
    """Something that lies in the network's way, in one line."""

    STATE = "state"
    State = StoneState
    LIMIT: ClassVar[int] = 300
    # What never counts: taken back, or counted as the stone of the new leaders.
    GONE: ClassVar = (StoneState.WITHDRAWN, StoneState.CARRIED_ON)
    OPEN: ClassVar = (StoneState.LYING, StoneState.TAKEN, StoneState.HANDED)
    # ``holder`` is set exactly here: who clears it, or is asked to.
    HELD: ClassVar = (StoneState.TAKEN, StoneState.HANDED)
    # A colleague who declines, before or after taking it, sends it back to LYING.
    ALLOWED: ClassVar[dict[str, set[str]]] = {
        StoneState.LYING: {"taken", "handed", "declined", "cleared", "withdrawn", "carried_on"},
        StoneState.TAKEN: {"taken", "handed", "lying", "declined", "cleared", "carried_on"},
        StoneState.HANDED: {"taken", "handed", "lying", "declined", "cleared", "carried_on"},
        StoneState.DECLINED: {"taken", "handed", "withdrawn"},
        StoneState.CLEARED: set(),
        StoneState.WITHDRAWN: set(),
        StoneState.CARRIED_ON: set(),
    }

    text = models.CharField(_("hvad der ligger i vejen"), max_length=LIMIT)
    state = models.CharField(
        _("status"), max_length=20, choices=StoneState, default=StoneState.LYING
    )
    holder = someone(_("hos"), is_optional=True, related_name="stones")
    laid_at = models.DateTimeField(_("lagt frem"), default=timezone.now)
    since = models.DateField(_("status siden"), default=timezone.localdate)
    # The reference leader saw it, and did not wait to be told.
    is_noted = models.BooleanField(default=False)
    # Something has happened to it that the network leader has not seen.
    is_news = models.BooleanField(default=False)

    objects = StoneQuerySet.as_manager()

    class Meta:
        ordering = ("-laid_at", "-pk")
        verbose_name = _("sten på vejen")
        verbose_name_plural = _("sten på vejen")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("taken", "handed"), holder__isnull=False)
                | Q(~Q(state__in=("taken", "handed")), holder=None),
                name="stone_has_holder_iff_held",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("dialogues:stone", args=[self.theme.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def laid_by(self) -> User:
        return self.reference_leader if self.is_noted else self.network_leader


class StoneStepQuerySet(models.QuerySet["StoneStep"]):
    def visible_to(self, user: User) -> Self:
        """The two read all that was said; a colleague what was said to or by that colleague."""
        if not user.is_active:
            return self.none()
        party = Q(stone__network_leader=user) | Q(stone__reference_leader=user)
        return self.filter(party | Q(by=user) | Q(whom=user))


class StoneStep(Untold):
    """Something that happened to a stone: who did it, what was said, and to whom it was given."""

    stone = models.ForeignKey(Stone, on_delete=models.CASCADE, related_name="steps")
    by = someone()
    state = models.CharField(max_length=20, choices=StoneState)
    whom = someone(is_optional=True)
    words = models.TextField(_("med få ord"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = StoneStepQuerySet.as_manager()

    TOLD: ClassVar = {
        StoneState.LYING: _("%(name)s gjorde opmærksom på stenen"),
        StoneState.TAKEN: _("%(name)s gik i gang med at rydde stenen"),
        StoneState.HANDED: _("%(name)s gav stenen videre til %(whom)s"),
        StoneState.DECLINED: _("%(name)s forklarede, hvorfor stenen bliver liggende"),
        StoneState.CLEARED: _("%(name)s ryddede stenen"),
        StoneState.WITHDRAWN: _("%(name)s trak stenen tilbage"),
        StoneState.CARRIED_ON: _("%(name)s tog stenen med i et nyt samarbejde"),
    }

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("hvad der skete med en sten")
        verbose_name_plural = _("hvad der skete med sten")

    @property
    def told(self) -> str:
        """What happened, in a sentence; LYING with words means it was given back."""
        said = self.TOLD[StoneState(self.state)]
        if self.state == StoneState.LYING and self.words:
            said = _("%(name)s gav stenen tilbage")
        return str(said % {"name": self.by.name, "whom": self.whom.name if self.whom else ""})
