"""Which leaders at levels 4 and 5 own a theme: facts about contact, never a judgement (S4.5)."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.order import alphabetical
from referenceledelse.rows import someone
from roles.models import User
from themes.models.record import Record, RecordQuerySet
from themes.models.themes import Assignment

# The central leaders whose ownership a theme needs (SOURCE S4.5).
LEVELS = (4, 5)


class OwnershipQuerySet(RecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """For the secretariat and those who hold a role on the theme."""
        rows = super().visible_to(user)
        if user.is_secretariat:
            return rows
        mine = Assignment.objects.active().filter(person=user)
        return rows.filter(theme__in=mine.values("theme"))


class Ownership(Record):
    """How far a leader has come with a theme, when they were last spoken to, and when next."""

    ROOM: ClassVar = "ownership"

    class Stage(models.TextChoices):
        NOT_CONTACTED = "not_contacted", gettext_lazy("ikke kontaktet")
        INFORMED = "informed", gettext_lazy("orienteret")
        SEES_RELEVANCE = "sees_relevance", gettext_lazy("ser relevans")
        TAKES_OWNERSHIP = "takes_ownership", gettext_lazy("tager ejerskab")
        USES_SOLUTION = "uses_solution", gettext_lazy("bruger løsningen")

    leader = someone(gettext_lazy("leder"), related_name="ownerships")
    stage = models.CharField(
        gettext_lazy("status"),
        max_length=20,
        choices=Stage,
        default=Stage.NOT_CONTACTED,
        db_index=True,
    )
    last_contact_on = models.DateField(gettext_lazy("sidste kontakt"), null=True, blank=True)
    next_contact_on = models.DateField(gettext_lazy("næste kontakt"), null=True, blank=True)
    next_by = someone(gettext_lazy("hvem tager den"), is_optional=True)

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("leader__name"), "pk")
        verbose_name = gettext_lazy("leders ejerskab")
        verbose_name_plural = gettext_lazy("lederes ejerskab")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "leader"],
                name="leader_once_on_a_theme",
                violation_error_code="leader",
                violation_error_message=gettext_lazy("Lederen er allerede på listen."),
            ),
            models.CheckConstraint(
                condition=Q(stage="not_contacted", last_contact_on=None)
                | (~Q(stage="not_contacted") & Q(last_contact_on__isnull=False)),
                name="leader_contacted_on_a_day",
                violation_error_code="last_contact_on",
                violation_error_message=gettext_lazy(
                    "Skriv, hvornår I sidst talte med lederen – eller vælg “ikke kontaktet”."
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.leader)

    def clean(self) -> None:
        self.refuse_before_theme("last_contact_on")
        # Whoever stands on the map stays there, also in a new job.
        if self._state.adding and self.leader.leader_level not in LEVELS:
            said = _("%(name)s er ikke leder på niveau 4 eller 5.") % {"name": self.leader.name}
            raise ValidationError({"leader": said})
        if self.last_contact_on and self.last_contact_on > timezone.localdate():
            said = _("Den sidste kontakt kan ikke ligge i fremtiden.")
            raise ValidationError({"last_contact_on": said})
