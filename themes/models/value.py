"""What a theme has changed, for whom, how we know, and who has been shown it.

"Rollen som referenceleder", duty 7.
"""

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from themes.models.records import Record, RecordQuerySet


class ValueStoryQuerySet(RecordQuerySet):
    def public(self) -> Self:
        """Those that anybody may read, without signing in."""
        return self.filter(public_since__isnull=False)


class ValueStory(Record):
    """One change that the network brought about."""

    ROOM: ClassVar = "value"
    SEARCHED: ClassVar = ("title", "change", "for_whom", "evidence")

    class Gain(models.TextChoices):
        CITIZEN = "citizen", _("borgere")
        EMPLOYEE = "employee", _("medarbejdere")
        ECONOMY = "economy", _("økonomi")

    title = models.CharField(_("overskrift"), max_length=200)
    change = models.TextField(_("hvad der blev anderledes"))
    gain = models.CharField(_("værdi for"), max_length=20, choices=Gain, db_index=True)
    for_whom = models.CharField(_("hvem det gør en forskel for"), max_length=200)
    evidence = models.TextField(_("hvordan vi ved det"), blank=True)
    organisation_on = models.DateField(_("vist for organisationen"), null=True, blank=True)
    politicians_on = models.DateField(_("vist for politikerne"), null=True, blank=True)
    city_on = models.DateField(_("vist for byen"), null=True, blank=True)
    shown_where = models.TextField(_("hvor og for hvem den blev vist"), blank=True)
    support = models.TextField(_("sådan hjælper referencelederen"), blank=True)
    # What the reference leader's department gains: why that leader has a stake in the theme.
    own_department = models.TextField(_("værdi for referencelederens egen afdeling"), blank=True)
    own_department_on = models.DateField(
        _("vist for referencelederens afdeling"), null=True, blank=True
    )
    # What cannot be guessed; it stays when the story is switched off and on again.
    public_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    public_since = models.DateTimeField(_("offentlig siden"), null=True, editable=False)

    objects = ValueStoryQuerySet.as_manager()

    AUDIENCES: ClassVar = ("organisation_on", "politicians_on", "city_on", "own_department_on")

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("værdifortælling")
        verbose_name_plural = _("værdifortællinger")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("themes:story", args=[self.theme.slug, self.pk])

    @property
    def is_public(self) -> bool:
        return self.public_since is not None

    @property
    def public_url(self) -> str:
        return reverse("public_story", args=[self.public_key])

    @property
    def audiences(self) -> list[tuple[str, date | None, bool]]:
        """Each audience with the day of the story being shown, if any, and whether it has come."""
        today = timezone.localdate()
        fields = [self._meta.get_field(name) for name in self.AUDIENCES]
        days = [(field.verbose_name, getattr(self, field.name)) for field in fields]
        return [(name, day, bool(day and day <= today)) for name, day in days]

    def clean(self) -> None:
        self.refuse_before_theme(*self.AUDIENCES)
