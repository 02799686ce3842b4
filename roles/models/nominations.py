"""Talents that a line manager nominates, with their consent."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.moves import Moving
from referenceledelse.core.web.versions import Versioned
from roles.models.people import User, employed


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: User) -> Self:
        """The one who nominates, and the secretariat, nobody else.

        Not the nominee, who hears of it from the manager, not even in the secretariat; not other
        managers; not a superuser.
        """
        if not user.is_active:
            return self.none()
        own = Q(author=user)
        return self.filter(own | ~Q(nominee=user)) if user.is_secretariat else self.filter(own)

    def open(self) -> Self:
        """Neither done with nor withdrawn."""
        return self.filter(status__in=Nomination.OPEN)

    def waiting(self) -> Self:
        """Those that the secretariat has yet to look at, of people who work here."""
        today = timezone.localdate()
        return self.filter(employed(today, "nominee__"), status=Nomination.Status.NEW)


class Nomination(Moving, Versioned):
    """A line manager nominates an employee as a talent with cross-cutting potential.

    ``version`` counts what the author wrote, ``answer_version`` what the secretariat did: neither
    stands in the other's way. Not in the change log and not in the admin, where others read.
    """

    class Status(models.TextChoices):
        NEW = "new", _("ny")
        SEEN = "seen", _("set af sekretariatet")
        TALKING = "talking", _("i dialog")
        DONE = "done", _("afsluttet")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    OPEN: ClassVar = (Status.NEW.value, Status.SEEN.value, Status.TALKING.value)
    # What the secretariat can do with it next; the author can withdraw it at any time.
    ALLOWED: ClassVar[dict[str, tuple[str, ...]]] = {
        Status.NEW.value: (Status.SEEN.value, Status.TALKING.value, Status.DONE.value),
        Status.SEEN.value: (Status.TALKING.value, Status.DONE.value),
        Status.TALKING.value: (Status.DONE.value,),
        Status.DONE.value: (),
        Status.WITHDRAWN.value: (),
    }
    # The day that each status was reached.
    STAMPS: ClassVar[dict[str, str]] = {
        Status.NEW.value: "created_at",
        Status.SEEN.value: "seen_at",
        Status.TALKING.value: "talking_at",
        Status.DONE.value: "done_at",
        Status.WITHDRAWN.value: "withdrawn_at",
    }
    # What goes when it is withdrawn.
    TEXTS: ClassVar = ("strengths", "potential", "note")

    author = someone(_("indstillet af"), related_name="nominations_made")
    nominee = someone(_("medarbejder"))
    strengths = models.TextField(_("hvad medarbejderen er god til"), blank=True)
    potential = models.TextField(_("hvad der kunne være næste skridt"), blank=True)
    consent_on = models.DateField(_("medarbejderen sagde ja"))
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.NEW, db_index=True
    )
    note = models.TextField(_("sekretariatets svar"), blank=True)
    answer_version = models.PositiveIntegerField(default=1, editable=False)
    handled_by = someone(_("sekretariatets kontakt"), is_optional=True)
    created_at = models.DateTimeField(_("indstillet"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("rettet"), null=True, blank=True)
    seen_at = models.DateTimeField(_("set"), null=True, blank=True)
    talking_at = models.DateTimeField(_("dialogen begyndt"), null=True, blank=True)
    done_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)
    # An answer that the author has yet to open; a mere "seen" is none.
    answered_at = models.DateTimeField(_("besvaret"), null=True, blank=True)
    answer_read_at = models.DateTimeField(_("svaret læst"), null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("indstilling")
        verbose_name_plural = _("indstillinger")
        # No group is given a way in beside the rules.
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["author", "nominee"],
                condition=Q(status__in=("new", "seen", "talking")),
                name="nomination_one_open_of_a_person",
                violation_error_message=_("Du har allerede en åben indstilling af medarbejderen."),
            ),
            models.CheckConstraint(
                condition=~Q(author=F("nominee")),
                name="nomination_of_another",
                violation_error_message=_("Du kan ikke indstille dig selv."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None)
                | Q(status="withdrawn", strengths="", potential="", note=""),
                name="nomination_withdrawn_keeps_no_text",
                violation_error_message=_("En tilbagetrukket indstilling må ikke have tekst."),
            ),
            models.CheckConstraint(
                condition=(~Q(status="withdrawn") | Q(withdrawn_at__isnull=False))
                & (~Q(status="done") | Q(done_at__isnull=False)),
                name="nomination_ended_on_a_day",
                violation_error_message=_(
                    "Der mangler en dato for, hvornår indstillingen sluttede."
                ),
            ),
        )

    def __str__(self) -> str:
        # Whose it is stands in no list, no title and no log that others read.
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("roles:nomination", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def has_unread_answer(self) -> bool:
        """Whether the secretariat has answered since the author last looked."""
        return self.answered_at is not None and self.answer_read_at is None

    @property
    def history(self) -> list[tuple[str, datetime]]:
        """Each status that was reached, with the moment."""
        labels = {**dict(self.Status.choices), self.Status.NEW.value: _("indstillet")}
        steps = ((label, getattr(self, self.STAMPS[status])) for status, label in labels.items())
        return [(str(label), moment) for label, moment in steps if moment]
