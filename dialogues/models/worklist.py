"""What the secretariat has done about the findings of its work list.

The findings themselves are computed from the data each time (``dialogues.queries.findings``) and
never stored; a row here is made when someone takes one.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import User
from themes.models import Theme


class FindingKind(models.TextChoices):
    """What can be found, in the order in which a filter names it."""

    NETWORK_LEADER = "network_leader", _("Mangler netværksleder")
    REFERENCE_LEADER = "reference_leader", _("Mangler referenceleder")
    LEFT = "left", _("En leder er stoppet")
    CO_DRIVER = "co_driver", _("Mangler co-driver")
    ENDS = "ends", _("En rolle bliver ledig")
    MOVED = "moved", _("En leder har skiftet enhed")
    LEVEL = "level", _("Lederniveauet passer ikke")
    ENDED = "ended", _("Slutdatoen er passeret")
    TALK = "talk", _("Ingen aftalt samtale")
    INVITATION = "invitation", _("Invitation uden svar")
    PASSED = "passed", _("Samtalens dag er passeret")
    MANDATE = "mandate", _("Mandatet er ikke på plads")
    QUIET = "quiet", _("Ingen aktivitet på temaet")
    PHASE = "phase", _("For længe i samme fase")
    PROPOSAL = "proposal", _("Forslag over fristen")

    @property
    def is_judged(self) -> bool:
        """Whether clearing is final: someone judged that it may stay as it is."""
        return self in (self.MOVED, self.LEVEL)


def finding_key(kind: str, theme: int, person: int | None, since: date) -> str:
    """What a finding is known by, in addresses and between the list and its rows."""
    return f"{kind}-{theme}-{person or 0}-{since.isoformat()}"


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def visible_to(self, user: User) -> Self:
        """The work list is the secretariat's alone; not even a superuser's."""
        return self if user.is_active and user.is_secretariat else self.none()


class WorkItem(Versioned):
    """What became of one finding: who has it, until when it waits, who cleared it.

    It is known by what was found, about which theme and person, and since when; the same trouble
    at another time is another item.
    """

    kind = models.CharField(_("slags"), max_length=20, choices=FindingKind)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.CASCADE,
        related_name="work_items",
        verbose_name=_("netværkstema"),
    )
    person = someone(_("person"), is_optional=True)
    since = models.DateField(_("siden"))
    claimed_by = someone(_("taget af"), is_optional=True)
    claimed_at = models.DateTimeField(_("taget"), null=True, blank=True)
    snoozed_until = models.DateField(_("udsat til"), null=True, blank=True)
    cleared_by = someone(_("løst af"), is_optional=True)
    cleared_at = models.DateTimeField(_("løst"), null=True, blank=True)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        ordering = ("-cleared_at", "-pk")
        verbose_name = _("sag på arbejdslisten")
        verbose_name_plural = _("sager på arbejdslisten")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "theme", "person", "since"],
                name="work_item_once_of_a_person",
                violation_error_message=_("Sagen er allerede på listen."),
            ),
            models.UniqueConstraint(
                fields=["kind", "theme", "since"],
                condition=Q(person=None),
                name="work_item_once_of_a_theme",
                violation_error_message=_("Sagen er allerede på listen."),
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_at=None)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="work_item_claimed_by_and_at",
                violation_error_message=_("En taget sag skal have en person og et tidspunkt."),
            ),
            models.CheckConstraint(
                condition=Q(cleared_by=None, cleared_at=None)
                | Q(cleared_by__isnull=False, cleared_at__isnull=False),
                name="work_item_cleared_by_and_at",
                violation_error_message=_("En løst sag skal have en person og et tidspunkt."),
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(claimed_at=None),
                name="work_item_cleared_is_nobodys",
                violation_error_message=_("En løst sag kan ikke samtidig være taget."),
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until=None) | Q(claimed_at__isnull=False),
                name="work_item_snoozed_is_someones",
                violation_error_message=_("Kun den, der har sagen, kan udsætte den."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.theme}"

    @property
    def key(self) -> str:
        """The key of the finding it belongs to (``dialogues.queries.findings.Finding.key``)."""
        return finding_key(self.kind, self.theme_id, self.person_id, self.since)

    def is_snoozed(self, today: date) -> bool:
        return self.snoozed_until is not None and self.snoozed_until > today

    def is_settled(self, today: date, reopen_days: int) -> bool:
        """Whether it is cleared and stays off the list.

        What was found anew so many days after it was cleared was not mended, and comes back by
        itself; except where clearing was the judgement that it may be so (``is_judged``).
        """
        if self.cleared_at is None:
            return False
        days = (today - timezone.localdate(self.cleared_at)).days
        return FindingKind(self.kind).is_judged or days < reopen_days


class WorkStep(models.Model):
    """One thing that was done with an item, by whom, and the note that colleagues read."""

    class Verb(models.TextChoices):
        CLAIM = "claim", _("tog sagen")
        RELEASE = "release", _("slap sagen")
        TAKE_OVER = "take_over", _("overtog sagen")
        SNOOZE = "snooze", _("udsatte sagen")
        CLEAR = "clear", _("løste sagen")
        REOPEN = "reopen", _("åbnede sagen igen")

    item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(_("hvad"), max_length=20, choices=Verb)
    by = someone()
    at = models.DateTimeField(_("hvornår"), default=timezone.now)
    note = models.TextField(_("kommentar"), blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("skridt i en sag")
        verbose_name_plural = _("skridt i en sag")
        constraints = (
            models.CheckConstraint(
                condition=~Q(verb__in=("clear", "take_over")) | ~Q(note=""),
                name="work_step_tells_why",
                violation_error_code="note",
                violation_error_message=_("Skriv en kort note, så kollegerne kan følge med."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.by} {self.get_verb_display()}"
