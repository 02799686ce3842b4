"""What leaders say about a theme: when they were spoken to, and their own words; nobody's grade."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.db.rows import someone
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.models.assignments import Assignment
from themes.models.records import Record, RecordQuerySet

# The central leaders whose ownership a theme needs; others may be introduced beside them.
LEVELS = (4, 5)
# What is the leader's own once the leader has spoken.
OWN_WORDS = ("said", "words")


class OwnershipQuerySet(RecordQuerySet):
    def visible_to(self, user: User) -> Self:
        """For the secretariat, those who hold a role on the theme, and the leader it is about."""
        rows = super().visible_to(user)
        if user.is_secretariat:
            return rows
        mine = Assignment.objects.active().filter(person=user)
        return rows.filter(Q(theme__in=mine.values("theme")) | Q(leader=user))

    def introduced(self) -> Self:
        """The leaders whom the reference leader has introduced, until somebody is in contact."""
        rows = self.filter(introduced_on__isnull=False, last_contact_on=None, heard_on=None)
        held = Assignment.objects.active().filter(theme=OuterRef("theme"))
        return rows.exclude(Exists(held.filter(person=OuterRef("leader"))))


class Ownership(Record):
    """When a leader was spoken to about a theme and when next; and what that leader said.

    Relevance and ownership are the leader's own word. ``heard_by`` is who heard it, or the leader,
    who then alone changes it.
    """

    ROOM: ClassVar = "ownership"

    class Said(models.TextChoices):
        RELEVANT = "relevant", gettext_lazy("Det er relevant for os")
        OWNS = "owns", gettext_lazy("Vi tager ejerskab")
        USES = "uses", gettext_lazy("Vi bruger løsningen")
        NOT_NOW = "not_now", gettext_lazy("Ikke nu")

    leader = someone(gettext_lazy("leder"), related_name="ownerships")
    last_contact_on = models.DateField(gettext_lazy("sidste kontakt"), null=True, blank=True)
    next_contact_on = models.DateField(gettext_lazy("næste kontakt"), null=True, blank=True)
    next_by = someone(gettext_lazy("hvem tager kontakt"), is_optional=True)
    introduced_by = someone(gettext_lazy("introduceret af"), is_optional=True)
    introduction = models.TextField(gettext_lazy("introduktion"), blank=True)
    introduced_on = models.DateField(gettext_lazy("introduceret den"), null=True, blank=True)
    # When the leader saw to whom they are introduced.
    introduction_seen_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(
        gettext_lazy("sagt af lederen"), max_length=20, choices=Said, blank=True
    )
    words = models.TextField(gettext_lazy("lederens egne ord"), blank=True)
    heard_by = someone(gettext_lazy("hvem hørte det"), is_optional=True)
    heard_on = models.DateField(gettext_lazy("sagt den"), null=True, blank=True)

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        ordering = (alphabetical("leader__name"), "pk")
        verbose_name = gettext_lazy("kontakt med en leder")
        verbose_name_plural = gettext_lazy("kontakt med ledere")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "leader"],
                name="leader_once_on_a_theme",
                violation_error_code="leader",
                violation_error_message=gettext_lazy("Lederen er allerede på listen."),
            ),
            models.CheckConstraint(
                condition=Q(said="", words="", heard_by=None, heard_on=None)
                | (~Q(said="", words="") & Q(heard_by__isnull=False, heard_on__isnull=False)),
                name="leader_heard_by_someone_on_a_day",
                violation_error_code="words",
                violation_error_message=gettext_lazy("Skriv, hvad lederen sagde, og hvornår."),
            ),
            models.CheckConstraint(
                condition=Q(introduced_on=None, introduction="")
                | Q(introduced_on__isnull=False, introduced_by__isnull=False),
                name="leader_introduced_by_someone_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return str(self.leader)

    @property
    def is_in_contact(self) -> bool:
        """Whether somebody has spoken with the leader, or the leader has said something."""
        return bool(self.last_contact_on or self.heard_on)

    @property
    def is_own_word(self) -> bool:
        """Whether the leader spoke here without anyone between."""
        return self.heard_by_id is not None and self.heard_by_id == self.leader_id

    def refuse_change(self, by: User, fields: Mapping[str, Any] | None) -> None:
        """What the leader has written is changed and taken away by the leader alone."""
        if not self.is_own_word or by.pk == self.leader_id:
            return
        if fields is None or any(fields.get(n, now) != now for n, now in self._own_words()):
            said = _("Kun %(name)s kan ændre det, %(name)s selv har skrevet.")
            raise Refused(said % {"name": self.leader.name})

    def _own_words(self) -> list[tuple[str, Any]]:
        return [(name, getattr(self, name)) for name in OWN_WORDS]

    def clean(self) -> None:
        self.refuse_before_theme("last_contact_on")
        # Whoever stands on the list stays there, also in a new job.
        if self._state.adding and self.leader.leader_level is None:
            said = _("%(name)s har intet lederniveau.") % {"name": self.leader.name}
            raise ValidationError({"leader": said})
        for name in ("last_contact_on", "heard_on"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                raise ValidationError({name: _("Dagen kan ikke ligge i fremtiden.")})
