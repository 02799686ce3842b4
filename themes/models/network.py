"""The network behind a theme: its members, its meetings, and who follows it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.text.order import alphabetical
from roles.models import User
from themes.models.assignments import Assignment
from themes.models.records import Record, RecordQuerySet
from themes.models.themes import Theme


class MemberQuerySet(RecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """Colleagues, and those outside who agreed to be listed.

        The others are known to the secretariat and to those who hold a role on the theme.
        """
        rows = super().visible_to(user)
        if user.is_secretariat:
            return rows
        mine = Assignment.objects.active().filter(person=user)
        listed = Q(kind=Member.Kind.EMPLOYEE) | Q(may_be_listed=True)
        return rows.filter(listed | Q(theme__in=mine.values("theme")))

    def present(self) -> Self:
        """Those who have not left the network."""
        return self.filter(left_on=None)


class Member(Record):
    """Someone who takes part in the network, from the municipality or outside it."""

    ROOM: ClassVar = "network"

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("medarbejder")
        CITIZEN = "citizen", _("borger")
        COMPANY = "company", _("virksomhed")
        ASSOCIATION = "association", _("forening")
        AUTHORITY = "authority", _("myndighed")

    kind = models.CharField(_("slags"), max_length=20, choices=Kind, db_index=True)
    person = someone(_("medarbejder"), is_optional=True, related_name="memberships")
    name = models.CharField(_("navn"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    part = models.CharField(_("bidrager med"), max_length=200, blank=True)
    met_how = models.CharField(_("mødt hvordan"), max_length=200, blank=True)
    introduced_by = someone(_("introduceret af"), is_optional=True)
    may_be_listed = models.BooleanField(_("har sagt ja til at stå på listen"), default=False)
    joined_on = models.DateField(_("med fra"))
    left_on = models.DateField(_("med til"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("name"), "pk")
        verbose_name = _("medlem af netværket")
        verbose_name_plural = _("medlemmer af netværket")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="employee", person__isnull=False)
                | (~Q(kind="employee") & Q(person=None)),
                name="member_employee_is_a_person",
                violation_error_code="person",
                violation_error_message=_("Vælg medarbejderen, eller vælg en anden slags medlem."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_leaves_after_joining",
                violation_error_code="left_on",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.UniqueConstraint(
                fields=["theme", "person"],
                condition=Q(left_on=None),
                name="member_once_in_a_network",
                violation_error_code="person",
                violation_error_message=_("Personen er allerede med i netværket."),
            ),
        )

    def __str__(self) -> str:
        # Not the name: the change log keeps this, and not everyone agreed to be listed.
        return str(self.get_kind_display())

    @property
    def label(self) -> str:
        """The member by name, for those who may see it."""
        return f"{self.name}, {self.organisation}" if self.organisation else self.name


class NetworkMeeting(Record):
    """A meeting of the network itself: when and why it meets; afterwards who came, and its outcome.

    Until its day has passed it is planned.
    """

    ROOM: ClassVar = "network"

    held_on = models.DateField(_("dato"), db_index=True)
    begins_at = models.TimeField(_("klokken"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    purpose = models.TextField(_("formål"))
    outcome = models.TextField(_("udbytte"), blank=True)
    participants = models.ManyToManyField(
        Member, blank=True, related_name="meetings", verbose_name=_("deltagere")
    )
    others = models.PositiveSmallIntegerField(_("andre deltagere"), default=0)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-pk")
        verbose_name = _("netværksmøde")
        verbose_name_plural = _("netværksmøder")

    def __str__(self) -> str:
        return Truncator(self.purpose).chars(80)

    def get_absolute_url(self) -> str:
        return reverse("themes:meetings", args=[self.theme.slug])

    def clean(self) -> None:
        self.refuse_before_theme("held_on")

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come, today's among them."""
        return self.held_on >= timezone.localdate()


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, user: User) -> Self:
        """What one follows is one's own business."""
        return self.filter(person=user) if user.is_active else self.none()


class Follow(models.Model):
    """A person wants to hear what is new on a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    since = models.DateTimeField(_("siden"), auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("følger")
        verbose_name_plural = _("følgere")
        constraints = (
            models.UniqueConstraint(fields=["theme", "person"], name="follow_a_theme_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.theme}"
