"""Courses on the way from co-driver to network leader, and who takes part."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.text.localized import Localized
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.versions import Versioned
from roles.models.catalogue import Role
from roles.models.people import User, employed, manages


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, user: User) -> Self:
        """Courses that are offered are everyone's; those taken off are of those who signed up."""
        if not user.is_active:
            return self.none()
        if user.is_secretariat:
            return self
        mine = SignUp.objects.filter(person=user).values("session__course")
        return self.filter(Q(is_active=True) | Q(pk__in=mine))

    def for_role(self, key: str) -> Self:
        """The courses that are offered for a role."""
        return self.filter(is_active=True, roles__key=key)

    def with_has_session(self) -> Self:
        """Each with ``has_session``: whether there is a session to sign up for."""
        sessions = CourseSession.objects.open().filter(course=OuterRef("pk"))
        return self.annotate(has_session=Exists(sessions))


class Course(models.Model):
    """Something that the secretariat teaches; each time it is held is a session."""

    name_da = models.CharField(_("navn (dansk)"), max_length=200)
    name_en = models.CharField(_("navn (engelsk)"), max_length=200, blank=True)
    description_da = models.TextField(_("hvad man lærer (dansk)"))
    description_en = models.TextField(_("hvad man lærer (engelsk)"), blank=True)
    roles = models.ManyToManyField(
        Role,
        blank=True,
        related_name="courses",
        verbose_name=_("for rollerne"),
        help_text=_("Tomt betyder, at kurset er for alle."),
    )
    step = models.PositiveSmallIntegerField(
        _("trin i forløbet"),
        null=True,
        blank=True,
        help_text=_(
            "Kursets plads på vejen fra co-driver til netværksleder. Lad feltet være tomt, "
            "hvis kurset ikke er en del af vejen."
        ),
    )
    is_active = models.BooleanField(_("udbydes"), default=True)

    name = Localized("name")
    description = Localized("description")

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = (F("step").asc(nulls_last=True), alphabetical("name_da"))
        verbose_name = _("kursus")
        verbose_name_plural = _("kurser")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:course", args=[self.pk])


def _comes(session: str, person: str) -> Q:
    """Who works here, and all once the session has begun; args are lookup prefixes."""
    has_begun = Q((f"{session}starts_at__lte", timezone.now()))
    return has_begun | employed(timezone.localdate(), person)


class CourseSessionQuerySet(models.QuerySet["CourseSession"]):
    def visible_to(self, user: User) -> Self:
        """As the courses that they belong to."""
        return self.filter(course__in=Course.objects.visible_to(user))

    def coming(self, now: datetime | None = None) -> Self:
        return self.filter(starts_at__gt=now or timezone.now())

    def open(self, now: datetime | None = None) -> Self:
        """Those that one can still sign up for, as ``is_open`` asks one."""
        return self.coming(now).filter(deadline__gte=timezone.localdate(), cancelled_at=None)

    def held(self) -> Self:
        return self.filter(starts_at__lte=timezone.now(), cancelled_at=None)

    def with_counts(self) -> Self:
        """With how many have a seat, and how many wait for one."""
        comes = _comes("", "sign_ups__person__")
        seated = comes & Q(sign_ups__seated_at__isnull=False)
        waits = comes & Q(sign_ups__isnull=False, sign_ups__seated_at=None)
        return self.annotate(
            taken=Count("sign_ups", filter=seated), waiting=Count("sign_ups", filter=waits)
        )


class CourseSession(Versioned):
    """One time that a course is held: when, where, for how many, and until when to sign up."""

    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("kursus")
    )
    starts_at = models.DateTimeField(_("begynder"), db_index=True)
    ends_at = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=200)
    seats = models.PositiveSmallIntegerField(_("pladser"))
    deadline = models.DateField(_("tilmelding senest"), help_text=_("Sidste dag for tilmelding."))
    cancelled_at = models.DateTimeField(_("aflyst"), null=True, blank=True, editable=False)
    cancel_reason = models.TextField(_("hvorfor holdet er aflyst"), blank=True, editable=False)

    objects = CourseSessionQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("hold")
        verbose_name_plural = pgettext_lazy("several", "hold")
        constraints = (
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="course_session_has_seats",
                violation_error_code="seats",
                violation_error_message=_("Der skal være mindst én plads."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="course_session_ends_after_start",
                violation_error_code="ends_at",
                violation_error_message=_("Holdet skal slutte senere, end det begynder."),
            ),
            models.UniqueConstraint(
                fields=["course", "starts_at", "place"],
                name="course_session_once",
                violation_error_message=_("Det hold findes allerede."),
            ),
        )

    def __str__(self) -> str:
        day = timezone.localtime(self.starts_at)
        return f"{self.course}, {day:%d.%m.%Y %H.%M}"

    def get_absolute_url(self) -> str:
        return f"{self.course.get_absolute_url()}#hold-{self.pk}"

    def clean(self) -> None:
        """That the deadline comes before the first day is a question of the local date."""
        if self.starts_at and self.deadline:
            first = timezone.localdate(self.starts_at)
            if self.deadline > first:
                said = _("Fristen for tilmelding skal ligge, før holdet begynder.")
                raise ValidationError({"deadline": said})

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether one can still sign up."""
        is_in_time = timezone.localdate() <= self.deadline
        return is_in_time and not self.has_begun and not self.is_cancelled


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and all for the secretariat; the line manager sees only what was taken."""
        if not user.is_active:
            return self.none()
        if user.is_secretariat:
            return self
        return self.filter(Q(person=user) | (manages(user.pk, "person") & Q(attended=True)))

    def seated(self) -> Self:
        """Those with a seat; who works here no more gives up that of a session to come."""
        return self.filter(_comes("session__", "person__"), seated_at__isnull=False)

    def waiting(self) -> Self:
        """Those on the waiting list, in the order in which they asked."""
        rows = self.filter(_comes("session__", "person__"), seated_at=None)
        return rows.order_by("asked_at", "pk")


class SignUp(Untold):
    """A person on a session: with a seat, or waiting for one; afterwards, whether they came."""

    session = models.ForeignKey(CourseSession, on_delete=models.PROTECT, related_name="sign_ups")
    person = someone(related_name="sign_ups")
    asked_at = models.DateTimeField(default=timezone.now)
    seated_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    # A seat from the waiting list, or a cancelled session, that the person has not seen yet.
    has_news = models.BooleanField(default=False)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")
        constraints = (
            models.UniqueConstraint(fields=["session", "person"], name="sign_up_once"),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(seated_at__isnull=False),
                name="sign_up_came_with_a_seat",
            ),
        )

    @property
    def is_waiting(self) -> bool:
        return self.seated_at is None

    @property
    def is_ahead(self) -> bool:
        """Whether its session is still to come and is held; fetch the session along."""
        return not (self.session.is_cancelled or self.session.has_begun)
