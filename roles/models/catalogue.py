"""The roles of the network organisation, and the points of each."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referenceledelse.core.text.localized import Localized
from roles.models.people import User


class RoleKey(models.TextChoices):
    """The roles that code knows by name; their texts are data in ``Role``."""

    NETWORK_LEADER = "network_leader", _("netværksleder")
    REFERENCE_LEADER = "reference_leader", _("referenceleder")
    LINE_MANAGER = "line_manager", _("personaleleder")
    SECRETARIAT = "secretariat", _("sekretariatet")
    CO_DRIVER = "co_driver", _("co-driver")


# The three roles of the network structure. The secretariat supports them; a role beside these is
# the municipality's own practice.
THE_THREE = (RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER, RoleKey.LINE_MANAGER)


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, user: User) -> Self:
        """What each role asks is for everyone to read."""
        return self if user.is_active else self.none()


class Role(models.Model):
    """A role in the network organisation, as the municipality's leaflet describes it."""

    key = models.CharField(_("nøgle"), max_length=40, unique=True, choices=RoleKey)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    name_da = models.CharField(_("navn (dansk)"), max_length=100)
    name_en = models.CharField(_("navn (engelsk)"), max_length=100, blank=True)
    summary_da = models.TextField(_("kort sagt (dansk)"))
    summary_en = models.TextField(_("kort sagt (engelsk)"), blank=True)
    purpose_da = models.TextField(_("rollens formål (dansk)"))
    purpose_en = models.TextField(_("rollens formål (engelsk)"), blank=True)
    source_da = models.CharField(_("kilde (dansk)"), max_length=200, blank=True)
    source_en = models.CharField(_("kilde (engelsk)"), max_length=200, blank=True)

    name = Localized("name")
    summary = Localized("summary")
    purpose = Localized("purpose")
    source = Localized("source")

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ("order",)
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:role", args=[self.key])


# The one duty that may turn out not to concern a theme: politicians need not be involved. The
# others always concern it. Of two of them a part hangs on a condition, a new agenda and outside
# money, and that part alone can be said not to be needed.
CONDITIONAL_DUTIES = ("political_interplay",)


# The ten duties of the reference leader, who is the subject of each of them.
DUTIES = (
    "strategic_link",
    "arenas",
    "sparring",
    "capital",
    "ownership",
    "co_player",
    "value",
    "lab_to_practice",
    "political_interplay",
    "partnership",
)


class RolePointQuerySet(models.QuerySet["RolePoint"]):
    def current(self) -> Self:
        """The newest version of each point; older ones live on in themes that began with them."""
        return self.filter(is_current=True)

    def duties(self) -> Self:
        """The reference leader's points: the ten duties."""
        return self.filter(role__key=RoleKey.REFERENCE_LEADER)


class RolePoint(models.Model):
    """One version of one point of a role.

    The reference leader's ten points are the ten duties of "Rollen som referenceleder".
    """

    class Kind(models.TextChoices):
        TASK = "task", pgettext_lazy("kind of point", "konkret opgave")
        RELATION = "relation", _("relation")
        STANCE = "stance", _("holdning")
        STANCE_AND_TASK = "stance_and_task", _("holdning og konkret opgave")

    class Bearer(models.TextChoices):
        """Who answers for the point, read from its verb.

        The reference leader is the subject of all ten duties: alone, helping the network leader,
        together with the network leader, or as one of those who answer for it.
        """

        REFERENCE_LEADER = "reference_leader", _("referencelederen")
        REFERENCE_LEADER_HELPS = (
            "reference_leader_helps",
            _("referencelederen, som hjælper netværkslederen"),
        )
        JOINTLY = "jointly", _("referencelederen sammen med netværkslederen")
        CO_RESPONSIBLE = "co_responsible", _("referencelederen som medansvarlig")
        NETWORK_LEADER = "network_leader", _("netværkslederen")
        LINE_MANAGER = "line_manager", _("personalelederen")
        SECRETARIAT = "secretariat", _("sekretariatet")
        CO_DRIVER = "co_driver", _("co-driveren")

    # Who can answer for a duty: never another than the reference leader.
    DUTY_BEARERS: ClassVar = (
        Bearer.REFERENCE_LEADER,
        Bearer.REFERENCE_LEADER_HELPS,
        Bearer.JOINTLY,
        Bearer.CO_RESPONSIBLE,
    )

    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, related_name="points", verbose_name=_("rolle")
    )
    key = models.SlugField(_("nøgle"), max_length=40)
    order = models.PositiveSmallIntegerField(_("rækkefølge"))
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    bearer = models.CharField(_("hvem har ansvaret"), max_length=30, choices=Bearer)
    name_da = models.CharField(_("kort navn (dansk)"), max_length=100)
    name_en = models.CharField(_("kort navn (engelsk)"), max_length=100, blank=True)
    text_da = models.TextField(_("punktets indhold (dansk)"))
    text_en = models.TextField(_("punktets indhold (engelsk)"), blank=True)
    example_da = models.TextField(_("eksempel (dansk)"), blank=True)
    example_en = models.TextField(_("eksempel (engelsk)"), blank=True)
    question_da = models.TextField(_("spørgsmål til samtalen (dansk)"), blank=True)
    question_en = models.TextField(_("spørgsmål til samtalen (engelsk)"), blank=True)
    source_da = models.CharField(_("kilde (dansk)"), max_length=200, blank=True)
    source_en = models.CharField(_("kilde (engelsk)"), max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(_("udgave"), default=1, editable=False)
    is_current = models.BooleanField(_("gældende udgave"), default=True, editable=False)
    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)

    name = Localized("name")
    text = Localized("text")
    example = Localized("example")
    question = Localized("question")
    source = Localized("source")

    TEXTS: ClassVar = tuple(
        f"{field}_{language}"
        for field in ("name", "text", "example", "question", "source")
        for language in ("da", "en")
    )

    objects = RolePointQuerySet.as_manager()

    class Meta:
        ordering = ("role__order", "order", "version")
        verbose_name = _("rollepunkt")
        verbose_name_plural = _("rollepunkter")
        constraints = (
            models.UniqueConstraint(fields=["role", "key", "version"], name="role_point_version"),
            models.UniqueConstraint(
                fields=["role", "key"],
                condition=Q(is_current=True),
                name="role_point_one_current",
                violation_error_message=_("Punktet har allerede en gældende udgave."),
            ),
            models.CheckConstraint(
                condition=~Q(key__in=DUTIES)
                | Q(
                    bearer__in=(
                        "reference_leader",
                        "reference_leader_helps",
                        "jointly",
                        "co_responsible",
                    )
                ),
                name="role_point_duty_is_the_reference_leaders",
                violation_error_message=_("Referencelederen har en rolle i alle ti opgaver."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"

    def get_absolute_url(self) -> str:
        return f"{self.role.get_absolute_url()}#{self.key}"

    @property
    def is_conditional(self) -> bool:
        """Whether the duty may be "not relevant" on a theme."""
        return self.key in CONDITIONAL_DUTIES
