"""How a theme is tied to what the municipality wants, and to what it already does.

"Rollen som referenceleder", duties 1 and 2.
"""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.svg.tracks import track
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.versions import Versioned
from roles.models import Unit, User
from themes.models.not_needed import NotNeeded
from themes.models.records import Record, RecordQuerySet


class StrategicAgendaQuerySet(models.QuerySet["StrategicAgenda"]):
    def visible_to(self, user: User) -> Self:
        """What the municipality wants is known to every employee, also what is proposed."""
        return self if user.is_active else self.none()

    def open(self) -> Self:
        """Those that a theme can be tied to."""
        return self.exclude(status=StrategicAgenda.Status.DROPPED)


class StrategicAgenda(Versioned):
    """Something the municipality has decided to want, or that someone proposes it should."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("foreslået")
        IN_FORCE = "in_force", _("gældende")
        DROPPED = "dropped", _("udgået")

    title = models.CharField(_("titel"), max_length=200, unique=True)
    description = models.TextField(_("hvad den går ud på"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.IN_FORCE, db_index=True
    )
    forum = models.CharField(_("forum"), max_length=200, blank=True)
    decided_on = models.DateField(_("dato i forummet"), null=True, blank=True)
    proposed_by = someone(_("foreslået af"), is_optional=True)
    # The reference leader whose theme lacked an agenda; empty where the municipality wrote it in.
    set_by = someone(_("sat af"), is_optional=True)
    set_on = models.DateField(_("sat den"), null=True, blank=True)

    objects = StrategicAgendaQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("title"),)
        verbose_name = _("strategisk dagsorden")
        verbose_name_plural = _("strategiske dagsordener")
        constraints = (
            models.CheckConstraint(
                condition=~Q(status="proposed") | Q(proposed_by__isnull=False),
                name="agenda_proposed_by_someone",
                violation_error_code="proposed_by",
                violation_error_message=_("Skriv, hvem der foreslår dagsordenen."),
            ),
            models.CheckConstraint(
                condition=Q(set_by=None, set_on=None)
                | Q(set_by__isnull=False, set_on__isnull=False, decided_on__isnull=False)
                & ~Q(forum="")
                & ~Q(status="proposed"),
                name="agenda_set_in_a_forum",
                violation_error_code="forum",
                violation_error_message=_("En ny dagsorden skal have både forum og dato."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("themes:agenda", args=[self.pk])


class AgendaLink(Record):
    """How a theme connects to a strategic agenda, and how far that has been recognised."""

    ROOM: ClassVar = "strategy"

    class State(models.TextChoices):
        PROPOSED = "proposed", _("foreslået")
        RECOGNISED = "recognised", _("anerkendt")
        ON_AGENDA = "on_agenda", _("på dagsorden")

    agenda = models.ForeignKey(
        StrategicAgenda,
        on_delete=models.PROTECT,
        related_name="links",
        verbose_name=_("strategisk dagsorden"),
    )
    connection = models.TextField(_("sådan hænger de sammen"))
    state = models.CharField(
        _("status"), max_length=20, choices=State, default=State.PROPOSED, db_index=True
    )
    state_on = models.DateField(_("siden"))
    forum = models.CharField(_("forum"), max_length=200, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("agenda__title"), "pk")
        verbose_name = _("kobling til dagsorden")
        verbose_name_plural = _("koblinger til dagsordener")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "agenda"],
                name="theme_tied_to_an_agenda_once",
                violation_error_code="agenda",
                violation_error_message=_("Temaet er allerede koblet til den dagsorden."),
            ),
            models.CheckConstraint(
                condition=~Q(state="on_agenda") | ~Q(forum=""),
                name="theme_on_agenda_in_a_forum",
                violation_error_code="forum",
                violation_error_message=_("Skriv, i hvilket forum temaet er på dagsordenen."),
            ),
        )

    def __str__(self) -> str:
        return str(self.agenda)

    @property
    def is_only_proposed(self) -> bool:
        """Whether the reference leader has yet to set the agenda."""
        return self.agenda.status == StrategicAgenda.Status.PROPOSED

    @property
    def track(self) -> list[tuple[str, str]]:
        """The three states with how far the connection has come."""
        order = list(self.State)
        return track((one.label for one in order), order.index(self.State(self.state)))

    def clean(self) -> None:
        self.refuse_before_theme("state_on")


class NoNewAgenda(NotNeeded):
    """The agendas that there are, are enough: the reference leader need set no new one."""

    ROOM: ClassVar = "strategy"

    class Meta(NotNeeded.Meta):
        verbose_name = _("ingen ny dagsorden")
        verbose_name_plural = _("ingen ny dagsorden")

    def __str__(self) -> str:
        return str(_("Der er ikke brug for en ny dagsorden"))

    def clean(self) -> None:
        if AgendaLink.objects.filter(theme=self.theme, agenda__set_by__isnull=False).exists():
            said = _("Referencelederen har allerede sat en ny dagsorden for temaet.")
            raise ValidationError({"reason": said})


class Initiative(Record):
    """Work going on in the base organisation that touches the theme.

    The reference leader secures that the two hang together; another can help.
    """

    ROOM: ClassVar = "strategy"

    name = models.CharField(_("indsats"), max_length=200)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("enhed"),
    )
    contact = someone(_("kontakt"), is_optional=True)
    connection = models.TextField(_("sådan berører den temaet"), blank=True)
    secured_by = someone(_("hjælper med sammenhængen"), is_optional=True)
    agreed = models.TextField(_("det er aftalt"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("name"), "pk")
        verbose_name = _("beslægtet indsats")
        verbose_name_plural = _("beslægtede indsatser")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "name"],
                name="initiative_once_on_a_theme",
                violation_error_code="name",
                violation_error_message=_("Indsatsen er allerede på listen."),
            ),
        )

    def __str__(self) -> str:
        return self.name
