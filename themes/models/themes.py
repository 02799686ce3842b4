"""The network themes, and what is new on them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.moves import Moving
from referenceledelse.core.web.versions import Versioned
from roles.models import RoleKey, Unit, User
from themes.models.assignments import Assignment
from themes.models.running import runs
from themes.models.types import ThemeType


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> Self:
        """Accepted themes are everyone's; a proposal is its author's and the secretariat's.

        A draft that is not sent yet is its author's alone.
        """
        if not user.is_active:
            return self.none()
        seen = Q(status=Theme.Status.ACCEPTED) | Q(proposed_by=user)
        if user.is_secretariat:
            seen |= ~Q(status=Theme.Status.DRAFT)
        return self.filter(seen)

    def accepted(self) -> Self:
        """Themes that have been taken up, running or closed."""
        return self.filter(status=Theme.Status.ACCEPTED)

    def running(self) -> Self:
        """Themes that are taken up and not closed: the default list."""
        return self.filter(runs(""))

    def vacant(self, role: str) -> Self:
        """Running themes where nobody holds the role today (computed from dates)."""
        # Not a correlated Exists: in a count PostgreSQL would ask it for every pair of rows.
        held = Assignment.objects.active().filter(role=role)
        return self.running().exclude(pk__in=held.values("theme"))

    def led_by(self, user: User) -> Self:
        """Themes where the person holds a role today."""
        held = Assignment.objects.active().filter(person=user)
        return self.filter(pk__in=held.values("theme"))

    def with_people(self) -> Self:
        """Each theme with its present holders in ``holders``, their people fetched along."""
        holders = Assignment.objects.active().select_related("person", "role").without_why()
        return self.prefetch_related(Prefetch("assignments", holders, to_attr="holders"))


class Theme(Moving, Versioned):
    """A cross-cutting challenge that a network works on."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("kladde")
        PROPOSED = "proposed", _("foreslået")
        REVISE = "revise", _("skal rettes")
        ACCEPTED = "accepted", _("godkendt")
        DECLINED = "declined", _("afvist")

    # What a theme is about, in the order it is read.
    TEXTS: ClassVar = ("challenge", "why_cross_cutting", "ambition")
    # What is edited on its page and in the administration, in the order of the form.
    EDITED: ClassVar = (
        "title",
        *TEXTS,
        "type",
        "starts_on",
        "ends_on",
        "outside_partners",
        "contact",
        "parent",
    )
    # Where words are looked for; the index of the migrations holds the same.
    SEARCHED: ClassVar = ("title", *TEXTS, "outside_partners")
    # Fields that long lists defer.
    LONG: ClassVar = (*TEXTS, "decision_reason")
    # Where the author can edit it.
    WRITABLE = (Status.DRAFT, Status.REVISE)
    ALLOWED: ClassVar[dict[str, tuple[str, ...]]] = {
        **dict.fromkeys(WRITABLE, (Status.PROPOSED,)),
        Status.PROPOSED: (Status.ACCEPTED, Status.REVISE, Status.DECLINED),
        **dict.fromkeys((Status.ACCEPTED, Status.DECLINED), ()),
    }

    title = models.CharField(_("titel"), max_length=200)
    slug = models.SlugField(_("adresse"), max_length=220, unique=True)
    type = models.ForeignKey(
        ThemeType, on_delete=models.PROTECT, related_name="themes", verbose_name=_("type")
    )
    phase = models.ForeignKey(
        "themes.Phase", on_delete=models.PROTECT, related_name="themes", verbose_name=_("fase")
    )
    phase_since = models.DateField(_("i fasen siden"), default=timezone.localdate)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.ACCEPTED, db_index=True
    )
    challenge = models.TextField(_("udfordringen"))
    why_cross_cutting = models.TextField(_("hvorfor på tværs"), blank=True)
    ambition = models.TextField(_("ambitionen"), blank=True)
    units = models.ManyToManyField(
        Unit, blank=True, related_name="themes", verbose_name=_("berørte enheder")
    )
    outside_partners = models.CharField(_("partnere uden for kommunen"), max_length=500, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("forventet slut"), null=True, blank=True)
    contact = someone(_("kontakt i sekretariatet"), is_optional=True)
    proposed_by = someone(_("foreslået af"), is_optional=True, related_name="proposals")
    decision_reason = models.TextField(_("begrundelse for beslutningen"), blank=True)
    decided_on = models.DateField(_("besluttet den"), null=True, blank=True)
    round = models.ForeignKey(
        "themes.Round",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("runde"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("del af et større tema"),
    )
    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sidst ændret"), auto_now=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("title"),)
        verbose_name = _("netværkstema")
        verbose_name_plural = _("netværkstemaer")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="theme_ends_after_start",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("themes:theme", args=[self.slug])

    @property
    def is_closed(self) -> bool:
        return self.phase.is_closed

    @property
    def told(self) -> list[tuple[str, str]]:
        """What the theme is about, each text under its heading; an empty one is left out."""
        fields = (self._meta.get_field(name) for name in self.TEXTS)
        texts = ((field.verbose_name, getattr(self, field.name)) for field in fields)
        return [(capfirst(heading), text) for heading, text in texts if text]

    def holder(self, role: str) -> User | None:
        """Who holds the role today, of the ``holders`` that ``with_people`` fetched."""
        return next((a.person for a in self.holders if a.role_id == role), None)

    @property
    def network_leader(self) -> User | None:
        return self.holder(RoleKey.NETWORK_LEADER)

    @property
    def reference_leader(self) -> User | None:
        return self.holder(RoleKey.REFERENCE_LEADER)

    @property
    def co_driver(self) -> User | None:
        return self.holder(RoleKey.CO_DRIVER)


class ThemeUpdate(models.Model):
    """A line under "Nyheden" on the theme's page."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(_("hvad er nyt"))
    author = someone()
    created_at = models.DateTimeField(_("skrevet"), default=timezone.now)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("nyt")
        verbose_name_plural = _("nyheder")

    def __str__(self) -> str:
        return self.text
