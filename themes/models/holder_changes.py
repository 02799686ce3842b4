"""One who holds a role is followed by another, and writes them a note."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import User
from themes.models.assignments import Assignment


class HolderChangeQuerySet(models.QuerySet["HolderChange"]):
    def visible_to(self, user: User) -> Self:
        """The two holders' and the secretariat's, the note with it."""
        if not user.is_active:
            return self.none()
        if user.is_secretariat:
            return self
        return self.filter(Q(leaving__person=user) | Q(following__person=user))


class HolderChange(Versioned):
    """A role passes from one holder to the next, with a hand-over note."""

    leaving = models.OneToOneField(
        Assignment,
        on_delete=models.PROTECT,
        related_name="holder_change",
        verbose_name=_("afgående leder"),
    )
    following = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("efterfølger"),
    )
    note = models.TextField(_("note til efterfølgeren"), blank=True)
    # When the one who follows read it as it stands.
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)
    created_by = someone(_("oprettet af"))
    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sidst ændret"), auto_now=True)

    objects = HolderChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("skift i en rolle")
        verbose_name_plural = _("skift i roller")
        constraints = (
            models.CheckConstraint(
                condition=Q(following=None) | ~Q(following=F("leaving")),
                name="holder_change_between_two",
            ),
        )

    def __str__(self) -> str:
        return str(self.leaving)

    def get_absolute_url(self) -> str:
        return reverse("themes:hand_over_note", args=[self.leaving.theme.slug, self.pk])
