"""What a test phase is given: money in whole kroner, and people with their hours."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from themes.models.not_needed import NotNeeded
from themes.models.records import Record, RecordQuerySet


class FundingQuerySet(RecordQuerySet):
    def overdue(self) -> Self:
        """Not applied for yet, and the deadline has passed."""
        late = self.filter(deadline__lt=timezone.localdate())
        return late.filter(status=Funding.Status.PLANNED)

    def sought_outside(self) -> Self:
        """Outside money that is to be applied for, waits or was granted."""
        outside = self.filter(origin=Funding.Origin.EXTERNAL)
        return outside.exclude(status=Funding.Status.REFUSED)

    def sums(self) -> dict[str, int]:
        """Needed, applied for and waiting, granted and refused: kroner in all."""
        applied, granted = Funding.Status.APPLIED, Funding.Status.GRANTED
        found = self.order_by().aggregate(
            needed=Sum("amount_needed"),
            applied=Sum("amount_applied", filter=Q(status=applied)),
            granted=Sum("amount_granted", filter=Q(status=granted)),
            refused=Sum("amount_applied", filter=Q(status=Funding.Status.REFUSED)),
        )
        return {what: amount or 0 for what, amount in found.items()}

    def sums_by_origin(self) -> dict[str, dict[str, int]]:
        """The same sums for own money and for outside money, which are two different duties."""
        return {
            origin.value: self.filter(origin=origin).sums()
            for origin in Funding.Origin
            if self.filter(origin=origin).exists()
        }


class Funding(Record):
    """One need for money: where it may come from, who applies, by when, and what came of it.

    The reference leader of today answers for it. For own money another can be named; for outside
    money others can write the application, but the overall responsibility stays.
    """

    ROOM: ClassVar = "capital"

    class Status(models.TextChoices):
        PLANNED = "planned", _("skal søges")
        APPLIED = "applied", _("søgt")
        GRANTED = "granted", _("bevilget")
        REFUSED = "refused", _("afslag")

    class Origin(models.TextChoices):
        INTERNAL = "internal", _("kommunens egne midler")
        EXTERNAL = "external", _("midler udefra")

    need = models.CharField(_("hvad pengene skal bruges til"), max_length=200)
    source = models.CharField(_("hvor de kan komme fra"), max_length=200)
    origin = models.CharField(_("slags midler"), max_length=20, choices=Origin)
    applicant = someone(_("søges af"), is_optional=True, related_name="applications")
    responsible = someone(_("ansvarlig"), is_optional=True)
    deadline = models.DateField(_("frist"), null=True, blank=True, db_index=True)
    amount_needed = models.PositiveIntegerField(_("behov i kroner"))
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.PLANNED, db_index=True
    )
    amount_applied = models.PositiveIntegerField(_("søgt i kroner"), null=True, blank=True)
    applied_on = models.DateField(_("søgt den"), null=True, blank=True)
    amount_granted = models.PositiveIntegerField(_("bevilget i kroner"), null=True, blank=True)
    decided_on = models.DateField(_("afgjort den"), null=True, blank=True)
    decision = models.TextField(_("afgørelsen"), blank=True)

    objects = FundingQuerySet.as_manager()

    class Meta:
        ordering = ("deadline", "pk")
        verbose_name = _("kapital")
        verbose_name_plural = _("kapital")
        constraints = (
            models.CheckConstraint(
                condition=Q(origin="internal") | Q(responsible=None),
                name="funding_from_outside_is_the_reference_leaders",
                violation_error_code="responsible",
                violation_error_message=_(
                    "Referencelederen har det overordnede ansvar for midler udefra. Lad feltet stå "
                    "tomt, og skriv, hvem der søger."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status="planned")
                | Q(applied_on__isnull=False, amount_applied__isnull=False),
                name="funding_applied_for_with_day_and_amount",
                violation_error_code="amount_applied",
                violation_error_message=_("Skriv, hvornår der blev søgt, og hvor meget."),
            ),
            models.CheckConstraint(
                condition=~Q(status="granted")
                | Q(decided_on__isnull=False, amount_granted__isnull=False),
                name="funding_granted_with_day_and_amount",
                violation_error_code="amount_granted",
                violation_error_message=_("Skriv, hvor meget der blev bevilget, og hvornår."),
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | Q(decided_on__isnull=False),
                name="funding_refused_on_a_day",
                violation_error_code="decided_on",
                violation_error_message=_("Skriv, hvornår afslaget kom."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("granted", "refused")) | Q(decided_on=None),
                name="funding_undecided_has_no_decision_day",
                violation_error_code="decided_on",
                violation_error_message=_(
                    "Der er kun en dato for afgørelsen, når der er bevilling eller afslag."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.need

    @property
    def is_from_outside(self) -> bool:
        return self.origin == Funding.Origin.EXTERNAL

    @property
    def is_overdue(self) -> bool:
        is_planned = self.status == Funding.Status.PLANNED
        return is_planned and self.deadline is not None and self.deadline < timezone.localdate()

    def clean(self) -> None:
        self.refuse_before_theme("deadline", "applied_on", "decided_on")
        if self.applied_on and self.decided_on and self.decided_on < self.applied_on:
            raise ValidationError({"decided_on": _("Afgørelsen ligger før ansøgningen.")})
        self._refuse_money_not_sought()

    def _refuse_money_not_sought(self) -> None:
        """Raise ``ValidationError`` for outside money where the theme says that none is sought."""
        is_sought = self.is_from_outside and self.status != Funding.Status.REFUSED
        if is_sought and NoOutsideMoney.objects.filter(theme=self.theme).exists():
            said = _("Temaet er registreret uden midler udefra. Ret det først.")
            raise ValidationError({"origin": said})


class NoOutsideMoney(NotNeeded):
    """The municipality's own money is enough, or the test costs none."""

    ROOM: ClassVar = "capital"

    class Meta(NotNeeded.Meta):
        verbose_name = _("ingen midler udefra")
        verbose_name_plural = _("ingen midler udefra")

    def __str__(self) -> str:
        return str(_("Der søges ikke midler udefra"))

    def clean(self) -> None:
        if Funding.objects.filter(theme=self.theme).sought_outside().exists():
            said = _("Temaet har allerede et behov for midler udefra. Ret behovet først.")
            raise ValidationError({"reason": said})


class AllocationQuerySet(RecordQuerySet):
    def lasting(self) -> Self:
        """Those of today and to come."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))

    def hours(self) -> int:
        """Hours a week in all, of those of today."""
        now = self.lasting().filter(starts_on__lte=timezone.localdate()).order_by()
        return now.aggregate(hours=Sum("hours_a_week"))["hours"] or 0


class Allocation(Record):
    """People or hours that a leader has set free for the theme: for whom, from when to when."""

    ROOM: ClassVar = "capital"
    WEEK: ClassVar = 168

    what = models.CharField(_("hvem eller hvad"), max_length=200)
    hours_a_week = models.PositiveSmallIntegerField(
        _("timer om ugen"), null=True, blank=True, validators=[MaxValueValidator(WEEK)]
    )
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"), null=True, blank=True)
    given_by = someone(_("givet af"), is_optional=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        verbose_name = _("medarbejdere og timer til temaet")
        verbose_name_plural = _("medarbejdere og timer til temaet")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="allocation_ends_after_it_starts",
                violation_error_code="ends_on",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
        )

    def __str__(self) -> str:
        return self.what
