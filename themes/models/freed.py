"""What a line manager frees for an employee's part in a network: hours, money, a substitute."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.web.versions import Versioned
from roles.models import RoleKey, User, manages
from themes.models.assignments import LEADING, Assignment
from themes.models.member_requests import MemberRequest
from themes.models.network import Member
from themes.models.themes import Theme

MOST_HOURS = 37


class FreedResourcesQuerySet(models.QuerySet["FreedResources"]):
    def visible_to(self, user: User) -> Self:
        """The person, their line manager, the theme's two leaders and the secretariat."""
        if not user.is_active:
            return self.none()
        if user.is_secretariat:
            return self
        led = Assignment.objects.active().filter(person=user, role__in=LEADING)
        seen = Q(person=user) | Q(theme__in=led.values("theme"))
        return self.filter(seen | manages(user.pk, "person"))

    def lasting(self) -> Self:
        """Those of today, and those that begin later, of people who take part in the network."""
        same = {"theme": OuterRef("theme"), "person": OuterRef("person")}
        drivers = Assignment.objects.active().filter(role=RoleKey.CO_DRIVER, **same)
        takes_part = Exists(Member.objects.present().filter(**same)) | Exists(drivers)
        return self.filter(takes_part, Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))

    def freed_for(self, wish: MemberRequest) -> "FreedResources | None":
        """What the line manager gives should the answer be a yes, and gives once it is one."""
        rows = self.filter(theme=wish.theme_id, person=wish.person_id)
        if wish.is_open:
            return rows.filter(freed_at__gte=wish.asked_at).first()
        is_in = wish.state == MemberRequest.State.WELCOMED
        return rows.lasting().first() if is_in else None


class FreedResources(Versioned, Untold):
    """What one member or co-driver has for one network, from a day to a day.

    A network leader's hours are agreed in the mandate.
    """

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="freed_resources",
        verbose_name=_("netværkstema"),
    )
    person = someone(_("medarbejder"), related_name="freed_resources")
    manager = someone(_("frigivet af"))
    hours_per_week = models.DecimalField(
        _("timer om ugen"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    amount = models.PositiveIntegerField(_("kroner"), null=True, blank=True)
    substitute = models.CharField(_("vikar"), max_length=200, blank=True)
    starts_on = models.DateField(_("fra"), default=timezone.localdate)
    ends_on = models.DateField(
        _("til"), null=True, blank=True, help_text=_("Tomt betyder indtil videre.")
    )

    # When the line manager last said what is freed.
    freed_at = models.DateTimeField(_("frigivet"), default=timezone.now, editable=False)

    objects = FreedResourcesQuerySet.as_manager()

    class Meta:
        ordering = ("theme", "person")
        verbose_name = _("frigivne ressourcer")
        verbose_name_plural = _("frigivne ressourcer")
        constraints = (
            models.UniqueConstraint(fields=["theme", "person"], name="freed_resources_once"),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=False)
                | Q(amount__isnull=False)
                | ~Q(substitute=""),
                name="freed_resources_are_some",
                violation_error_message=_("Skriv timer, penge eller en vikar."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week=None) | Q(hours_per_week__range=(0, MOST_HOURS)),
                name="freed_resources_hours_of_a_week",
                violation_error_code="hours_per_week",
                violation_error_message=_("Skriv et antal timer fra 0 til 37."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="freed_resources_end_after_start",
                violation_error_code="ends_on",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
        )

    @property
    def substitute_in_words(self) -> str:
        """The substitute with the word for it, which whoever wrote it may have written already."""
        is_said = self.substitute.casefold().startswith("vikar")
        return self.substitute if is_said else gettext("vikar: %(who)s") % {"who": self.substitute}

    @property
    def is_to_come(self) -> bool:
        return self.starts_on > timezone.localdate()

    @property
    def is_today(self) -> bool:
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @property
    def hours_today(self) -> Decimal | None:
        """Hours a week that are freed today, if any are."""
        return self.hours_per_week if self.is_today else None
