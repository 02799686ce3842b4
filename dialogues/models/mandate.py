"""The network leader's mandate, agreed in parts.

The reference leader's part is the collaboration agreement. The other two are agreed with the line
manager and the co-driver, each in a talk of its own.
"""

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import RoleKey, User, manages
from themes.models import Assignment, Theme

MOST_HOURS = 37
NAMES = {
    RoleKey.REFERENCE_LEADER.value: _("Referencelederens del"),
    RoleKey.LINE_MANAGER.value: _("Personalelederens del"),
    RoleKey.CO_DRIVER.value: _("Co-driverens del"),
}


class MandatePartQuerySet(models.QuerySet["MandatePart"]):
    def visible_to(self, user: User) -> Self:
        """The two whose part it is; once agreed also the theme's people and the secretariat.

        The line manager reads the own part alone. A part whose people have changed stays with its
        two, and with the secretariat.
        """
        if not user.is_active:
            return self.none()
        own = Q(network_leader=user) | Q(counterpart=user)
        if user.is_secretariat:
            return self.filter(own | Q(agreed_at__isnull=False))
        held = Assignment.objects.active().filter(person=user)
        shared = self.model.objects.of_today().agreed().filter(theme__in=held.values("theme"))
        return self.filter(own | Q(pk__in=shared.values("pk")))

    def of_today(self) -> Self:
        """Parts whose network leader and line manager or co-driver are those of today."""
        held = Assignment.objects.active().filter(theme=OuterRef("theme"))
        leads = held.filter(role=RoleKey.NETWORK_LEADER, person=OuterRef("network_leader"))
        drives = held.filter(role=RoleKey.CO_DRIVER, person=OuterRef("counterpart"))
        is_managed = Q(role=RoleKey.LINE_MANAGER) & manages("counterpart", "network_leader")
        is_driven = Q(Exists(drives), role=RoleKey.CO_DRIVER)
        return self.filter(Exists(leads), is_managed | is_driven)

    def agreed(self) -> Self:
        """Parts that both have said yes to."""
        return self.filter(agreed_at__isnull=False)


