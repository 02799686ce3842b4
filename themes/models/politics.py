"""The reference leader's dated assessments of political interplay.

"Rollen som referenceleder", duty 9.
"""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from themes.models.committees import CaseKind, Committee, Interplay
from themes.models.records import Record, RecordQuerySet
from themes.models.running import runs


class AssessmentQuerySet(RecordQuerySet):
    def due(self) -> Self:
        """Those whose next review has come, of the ones that still count."""
        return self.filter(is_current=True, next_review_on__lte=timezone.localdate())


class Assessment(Record):
    """Whether a theme needs interplay with the politicians, and which; each stays, dated.

    Older ones may be relevant without the two texts: nobody had asked for them.
    """

    ROOM: ClassVar = "politics"
    # What makes it an interplay, and by when.
    TWO_WAYS: ClassVar = ("tells", "asks", "due_on")

    interplay = models.CharField(_("vurdering"), max_length=20, choices=Interplay, db_index=True)
    committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("udvalg"),
    )
    reason = models.TextField(_("begrundelse"))
    assessed_on = models.DateField(_("vurderet"), default=timezone.localdate)
    tells = models.TextField(_("det fortæller vi politikerne"), blank=True)
    asks = models.TextField(_("det spørger vi politikerne om"), blank=True)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    next_review_on = models.DateField(_("næste vurdering"))
    is_current = models.BooleanField(_("gælder nu"), default=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-assessed_on", "-pk")
        verbose_name = _("politisk vurdering")
        verbose_name_plural = _("politiske vurderinger")
        constraints = (
            models.CheckConstraint(
                condition=~Q(interplay="relevant") | Q(committee__isnull=False),
                name="assessment_names_the_committee",
                violation_error_code="committee",
                violation_error_message=_("Vælg det udvalg, som sagen skal i."),
            ),
            models.CheckConstraint(
                condition=Q(next_review_on__gt=models.F("assessed_on")),
                name="assessment_is_reviewed_later",
                violation_error_code="next_review_on",
                violation_error_message=_("Den næste vurdering skal ligge efter denne."),
            ),
            models.UniqueConstraint(
                fields=["theme"],
                condition=Q(is_current=True),
                name="assessment_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme}: {self.get_interplay_display()}"

    @property
    def is_not_relevant(self) -> bool:
        return self.interplay == Interplay.NOT_RELEVANT

    @property
    def is_due(self) -> bool:
        return self.is_current and self.next_review_on <= timezone.localdate()

    def clean(self) -> None:
        self.refuse_before_theme("due_on")
        if self.interplay == Interplay.RELEVANT:
            empty = [name for name in self.TWO_WAYS if not getattr(self, name)]
            if empty:
                said = _("Udfyld feltet, når samspillet er relevant.")
                raise ValidationError(dict.fromkeys(empty, said))
        if self.next_review_on and self.next_review_on <= timezone.localdate():
            raise ValidationError({"next_review_on": _("Vælg en dag i fremtiden.")})


class CommitteeMeeting(Record):
    """The theme meets a committee: what the committee heard, and what it wished for in turn."""

    ROOM: ClassVar = "committee_meeting"

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("udvalg")
    )
    held_on = models.DateField(_("mødets dato"), db_index=True)
    # Meetings that were written down before anyone asked for it have none.
    case = models.CharField(_("sagstype"), max_length=20, choices=CaseKind, blank=True)
    told = models.TextField(_("fortalt til udvalget"), blank=True)
    wished = models.TextField(_("udvalgets ønsker"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-pk")
        verbose_name = _("møde med et udvalg")
        verbose_name_plural = _("møder med udvalg")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "committee", "held_on"],
                name="committee_met_once_a_day",
                violation_error_code="held_on",
                violation_error_message=_("Mødet er allerede tilføjet. Ret det i stedet."),
            ),
        )

    def __str__(self) -> str:
        return str(self.committee)

    def get_absolute_url(self) -> str:
        return reverse("themes:politics", args=[self.theme.slug])

    @property
    def is_to_come(self) -> bool:
        return self.held_on > timezone.localdate()

    def clean(self) -> None:
        self.refuse_before_theme("held_on")
        if self.wished and self.held_on and self.is_to_come:
            said = _("Mødet er ikke holdt endnu. Skriv udvalgets ønsker bagefter.")
            raise ValidationError({"wished": said})


class AssessmentRequestQuerySet(RecordQuerySet):
    def open(self) -> Self:
        """Those that no assessment has answered."""
        return self.filter(answer=None)

    def waiting(self) -> Self:
        """Those that the theme's reference leader has yet to answer."""
        return self.open().filter(runs())


class AssessmentRequest(Record):
    """The network leader asks the reference leader to assess the political interplay anew."""

    ROOM: ClassVar = "politics"

    why = models.TextField(_("hvorfor nu"))
    answer = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, editable=False, related_name="requests"
    )

    objects = AssessmentRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("ønske om politisk vurdering")
        verbose_name_plural = _("ønsker om politisk vurdering")
        constraints = (
            models.UniqueConstraint(
                fields=["theme"],
                condition=Q(answer=None),
                name="assessment_asked_for_once_at_a_time",
                violation_error_code="why",
                violation_error_message=_("Referencelederen er allerede spurgt."),
            ),
        )

    def __str__(self) -> str:
        return str(self.theme)
