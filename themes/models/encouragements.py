"""A line manager points an employee to a network, or to a course."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from roles.models import Course, SignUp, User
from themes.models.member_requests import MemberRequest
from themes.models.network import Member
from themes.models.themes import Assignment, Theme
from themes.models.waiting import runs


class EncouragementQuerySet(models.QuerySet["Encouragement"]):
    def visible_to(self, user: User) -> Self:
        """The two's alone: who wrote it, and whom it is for. The secretariat does not read it."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(manager=user) | Q(person=user))

    def with_state(self) -> Self:
        """Each with ``is_followed``: the person has asked, takes part, or has signed up."""
        to_theme = {"theme": OuterRef("theme"), "person": OuterRef("person")}
        asked = MemberRequest.objects.wanted().exclude(state=MemberRequest.State.WITHDRAWN)
        signed_up = SignUp.objects.filter(
            session__course=OuterRef("course"), person=OuterRef("person")
        )
        followed = (
            Exists(asked.filter(**to_theme, asked_at__gte=OuterRef("sent_at")))
            | Exists(Member.objects.present().filter(**to_theme))
            | Exists(Assignment.objects.active().filter(**to_theme))
            | Exists(signed_up.filter(asked_at__gte=OuterRef("sent_at")))
        )
        return self.annotate(is_followed=followed)

    def standing(self) -> Self:
        """Those that the person has neither followed nor put away, to what one can still join."""
        lasts = Q(course__is_active=True) | (Q(theme__isnull=False) & runs())
        return self.with_state().filter(lasts, hidden_at=None, is_followed=False)


class Encouragement(Untold):
    """A line that an employee reads on the start page, with a button to the theme or the course."""

    manager = someone(_("fra"))
    person = someone(_("til"), related_name="encouragements")
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
                condition=Q(theme__isnull=False, course=None) | Q(theme=None, course__isnull=False),
                name="encouragement_to_a_theme_or_a_course",
                violation_error_message=_("Vælg enten et tema eller et kursus."),
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("person")), name="encouragement_between_two"
            ),
        )

    @property
    def about(self) -> str:
        """The theme or the course, by name."""
        return str(self.theme or self.course)

    @property
    def goal(self) -> str:
        """Where the person joins."""
        if self.theme:
            return reverse("themes:take_part", args=[self.theme.slug])
        return self.course.get_absolute_url()
