"""The conversation, and its suggested times."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.partnership import OfPair
from dialogues.models.questions import ConversationKind, QuestionSet
from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.moves import Moving
from roles.models import RoleKey, User
from themes.models import Theme
from themes.models.running import runs, why_over, works

# Invited, also if cancelled later.
INVITED = ~Q(status="draft") & ~Q(status="cancelled", invited_at=None)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: User) -> Self:
        """A conversation is its two parties' alone; a draft is only its author's.

        A draft that was thrown away stays its author's. One without an author is seen by nobody:
        it only holds what each of the two prepares alone.
        """
        if not user.is_active:
            return self.none()
        parties = Q(network_leader=user) | Q(reference_leader=user)
        return self.filter(Q(invited_by=user) | parties & INVITED)

    def ready(self, user: User) -> Self:
        """Kickoffs whose reference leader waits for this person to invite."""
        is_waiting = Q(status=Conversation.Status.DRAFT, ready_at__isnull=False)
        return self.filter(is_waiting, network_leader=user)

    def progress(self, user: User) -> models.QuerySet["Conversation", dict]:
        """What the secretariat may know of every conversation: state and dates, no text.

        A draft is nobody's but its author's.
        """
        rows = self if user.is_active and user.is_secretariat else self.none()
        return rows.filter(INVITED).values(
            "pk",
            "theme_id",
            "network_leader_id",
            "reference_leader_id",
            "invited_by_id",
            "kind",
            "status",
            "wants_other_time",
            "invited_at",
            "scheduled_at",
            "held_at",
            "approved_at",
        )

    def open(self) -> Self:
        """Conversations that still wait for something."""
        done = (Conversation.Status.CLOSED, Conversation.Status.CANCELLED)
        return self.exclude(status__in=done)

    def waiting(self) -> Self:
        """Those that their two can go on with: both work here, and the theme runs.

        On a theme that is closed they finish what they have begun, and hold the closing talk.
        """
        goes_on = ~Q(status__in=Conversation.NOT_BEGUN) | Q(kind=ConversationKind.CLOSING)
        both = works("network_leader", "reference_leader")
        return self.open().filter(both, runs() | goes_on)

    def held(self) -> Self:
        """Conversations that took place."""
        return self.filter(held_at__isnull=False)


class Conversation(Moving, OfPair):
    """The conversation between a theme's network leader and reference leader.

    It is about how the two will work together. Before it each may prepare alone and reads the ten
    duties; after it an agreement is written, and both approve it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("kladde")
        INVITED = "invited", _("inviteret")
        TIME_AGREED = "time_agreed", _("tidspunkt aftalt")
        IN_PROGRESS = "in_progress", _("i gang")
        HELD = "held", _("holdt")
        SUMMARISED = "summarised", _("opsummeret")
        APPROVED = "approved", _("godkendt af begge")
        CLOSED = "closed", _("afsluttet")
        CANCELLED = "cancelled", _("aflyst")

    # Every move that there is; ``dialogues.services.transitions.move`` makes no other.
    ALLOWED: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.INVITED, Status.CANCELLED},
        Status.INVITED: {Status.TIME_AGREED, Status.CANCELLED},
        Status.TIME_AGREED: {Status.IN_PROGRESS, Status.INVITED, Status.CANCELLED},
        Status.IN_PROGRESS: {Status.HELD},
        Status.HELD: {Status.SUMMARISED},
        Status.SUMMARISED: {Status.APPROVED, Status.HELD},
        Status.APPROVED: {Status.CLOSED, Status.HELD},
        Status.CLOSED: set(),
        Status.CANCELLED: set(),
    }

    NOT_BEGUN: ClassVar = (Status.DRAFT, Status.INVITED, Status.TIME_AGREED)

    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        related_name="conversations",
        verbose_name=_("netværkstema"),
    )
    kind = models.CharField(
        _("slags"), max_length=20, choices=ConversationKind, default=ConversationKind.KICKOFF
    )
    network_leader = someone(_("netværksleder"), related_name="conversations_as_network_leader")
    reference_leader = someone(
        _("referenceleder"), related_name="conversations_as_reference_leader"
    )
    # Whose invitation it is; nobody's as long as one has only begun to prepare for the first talk.
    invited_by = someone(_("inviteret af"), is_optional=True)
    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.PROTECT, related_name="+", verbose_name=_("spørgsmålssæt")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, db_index=True
    )
    message = models.TextField(_("hilsen"), blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    link = models.URLField(_("videolink"), blank=True)
    reply = models.TextField(_("svar på invitationen"), blank=True)
    wants_other_time = models.BooleanField(_("ønsker et andet tidspunkt"), default=False)
    scheduled_at = models.DateTimeField(_("aftalt tidspunkt"), null=True, blank=True)
    booked_minutes = models.PositiveSmallIntegerField(_("afsat tid i minutter"), default=90)
    # The two have chosen and ordered the duties themselves; until then some are proposed.
    ordered_at = models.DateTimeField(_("opgaverne valgt"), null=True, blank=True)
    current_step = models.CharField(_("trin"), max_length=40, blank=True)
    led_by = someone(_("fører samtalen"), is_optional=True)
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    # The reference leader waits to be invited to the first talk.
    ready_at = models.DateTimeField(_("klar til samtalen"), null=True, blank=True)
    invited_at = models.DateTimeField(_("inviteret"), null=True, blank=True)
    started_at = models.DateTimeField(_("begyndt"), null=True, blank=True)
    held_at = models.DateTimeField(_("holdt"), null=True, blank=True)
    # Noted afterwards, as held without the guide.
    recorded_at = models.DateTimeField(_("registreret bagefter"), null=True, blank=True)
    approved_at = models.DateTimeField(_("godkendt"), null=True, blank=True)
    ended_at = models.DateTimeField(_("afsluttet eller aflyst"), null=True, blank=True)
    end_reason = models.TextField(_("begrundelse"), blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("samtale")
        verbose_name_plural = _("samtaler")
        constraints = (
            models.CheckConstraint(
                condition=~Q(network_leader=F("reference_leader")),
                name="conversation_between_two",
                violation_error_message=_("Vælg to forskellige personer."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=("draft", "invited", "time_agreed", "in_progress", "cancelled"),
                    held_at=None,
                )
                | Q(status__in=("held", "summarised", "approved", "closed"), held_at__isnull=False),
                name="conversation_held_at_iff_held",
            ),
            models.UniqueConstraint(
                fields=["theme", "kind", "network_leader", "reference_leader"],
                condition=~Q(status__in=("draft", "approved", "closed", "cancelled")),
                name="conversation_one_open_of_a_kind",
                violation_error_message=_("Der er allerede en åben samtale af den slags."),
            ),
            # Each may have a draft, so that it never blocks the other's invitation.
            models.UniqueConstraint(
                fields=["theme", "kind", "network_leader", "reference_leader", "invited_by"],
                condition=Q(status="draft"),
                name="conversation_one_draft_each",
                violation_error_message=_("Der er allerede en åben samtale af den slags."),
            ),
            # Only one of the two invites to the first talk, and both prepare for the same.
            models.UniqueConstraint(
                fields=["theme", "network_leader", "reference_leader"],
                condition=Q(kind="kickoff") & ~Q(status__in=("approved", "closed", "cancelled")),
                name="conversation_one_open_kickoff",
                violation_error_message=_("Der er allerede en åben samtale af den slags."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.theme}"

    def get_absolute_url(self) -> str:
        return reverse("dialogues:conversation", args=[self.pk])

    def side(self, user: User) -> str:
        """The key of the role that the party holds in the conversation."""
        if user.pk == self.network_leader_id:
            return RoleKey.NETWORK_LEADER.value
        return RoleKey.REFERENCE_LEADER.value

    @property
    def host(self) -> User:
        """Who invites; the network leader, while nobody has begun the invitation."""
        is_theirs = self.invited_by_id == self.reference_leader_id
        return self.reference_leader if is_theirs else self.network_leader

    @property
    def guest(self) -> User:
        """Who is invited, and answers."""
        return self.other(self.host)

    @property
    def is_open(self) -> bool:
        return self.status not in (self.Status.CLOSED, self.Status.CANCELLED)

    @property
    def why_over(self) -> str:
        """Why the two cannot go on with an unfinished talk; empty where they can."""
        if not self.is_open or self.status == self.Status.APPROVED:
            return ""
        return self.why_not_on

    @property
    def why_not_on(self) -> str:
        """The same whatever the status, since an approved talk can be reopened."""
        goes_on = self.status not in self.NOT_BEGUN or self.kind == ConversationKind.CLOSING
        theme = None if goes_on else self.theme
        return why_over(theme, self.network_leader, self.reference_leader)

    @property
    def is_ahead(self) -> bool:
        """Invited, and not begun: the time to prepare."""
        return self.status in (self.Status.INVITED, self.Status.TIME_AGREED)


class ProposedTime(models.Model):
    """One of up to three times that whoever invites suggests."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="proposed_times"
    )
    starts_at = models.DateTimeField(_("tidspunkt"))

    class Meta:
        ordering = ("starts_at",)
        verbose_name = _("foreslået tidspunkt")
        verbose_name_plural = _("foreslåede tidspunkter")
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "starts_at"], name="proposed_time_once"
            ),
        )

    def __str__(self) -> str:
        return timezone.localtime(self.starts_at).strftime("%d.%m.%Y %H:%M")
