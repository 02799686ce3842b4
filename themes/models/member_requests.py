"""Someone wants to take part in a network, or is introduced to it; its network leader answers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from roles.models import RoleKey, User, manages
from themes.models.assignments import Assignment
from themes.models.network import Member
from themes.models.running import Waits, runs, works
from themes.models.themes import Theme


class MemberRequestQuerySet(models.QuerySet["MemberRequest"]):
    def visible_to(self, user: User) -> Self:
        """Who asks, who leads the network, and the asker's line manager.

        An introduction is read by who is introduced, and by who introduces, who is then the one
        who asks. The secretariat answers, and reads, only where nobody leads the network. An
        answered one stays with who answered it, and one that was taken back with who asked alone.
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
        asks = Q(introduced_by=user) | Q(introduced_by=None, person=user)
        seen |= Q(person=user)
        return self.filter(asks | (~Q(state=MemberRequest.State.WITHDRAWN) & seen))

    def open(self) -> Self:
        """Those without a yes or a no, on running themes, of people who work here."""
        found = Q(person=None) | works(*MemberRequest.NEEDS)
        return self.filter(runs(), found, state__in=MemberRequest.OPEN)

    def to_answer(self) -> Self:
        """The open ones that the network has not said yes to yet."""
        return self.open().exclude(state=MemberRequest.State.TAKEN)

    def wanted(self) -> Self:
        """Those that the person has asked for, or has said yes to."""
        return self.filter(Q(introduced_by=None) | Q(said_yes_at__isnull=False))

    def to_agree(self, person: User) -> Self:
        """The introductions that the person has neither said yes nor no to."""
        rows = self.open().filter(person=person, said_yes_at=None)
        return rows.exclude(introduced_by=None)

    def unread_by(self, person: User) -> Self:
        """The person's own with an answer that they have not read."""
        rows = self.wanted().filter(person=person, answered_at__isnull=False, read_at=None)
        return rows.exclude(state__in=MemberRequest.GIVEN_UP)

    def unread_by_introducer(self, person: User) -> Self:
        """What the person has introduced, with an answer that the person has not read."""
        rows = self.filter(introduced_by=person, introducer_read_at=None)
        waits = (MemberRequest.State.WAITING, MemberRequest.State.WITHDRAWN)
        return rows.exclude(state__in=waits)

    def to_free_for(self, manager: User) -> Self:
        """Of the manager's own people: asked, with no answer from the network or the manager.

        Whether the manager has freed something is for ``promises`` to say.
        """
        rows = self.filter(manages(manager.pk, "person"), introduced_by=None, not_now_by=None)
        return rows.open().filter(state=MemberRequest.State.WAITING)

    def to_talk_about(self, manager: User) -> Self:
        """Of the manager's own people: the manager would talk first, and nobody has answered."""
        rows = self.filter(manages(manager.pk, "person"), not_now_by=manager, is_to_talk=True)
        return rows.open().filter(state=MemberRequest.State.WAITING)

    def unseen_by_manager(self, manager: User) -> Self:
        """Of the manager's own people: sent, or answered, since the manager last looked."""
        rows = self.filter(manages(manager.pk, "person"), works("person"), manager_seen_at=None)
        rows = rows.exclude(introduced_by=manager)
        # What was never answered on a theme that closed asks nobody for anything.
        waits = runs() | ~Q(state=MemberRequest.State.WAITING)
        return rows.filter(waits).exclude(state__in=MemberRequest.GIVEN_UP)


