"""A line manager encourages an employee to join a network, to lead one, or to take a course."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from roles.models import Course, CourseSession, RoleKey, SignUp, User
from themes.models.assignments import Assignment
from themes.models.member_requests import MemberRequest
from themes.models.network import Member
from themes.models.running import runs
from themes.models.themes import Theme


class EncouragementQuerySet(models.QuerySet["Encouragement"]):
    def visible_to(self, user: User) -> Self:
        """The two's alone: who wrote it, and whom it is for. The secretariat does not read it."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(manager=user) | Q(person=user))

    def with_state(self, now: datetime | None = None) -> Self:
        """Each with ``is_followed``, and for a course with ``has_session`` to sign up for.

        Followed is who has asked or takes part, who leads, or who has signed up.
        """
        person, theme = {"person": OuterRef("person")}, {"theme": OuterRef("theme")}
        asked = MemberRequest.objects.wanted().exclude(state=MemberRequest.State.WITHDRAWN)
        takes_part = (
            Exists(asked.filter(**theme, **person, asked_at__gte=OuterRef("sent_at")))
            | Exists(Member.objects.present().filter(**theme, **person))
            | Exists(Assignment.objects.active().filter(**theme, **person))
        )
        leads = Assignment.objects.active().filter(**person, role=RoleKey.NETWORK_LEADER)
        leads_it = Q(theme=None) & Exists(leads) | Exists(leads.filter(**theme))
        sign_ups = SignUp.objects.filter(session__course=OuterRef("course"), **person)
        signed_up = Exists(sign_ups.filter(asked_at__gte=OuterRef("sent_at")))
        sessions = CourseSession.objects.open(now).filter(course=OuterRef("course"))
        aim = Encouragement.Aim
        is_followed = (
            (Q(aim=aim.TAKE_PART) & takes_part)
            | (Q(aim=aim.LEAD) & leads_it)
            | (Q(aim=aim.COURSE) & signed_up)
        )
        return self.annotate(
            is_followed=Case(
                When(is_followed, then=Value(True)),
                default=Value(False),
                output_field=models.BooleanField(),
            ),
            has_session=Exists(sessions),
        )

    def standing(self, now: datetime | None = None) -> Self:
        """Those that the person has neither followed nor put away, to what one can still join."""
        to_lead = Q(aim=Encouragement.Aim.LEAD, theme=None)
        lasts = Q(course__is_active=True) | (Q(theme__isnull=False) & runs()) | to_lead
        return self.with_state(now).filter(lasts, hidden_at=None, is_followed=False)


class Encouragement(Untold):
    """A line that an employee reads on the start page, with a button to where it leads."""

    class Aim(models.TextChoices):
        TAKE_PART = "take_part", _("at deltage i et netværk")
        LEAD = "lead", _("at lede et netværk")
        COURSE = "course", _("at tage et kursus")

    manager = someone(_("fra"))
    person = someone(_("til"), related_name="encouragements")
    aim = models.CharField(_("opfordrer til"), max_length=20, choices=Aim, default=Aim.TAKE_PART)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="encouragements",
        verbose_name=_("netværkstema"),
    )
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kursus"),
    )
    words = models.CharField(_("opfordring"), max_length=500)
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now)
    # When the person put it away.
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = EncouragementQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-pk")
        verbose_name = _("opfordring")
        verbose_name_plural = _("opfordringer")
        constraints = (
            models.CheckConstraint(
                condition=Q(aim="take_part", theme__isnull=False, course=None)
                | Q(aim="lead", course=None)
                | Q(aim="course", theme=None, course__isnull=False),
                name="encouragement_has_its_goal",
                violation_error_message=_("Vælg enten et tema eller et kursus."),
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("person")), name="encouragement_between_two"
            ),
        )

    @property
    def is_to_lead(self) -> bool:
        return self.aim == self.Aim.LEAD

    @property
    def about(self) -> str:
        """The theme or the course by name, or that it is to lead."""
        if not self.is_to_lead:
            return str(self.theme or self.course)
        said = _("At lede “%(theme)s”") if self.theme else _("At lede et netværk")
        return str(said) % {"theme": self.theme}

    @property
    def goal(self) -> str:
        """Where the person joins, or reads what leading is."""
        if self.course:
            return self.course.get_absolute_url()
        if self.is_to_lead:
            return reverse("roles:role", args=[RoleKey.NETWORK_LEADER])
        return reverse("themes:take_part", args=[self.theme.slug])
