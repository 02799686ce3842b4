"""A person is asked to take a role on a theme."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from roles.models import Role, RoleKey, User
from themes.models.assignments import LEADING, ROLES, Assignment
from themes.models.running import Waits, runs, works
from themes.models.themes import Theme


class OfRole(Waits, models.Model):
    """An offer or a wish about a role on a theme, which waits for an answer."""

    role = models.ForeignKey(
        Role,
        to_field="key",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("rolle"),
        limit_choices_to={"key__in": ROLES},
    )
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("themes:assignments", args=[self.theme.slug])


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: User) -> Self:
        """The secretariat's and the person's; while one waits, the theme's leaders know of it."""
        if not user.is_active:
            return self.none()
        if user.is_secretariat:
            return self
        led = Assignment.objects.active().filter(person=user, role__in=LEADING)
        return self.filter(person=user) | self.waiting().filter(theme__in=led.values("theme"))

    def told_why(self, user: User) -> Self:
        """Those that say why this person, to the person, the secretariat and, after a yes, the
        network leader.
        """
        led = Assignment.objects.active().filter(person=user, role=RoleKey.NETWORK_LEADER)
        followed = Q(state=Offer.State.ACCEPTED, theme__in=led.values("theme"))
        rows = self.exclude(why="")
        return rows if user.is_secretariat else rows.filter(Q(person=user) | followed)

    def waiting(self) -> Self:
        """Those that the person has yet to answer, and still can."""
        lasts = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
        return self.filter(runs(), works(*Offer.NEEDS), lasts, state=Offer.State.WAITING)

    def unfilled(self) -> Self:
        """The last no for a role that nobody was proposed for or got since, on running themes."""
        same = {"theme": OuterRef("theme"), "role": OuterRef("role")}
        later = Offer.objects.filter(**same, proposed_at__gt=OuterRef("proposed_at"))
        lasts = Q(ends_on=None) | Q(ends_on__gte=OuterRef("starts_on"))
        held = Assignment.objects.lasting().filter(lasts, **same)
        rows = self.filter(state=Offer.State.DECLINED, theme__in=Theme.objects.running())
        return rows.exclude(Exists(later)).exclude(Exists(held))


class Offer(OfRole):
    """The secretariat proposes a person for a role; nobody holds it until a yes."""

    NEEDS = ("person",)

    class State(models.TextChoices):
        WAITING = "waiting", _("venter på svar")
        ACCEPTED = "accepted", _("sagt ja")
        DECLINED = "declined", _("sagt nej")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="offers", verbose_name=_("netværkstema")
    )
    person = someone(_("person"), related_name="offers")
    starts_on = models.DateField(_("fra"), default=timezone.localdate)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.WAITING, db_index=True
    )
    # Why this person: the person reads it, and once it is a yes the network leader.
    why = models.TextField(_("derfor denne person"), blank=True)
    reason = models.TextField(_("begrundelse for et nej"), blank=True)
    proposed_by = someone(_("foreslået af"))
    proposed_at = models.DateTimeField(_("foreslået"), default=timezone.now)
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("udpegning"),
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        verbose_name = _("forslag om udpegning")
        verbose_name_plural = _("forslag om udpegning")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "role"],
                condition=Q(state="waiting"),
                name="offer_one_waiting_per_role",
                violation_error_message=_("Der er allerede foreslået en person til rollen."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="offer_ends_after_start",
                violation_error_code="ends_on",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="offer_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="offer_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted") | Q(assignment=None),
                name="offer_assigned_after_a_yes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.role} – {self.theme}"

    @property
    def why_over(self) -> str:
        """Also if its period is over."""
        is_past = self.is_open and self.ends_on and self.ends_on < timezone.localdate()
        return super().why_over or (str(_("Perioden er udløbet.")) if is_past else "")
