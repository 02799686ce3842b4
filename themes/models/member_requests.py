"""An employee would like to take part in a network, and its network leader answers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from roles.models import RoleKey, User, manages
from themes.models.themes import Assignment, Theme
from themes.models.waiting import Waits, runs, works


class MemberRequestQuerySet(models.QuerySet["MemberRequest"]):
    def visible_to(self, user: User) -> Self:
        """Who asks, who leads the network, and the asker's line manager.

        The secretariat answers, and reads, only where nobody leads the network. An answered one
        stays with who answered it, and one that was taken back with who asked alone.
        """
        if not user.is_active:
            return self.none()
        led = Assignment.objects.active().filter(person=user, role=RoleKey.NETWORK_LEADER)
        waits = Q(state__in=MemberRequest.OPEN)
        seen = Q(answered_by=user) | (waits & Q(theme__in=led.values("theme")))
        seen |= manages(user.pk, "person")
        if user.is_secretariat:
            vacant = Theme.objects.vacant(RoleKey.NETWORK_LEADER.value)
            seen |= waits & Q(theme__in=vacant.values("pk"))
        return self.filter(Q(person=user) | (~Q(state=MemberRequest.State.WITHDRAWN) & seen))

    def open(self) -> Self:
        """Those without a yes or a no, on running themes, of people who work here."""
        return self.filter(runs(), works(*MemberRequest.NEEDS), state__in=MemberRequest.OPEN)

    def unread_by(self, person: User) -> Self:
        """The person's own with an answer that they have not read."""
        answered = self.filter(person=person, answered_at__isnull=False, read_at=None)
        return answered.exclude(state=MemberRequest.State.WITHDRAWN)

    def unseen_by_manager(self, manager: User) -> Self:
        """Of the manager's own people: sent, or answered, since the manager last looked."""
        rows = self.filter(manages(manager.pk, "person"), works("person"), manager_seen_at=None)
        # What was never answered on a theme that closed asks nobody for anything.
        waits = runs() | ~Q(state=MemberRequest.State.WAITING)
        return rows.filter(waits).exclude(state=MemberRequest.State.WITHDRAWN)


class MemberRequest(Waits, Untold):
    """A person asks to take part in a network, with how much time they think of."""

    NEEDS = ("person",)

    class State(models.TextChoices):
        WAITING = "waiting", _("venter på svar")
        TALKING = "talking", _("taler sammen først")
        WELCOMED = "welcomed", _("velkommen")
        NOT_NOW = "not_now", _("ikke lige nu")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class Time(models.TextChoices):
        MEETINGS = "meetings", _("Møderne")
        MORE = "more", _("Møderne og lidt imellem")
        ON_CALL = "on_call", _("Kun når I spørger mig")

    OPEN: ClassVar = (State.WAITING, State.TALKING)

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="member_requests",
        verbose_name=_("netværkstema"),
    )
    person = someone(_("medarbejder"), related_name="member_requests")
    words = models.TextField(_("vil gerne bidrage med"), blank=True)
    time = models.CharField(_("tid"), max_length=20, choices=Time)
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.WAITING, db_index=True
    )
    asked_at = models.DateTimeField(_("sendt"), default=timezone.now)
    message = models.TextField(_("svar"), blank=True)
    answered_by = someone(_("besvaret af"), is_optional=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)
    # What who asked writes back where the two are to talk first.
    reply = models.TextField(_("dit svar"), blank=True)
    # When who asked read the answer, and the line manager saw how it stands.
    read_at = models.DateTimeField(null=True, blank=True)
    manager_seen_at = models.DateTimeField(null=True, blank=True)

    objects = MemberRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("ønske om at være med")
        verbose_name_plural = _("ønsker om at være med")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "person"],
                condition=Q(state__in=("waiting", "talking")),
                name="member_request_one_open",
                violation_error_message=_("Du har allerede bedt om at være med."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | Q(state="withdrawn")
                | Q(state__in=("talking", "welcomed", "not_now"), answered_at__isnull=False),
                name="member_request_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("talking", "not_now")) | ~Q(message=""),
                name="member_request_answered_with_a_word",
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("themes:member_request", args=[self.theme.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
