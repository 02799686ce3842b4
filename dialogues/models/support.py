"""What people ask the secretariat, and what the two sides write about it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.text.localized import Localized
from referenceledelse.core.web.versions import Versioned
from roles.models import RoleKey, User
from themes.models import Theme
from themes.models.running import works


class SupportContact(models.Model):
    """When, where and how the secretariat is found; its own words, edited in the admin."""

    KEY: ClassVar = "secretariat"
    TEXTS: ClassVar = tuple(
        f"{field}_{language}"
        for field in ("welcome", "hours", "address")
        for language in ("da", "en")
    )

    key = models.SlugField(_("nøgle"), unique=True, default=KEY, editable=False)
    welcome_da = models.TextField(_("velkomst (dansk)"))
    welcome_en = models.TextField(_("velkomst (engelsk)"), blank=True)
    hours_da = models.TextField(_("åbningstid (dansk)"))
    hours_en = models.TextField(_("åbningstid (engelsk)"), blank=True)
    address_da = models.TextField(_("hvor kontoret ligger (dansk)"))
    address_en = models.TextField(_("hvor kontoret ligger (engelsk)"), blank=True)
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Vises på siden Hjælp. Tomt betyder adressen fra systemets indstillinger."),
    )
    phone = models.CharField(
        _("telefon"), max_length=40, blank=True, help_text=_("Vises på siden Hjælp.")
    )

    is_public = models.BooleanField(
        _("vis uden login"),
        default=False,
        help_text=_(
            "Så kan alle se e-mail, telefon, åbningstid og adresse på login-siden og på "
            "“Hvorfor netværk?”. Det, der er tomt, bliver ikke vist."
        ),
    )

    welcome = Localized("welcome")
    hours = Localized("hours")
    address = Localized("address")

    class Meta:
        verbose_name = _("kontakttekst")
        verbose_name_plural = _("kontakttekster")

    def __str__(self) -> str:
        return str(_("Sekretariatets kontakttekster"))


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, user: User) -> Self:
        """Its author and the secretariat; not the theme's other leader, not a superuser."""
        if not user.is_active:
            return self.none()
        return self if user.is_secretariat else self.filter(author=user)

    def open(self) -> Self:
        return self.exclude(state=SupportRequest.State.SOLVED)

    def waiting_for_us(self) -> Self:
        """Where the secretariat is the one to do something, for someone who works here.

        One that a colleague took who works here no more is to be taken again. An idea or a wish
        is no cry for help.
        """
        return self.filter(self._waits_for_us())

    def ideas_to_read(self) -> Self:
        """Ideas and wishes that nobody has read yet, or that their author has added to."""
        kind = SupportRequest.Kind.IDEA
        return self.filter(works("author"), kind=kind, state__in=SupportRequest.OURS)

    def _waits_for_us(self) -> Q:
        left = Q(state=SupportRequest.State.TAKEN) & ~works("owner")
        asks = works("author") & ~Q(kind=SupportRequest.Kind.IDEA)
        return asks & (Q(state__in=SupportRequest.OURS) | left)

    def not_taken(self) -> Self:
        """Without an owner who works here."""
        return self.filter(Q(owner=None) | ~works("owner"))

    def oldest_first(self) -> Self:
        """What waits for the secretariat before what does not; of each the oldest first."""
        ours = Case(When(self._waits_for_us(), then=Value(0)), default=Value(1))
        return self.order_by(ours, "waiting_since", "pk")


class SupportRequest(Untold, Versioned):
    """One wish for the secretariat's help, about a theme or private."""

    class Kind(models.TextChoices):
        MEET = "meet", pgettext_lazy("kind of request", "møde")
        WRITE = "write", pgettext_lazy("kind of request", "besked")
        DROP_BY = "drop_by", pgettext_lazy("kind of request", "kommer forbi")
        IDEA = "idea", pgettext_lazy("kind of request", "idé eller ønske")

    class Place(models.TextChoices):
        OFFICE = "office", _("på sekretariatets kontor")
        VIDEO = "video", _("på video")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("state of a request", "ny")
        TAKEN = "taken", _("taget")
        WAITS_AUTHOR = "waits_author", _("venter på afsenderen")
        WAITS_US = "waits_us", _("venter på sekretariatet")
        SOLVED = "solved", _("afsluttet")

    OURS: ClassVar = (State.NEW, State.WAITS_US)
    # What the secretariat can leave a request in when it answers.
    AFTER_ANSWER: ClassVar = (State.WAITS_AUTHOR, State.WAITS_US, State.SOLVED)
    MOST_TIMES: ClassVar = 3

    author = someone(related_name="support_requests")
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    subject = models.CharField(_("emne"), max_length=200)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("rolle"), max_length=40, choices=RoleKey, blank=True)
    place = models.CharField(_("hvor"), max_length=20, choices=Place, blank=True)
    drops_by_on = models.DateField(_("kommer forbi"), null=True, blank=True)
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.NEW, db_index=True
    )
    owner = someone(is_optional=True)
    meeting_at = models.DateTimeField(_("mødetid"), null=True, blank=True)
    meeting_place = models.CharField(_("mødested"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)
    solved_at = models.DateTimeField(null=True, blank=True)
    # Something that the author has not seen yet.
    has_news = models.BooleanField(default=False)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("henvendelse")
        verbose_name_plural = _("henvendelser")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="solved", solved_at__isnull=False)
                | (~Q(state="solved") & Q(solved_at=None)),
                name="support_solved_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("new", "solved")) | Q(owner__isnull=False),
                name="support_taken_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(kind="drop_by", drops_by_on__isnull=False)
                | (~Q(kind="drop_by") & Q(drops_by_on=None)),
                name="support_drops_by_on_a_day",
                violation_error_message=_("Skriv, hvilken dag du kommer forbi."),
            ),
            models.CheckConstraint(
                condition=Q(meeting_at=None, meeting_place="")
                | (Q(meeting_at__isnull=False) & ~Q(meeting_place="")),
                name="support_meeting_at_a_place",
                violation_error_message=_("Skriv både tidspunkt og sted for mødet."),
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("dialogues:my_request", args=[self.pk])

    @property
    def is_solved(self) -> bool:
        return self.state == self.State.SOLVED

    @property
    def is_taken(self) -> bool:
        """Whether someone who works here has it."""
        return self.owner is not None and self.owner.is_working

    @property
    def is_idea(self) -> bool:
        return self.kind == self.Kind.IDEA

    def is_author(self, user: User) -> bool:
        return self.author_id == user.pk


class SupportTime(models.Model):
    """A time that the author suggests for a meeting."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField(_("tidspunkt"))

    class Meta:
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(fields=["request", "starts_at"], name="support_time_once"),
        )

    def __str__(self) -> str:
        return f"{self.request_id}: {timezone.localtime(self.starts_at):%d.%m.%Y %H:%M}"


class SupportMessageQuerySet(models.QuerySet["SupportMessage"]):
    def visible_to(self, user: User) -> Self:
        """Those of one's requests; an internal note never by the one who asked."""
        seen = self.filter(request__in=SupportRequest.objects.visible_to(user))
        return seen.exclude(is_internal=True, request__author=user)


class SupportMessage(Untold):
    """What one side wrote to the other, or the secretariat to itself."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="messages")
    author = someone()
    text = models.TextField(_("besked"))
    is_internal = models.BooleanField(_("internt notat"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SupportMessageQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("besked")
        verbose_name_plural = _("beskeder")
