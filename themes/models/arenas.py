"""The playing fields that a reference leader can open to a network leader.

"Rollen som referenceleder", duty 2.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.moves import Moving
from referenceledelse.core.web.versions import Versioned
from roles.models import User
from themes.models.records import Record, RecordQuerySet
from themes.models.running import runs, why_over


class ArenaQuerySet(models.QuerySet["Arena"]):
    def visible_to(self, user: User) -> Self:
        """Which forums a leader can open is known to every employee."""
        return self if user.is_active else self.none()

    def open(self) -> Self:
        """Those that their owner still offers."""
        return self.filter(is_open=True)


class Arena(Versioned):
    """A forum or platform that one reference leader can open, in that person's register."""

    owner = someone(_("åbnes af"), related_name="arenas")
    name = models.CharField(_("spillebane"), max_length=200)
    purpose = models.TextField(_("hvad den kan bruges til"), blank=True)
    rhythm = models.CharField(_("mødetidspunkter"), max_length=200, blank=True)
    is_open = models.BooleanField(_("kan bruges"), default=True)

    objects = ArenaQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("name"), "pk")
        verbose_name = _("spillebane")
        verbose_name_plural = _("spillebaner")
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="arena_once_in_a_register",
                violation_error_code="name",
                violation_error_message=_("Spillebanen er allerede i dit register."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("themes:arena_register", args=[self.owner_id])


class ArenaUseQuerySet(RecordQuerySet):
    def waiting(self) -> Self:
        """Wishes that the theme's reference leader has yet to answer."""
        return self.filter(runs(), state=ArenaUse.State.ASKED)


class ArenaUse(Moving, Record):
    """An arena on its way into a theme: asked for, offered, used, with what came of it."""

    ROOM: ClassVar = "arenas"

    class State(models.TextChoices):
        ASKED = "asked", _("ønsket")
        OFFERED = "offered", _("tilbudt")
        USED = "used", _("brugt")
        DECLINED = "declined", _("ikke mulig")

    STATE = "state"
    # An offer can be made anew, and what came of one can be told again.
    ALLOWED: ClassVar[dict[str, tuple[str, ...]]] = {
        State.ASKED: (State.OFFERED, State.DECLINED),
        State.OFFERED: (State.OFFERED, State.DECLINED, State.USED),
        State.DECLINED: (State.OFFERED,),
        State.USED: (State.USED,),
    }

    arena = models.ForeignKey(
        Arena,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("spillebane"),
    )
    wish = models.TextField(_("hvad temaet skal bruge den til"), blank=True)
    state = models.CharField(_("status"), max_length=20, choices=State, db_index=True)
    asked_on = models.DateField(_("ønsket"), null=True, blank=True)
    offered_on = models.DateField(_("tilbudt"), null=True, blank=True)
    used_on = models.DateField(_("brugt"), null=True, blank=True)
    answer = models.TextField(_("svar"), blank=True)
    outcome = models.TextField(_("udbytte"), blank=True)

    objects = ArenaUseQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("brug af spillebane")
        verbose_name_plural = _("brug af spillebaner")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("offered", "used"))
                | Q(arena__isnull=False, offered_on__isnull=False),
                name="arena_offered_is_named_and_dated",
                violation_error_code="arena",
                violation_error_message=_("Vælg, hvilken spillebane du tilbyder."),
            ),
            models.CheckConstraint(
                condition=Q(state="used", used_on__isnull=False)
                | (~Q(state="used") & Q(used_on=None)),
                name="arena_used_is_dated",
                violation_error_code="used_on",
                violation_error_message=_("Skriv, hvornår spillebanen blev brugt."),
            ),
            models.CheckConstraint(
                condition=Q(arena__isnull=False) | ~Q(wish=""),
                name="arena_asked_for_by_name_or_wish",
                violation_error_code="wish",
                violation_error_message=_(
                    "Vælg en spillebane, eller skriv, hvad I har brug for en til."
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.arena) if self.arena_id else Truncator(self.wish).chars(80)

    @property
    def why_over(self) -> str:
        """Why a wish that was never answered waits no more."""
        return why_over(self.theme) if self.state == self.State.ASKED else ""

    def clean(self) -> None:
        self.refuse_before_theme("used_on")
