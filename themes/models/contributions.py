"""What an employee proposes for a theme's page: another text, or a piece of news."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from roles.models import RoleKey, User
from themes.models.assignments import Assignment
from themes.models.running import Waits, runs
from themes.models.themes import Theme


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: User) -> Self:
        """Its author, the network leader and the secretariat; taken back, its author alone."""
        if not user.is_active:
            return self.none()
        led = Assignment.objects.active().filter(person=user, role=RoleKey.NETWORK_LEADER)
        seen = Q() if user.is_secretariat else Q(theme__in=led.values("theme"))
        return self.filter(Q(author=user) | (~Q(state=Contribution.State.WITHDRAWN) & seen))

    def waiting(self) -> Self:
        """Those without an answer on themes that run."""
        return self.filter(runs(), state=Contribution.State.WAITING)

    def unread_by(self, person: User) -> Self:
        """The person's own with an answer by another that they have not read."""
        answered = (Contribution.State.TAKEN, Contribution.State.DECLINED)
        return self.filter(author=person, state__in=answered, read_at=None)


class Contribution(Waits, Untold):
    """A proposed text, or a piece of news, that the network leader takes in one press."""

    NEEDS = ()

    class State(models.TextChoices):
        WAITING = "waiting", _("venter på svar")
        TAKEN = "taken", _("brugt")
        DECLINED = "declined", _("ikke brugt")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class Field(models.TextChoices):
        """The texts of a theme that one may propose otherwise."""

        TITLE = "title", _("Titel")
        CHALLENGE = "challenge", _("Udfordringen")
        WHY_CROSS_CUTTING = "why_cross_cutting", _("Hvorfor på tværs?")
        AMBITION = "ambition", _("Ambitionen")
        OUTSIDE_PARTNERS = "outside_partners", _("Partnere uden for kommunen")

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name=_("netværkstema"),
    )
    # Which of the theme's texts; empty for a piece of news.
    field = models.CharField(_("tekst"), max_length=20, choices=Field, blank=True)
    before = models.TextField(_("teksten, da forslaget blev skrevet"), blank=True)
    text = models.TextField(_("forslag"), blank=True)
    why = models.CharField(_("hvorfor"), max_length=500, blank=True)
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.WAITING, db_index=True
    )
    author = someone(_("foreslået af"), related_name="contributions")
    proposed_at = models.DateTimeField(_("foreslået"), default=timezone.now)
    answered_by = someone(_("besvaret af"), is_optional=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)
    # When the author read the answer.
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        verbose_name = _("bidrag til et tema")
        verbose_name_plural = _("bidrag til temaer")
        constraints = (
            models.CheckConstraint(
                condition=~Q(field="") | (Q(before="") & ~Q(text="")),
                name="contribution_news_has_words",
            ),
            models.CheckConstraint(
                condition=Q(field="") | ~Q(text=F("before")), name="contribution_changes_the_text"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "withdrawn"), answered_at=None)
                | Q(state__in=("taken", "declined"), answered_at__isnull=False),
                name="contribution_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="contribution_declined_with_a_reason",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("themes:contribution", args=[self.theme.slug, self.pk])

    @property
    def is_news(self) -> bool:
        return not self.field

    @property
    def now(self) -> str:
        """What the theme says today where the proposal says otherwise."""
        return getattr(self.theme, self.field) if self.field else ""

    @property
    def is_outdated(self) -> bool:
        """Whether another has changed that text since."""
        return not self.is_news and self.now != self.before