class MandatePart(Versioned):
    """What the network leader has agreed with the line manager, or with the co-driver."""

    class Counterpart(models.TextChoices):
        LINE_MANAGER = RoleKey.LINE_MANAGER.value, RoleKey.LINE_MANAGER.label
        CO_DRIVER = RoleKey.CO_DRIVER.value, RoleKey.CO_DRIVER.label

    # What each of the two parts is about, beside the day of its talk.
    FIELDS: ClassVar[dict[str, tuple[str, ...]]] = {
        Counterpart.LINE_MANAGER.value: (
            "time_balance",
            "hours_per_week",
            "hours_from",
            "hours_to",
            "amount",
            "substitute",
            "secretariat_days",
            "competence",
        ),
        Counterpart.CO_DRIVER.value: ("sharing", "contact", "absence"),
    }

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="mandate_parts",
        verbose_name=_("netværkstema"),
    )
    role = models.CharField(_("del"), max_length=20, choices=Counterpart)
    network_leader = someone(_("netværksleder"), related_name="mandate_parts")
    counterpart = someone(_("aftales med"), related_name="mandate_parts_with")
    edition = models.PositiveSmallIntegerField(_("udgave"), default=1)
    message = models.TextField(_("hilsen"), blank=True)
    talk_at = models.DateTimeField(_("samtalen holdes"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    is_offered = models.BooleanField(_("tilbudt af personalelederen"), default=False)
    read_at = models.DateTimeField(_("rollen læst"), null=True, blank=True)
    time_balance = models.TextField(_("balancen mellem netværk og basis"), blank=True)
    hours_per_week = models.DecimalField(
        _("timer om ugen"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    hours_from = models.DateField(_("timerne gælder fra"), null=True, blank=True)
    hours_to = models.DateField(_("timerne gælder til"), null=True, blank=True)
    amount = models.PositiveIntegerField(_("penge i kroner"), null=True, blank=True)
    substitute = models.TextField(_("vikar"), blank=True)
    secretariat_days = models.TextField(_("dage hos sekretariatet"), blank=True)
    competence = models.TextField(_("kompetenceudvikling"), blank=True)
    sharing = models.TextField(_("sådan deler vi arbejdet"), blank=True)
    contact = models.TextField(_("kontakt og rytme"), blank=True)
    absence = models.TextField(_("når en af os er væk"), blank=True)
    leader_agreed_at = models.DateTimeField(_("netværkslederens ja"), null=True, blank=True)
    counterpart_agreed_at = models.DateTimeField(_("den anden parts ja"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("aftalt"), null=True, blank=True)
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    reopened_by = someone(_("genåbnet af"), is_optional=True)
    reopen_reason = models.TextField(_("hvorfor genåbnet"), blank=True)

    objects = MandatePartQuerySet.as_manager()

    class Meta:
        ordering = ("-edition",)
        verbose_name = _("del af mandatet")
        verbose_name_plural = _("dele af mandatet")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "role", "network_leader", "counterpart", "edition"],
                name="mandate_part_edition_once",
            ),
            models.CheckConstraint(
                condition=~Q(network_leader=F("counterpart")),
                name="mandate_part_between_two",
                violation_error_message=_("Vælg to forskellige personer."),
            ),
            models.CheckConstraint(
                condition=Q(
                    agreed_at__isnull=False,
                    leader_agreed_at__isnull=False,
                    counterpart_agreed_at__isnull=False,
                )
                | (Q(agreed_at=None) & (Q(leader_agreed_at=None) | Q(counterpart_agreed_at=None))),
                name="mandate_part_agreed_iff_both",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week=None) | Q(hours_per_week__range=(0, MOST_HOURS)),
                name="mandate_part_hours_of_a_week",
                violation_error_code="hours_per_week",
                violation_error_message=_("Skriv et antal timer fra 0 til 37."),
            ),
            models.CheckConstraint(
                condition=Q(hours_to=None)
                | (Q(hours_from__isnull=False) & Q(hours_to__gte=F("hours_from"))),
                name="mandate_part_hours_end_after_start",
                violation_error_code="hours_to",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None)
                | Q(role="line_manager", hours_per_week__isnull=False, hours_from__isnull=False)
                | (Q(role="co_driver") & ~Q(sharing="")),
                name="mandate_part_agreed_says_something",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return part_address("mandate_part", self.theme, self.role, self.counterpart_id)

    @property
    def name(self) -> str:
        return str(NAMES[self.role])

    @property
    def slug(self) -> str:
        """The part's name in an address."""
        return SLUGS[self.role]

    @property
    def is_written(self) -> bool:
        """Whether it says what it cannot do without: the hours, or who does what."""
        if self.role == self.Counterpart.LINE_MANAGER:
            return self.hours_per_week is not None and self.hours_from is not None
        return bool(self.sharing)

    @property
    def topics(self) -> list[tuple[str, str]]:
        """What it is about, with what the two have written so far."""
        texts = (self._meta.get_field(name) for name in self.FIELDS[self.role])
        texts = (field for field in texts if isinstance(field, models.TextField))
        return [(capfirst(field.verbose_name), getattr(self, field.name)) for field in texts]

    @property
    def host(self) -> User:
        """Whose invitation it is: the line manager's, who offers the talk, or the leader's."""
        return self.counterpart if self.is_offered else self.network_leader

    @property
    def guest(self) -> User:
        return self.other(self.host)

    @property
    def waits_for(self) -> list[User]:
        """Who has not said yes."""
        both = (self.network_leader, self.counterpart)
        return [person for person in both if not self.has_agreed(person)]

    @property
    def hours_today(self) -> Decimal | None:
        """Hours a week that are freed today, if the day lies in their period."""
        today = timezone.localdate()
        has_begun = self.hours_from is not None and self.hours_from <= today
        is_over = self.hours_to is not None and self.hours_to < today
        return self.hours_per_week if has_begun and not is_over else None

    def is_party(self, user: User) -> bool:
        return user.pk in (self.network_leader_id, self.counterpart_id)

    def other(self, user: User) -> User:
        """The party that is not the given one."""
        return self.counterpart if user.pk == self.network_leader_id else self.network_leader

    def mark(self, user: User) -> str:
        """The name of the field that holds the party's own yes."""
        is_leader = user.pk == self.network_leader_id
        return "leader_agreed_at" if is_leader else "counterpart_agreed_at"

    def has_agreed(self, user: User) -> bool:
        return self.is_party(user) and getattr(self, self.mark(user)) is not None


SLUGS = {
    MandatePart.Counterpart.LINE_MANAGER.value: "personaleleder",
    MandatePart.Counterpart.CO_DRIVER.value: "co-driver",
}


def part_address(name: str, theme: Theme, role: str, counterpart: int | None) -> str:
    """Where a part is read or begun; a theme may have several co-drivers, so it says with whom."""
    address = reverse(f"dialogues:{name}", args=[theme.slug, SLUGS[role]])
    return f"{address}?med={counterpart}" if role == RoleKey.CO_DRIVER and counterpart else address