class MemberRequest(Waits, Untold):
    """A person asks to take part in a network, with how much time they think of.

    Or the reference leader introduces someone, and ``words`` are about that person: a colleague,
    who is asked too, or someone from outside, who has no ``person`` here.
    """

    NEEDS = ("person",)

    class State(models.TextChoices):
        WAITING = "waiting", _("venter på svar")
        TALKING = "talking", _("taler sammen først")
        # The network says yes, and the colleague who was introduced has not answered yet.
        TAKEN = "taken", _("taget med")
        WELCOMED = "welcomed", _("velkommen")
        NOT_NOW = "not_now", _("ikke lige nu")
        DECLINED = "declined", _("takket nej")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    class Time(models.TextChoices):
        MEETINGS = "meetings", _("Møderne")
        MORE = "more", _("Møderne og lidt imellem")
        ON_CALL = "on_call", _("Kun når I spørger mig")

    OPEN: ClassVar = (State.WAITING, State.TALKING, State.TAKEN)
    GIVEN_UP: ClassVar = (State.DECLINED, State.WITHDRAWN)

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="member_requests",
        verbose_name=_("netværkstema"),
    )
    person = someone(_("medarbejder"), is_optional=True, related_name="member_requests")
    words = models.TextField(_("vil gerne bidrage med"), blank=True)
    time = models.CharField(_("tid"), max_length=20, choices=Time, blank=True)
    introduced_by = someone(_("introduceret af"), is_optional=True)
    # Who is introduced, as the member will stand on the list; a colleague stands in ``person``.
    kind = models.CharField(
        _("slags"), max_length=20, choices=Member.Kind, default=Member.Kind.EMPLOYEE
    )
    name = models.CharField(_("navn"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    may_be_listed = models.BooleanField(_("har sagt ja til at stå på listen"), default=False)
    said_yes_at = models.DateTimeField(_("sagt ja"), null=True, blank=True)
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.WAITING, db_index=True
    )
    asked_at = models.DateTimeField(_("sendt"), default=timezone.now)
    message = models.TextField(_("svar"), blank=True)
    answered_by = someone(_("besvaret af"), is_optional=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)
    # What who asked writes back where the two are to talk first.
    reply = models.TextField(_("dit svar"), blank=True)
    # The line manager cannot free anything now, or would talk first, with a word to the person
    # alone.
    not_now_by = someone(_("kan ikke lige nu"), is_optional=True)
    is_to_talk = models.BooleanField(_("vil tale sammen først"), default=False)
    not_now_words = models.CharField(_("til medarbejderen"), max_length=500, blank=True)
    not_now_read_at = models.DateTimeField(null=True, blank=True)
    # When the person and who introduced read the answer, and the line manager saw how it stands.
    read_at = models.DateTimeField(null=True, blank=True)
    introducer_read_at = models.DateTimeField(null=True, blank=True)
    manager_seen_at = models.DateTimeField(null=True, blank=True)

    objects = MemberRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("ønske om at være med")
        verbose_name_plural = _("ønsker om at være med")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "person"],
                condition=Q(state__in=("waiting", "talking", "taken")),
                name="member_request_one_open",
                violation_error_message=_("Du har allerede bedt om at være med."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | Q(state__in=("declined", "withdrawn"))
                | Q(
                    state__in=("talking", "taken", "welcomed", "not_now"),
                    answered_at__isnull=False,
                ),
                name="member_request_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("talking", "not_now"))
                | ~Q(message="")
                | Q(introduced_by__isnull=False),
                name="member_request_answered_with_a_word",
            ),
            models.CheckConstraint(
                condition=Q(kind="employee", person__isnull=False)
                | (~Q(kind="employee") & Q(person=None, introduced_by__isnull=False)),
                name="member_request_by_or_about_a_person",
                violation_error_code="person",
                violation_error_message=_("Vælg medarbejderen, eller vælg en anden slags medlem."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("taken", "declined"))
                | Q(person__isnull=False, introduced_by__isnull=False),
                name="member_request_asked_of_who_is_introduced",
            ),
            models.CheckConstraint(
                condition=Q(not_now_words="") | Q(not_now_by__isnull=False),
                name="member_request_not_now_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(is_to_talk=False) | Q(not_now_by__isnull=False),
                name="member_request_to_talk_with_someone",
            ),
        )

    def get_absolute_url(self) -> str:
        page = "introduction" if self.introduced_by_id else "member_request"
        return reverse(f"themes:{page}", args=[self.theme.slug, self.pk])

    @property
    def label(self) -> str:
        """Who it is about, by name, for those who may see it."""
        name = self.person.name if self.person else self.name
        return f"{name}, {self.organisation}" if self.organisation else name

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_to_answer(self) -> bool:
        """Whether the network has a yes or a no to say."""
        return self.is_waiting and self.state != self.State.TAKEN

    @property
    def is_to_agree(self) -> bool:
        """Whether a colleague who is introduced has said neither yes nor no."""
        is_colleague = bool(self.introduced_by_id and self.person_id)
        return is_colleague and self.said_yes_at is None and self.is_waiting
