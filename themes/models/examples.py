"""Good examples of the ten duties, written by leaders for leaders.

What the author writes and what all may read are two rows, so that a draft is never near a reader.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import User
from themes.models.themes import Theme


class ExampleText(models.Model):
    """What an example tells; the author's text and the approved edition have it in common."""

    # The key of one of the ten duties; their texts have versions, the key stays.
    duty = models.SlugField(_("opgave"), max_length=40, db_index=True)
    title = models.CharField(_("overskrift"), max_length=200)
    happened = models.TextField(_("hvad der skete"))
    useful = models.TextField(_("hvad andre kan bruge"))
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("netværkstema"),
    )

    TOLD: ClassVar = ("duty", "title", "happened", "useful", "theme")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ExampleQuerySet(models.QuerySet["Example"]):
    def visible_to(self, user: User) -> Self:
        """A text is its author's alone; the secretariat reads it while it waits for an answer."""
        if not user.is_active:
            return self.none()
        seen = Q(author=user)
        if user.is_secretariat:
            seen |= Q(status=Example.Status.SENT)
        return self.filter(seen)


class Example(ExampleText, Versioned):
    """The author's own text, from draft to approved; edited, it is a draft again."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("kladde")
        SENT = "sent", _("venter på sekretariatet")
        RETURNED = "returned", _("sendt tilbage")
        APPROVED = "approved", _("godkendt")

    author = someone(_("skrevet af"), related_name="examples")
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, db_index=True
    )
    reason = models.TextField(_("sekretariatets begrundelse"), blank=True)
    sent_at = models.DateTimeField(_("sendt"), null=True, editable=False)
    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sidst ændret"), auto_now=True)

    objects = ExampleQuerySet.as_manager()

    class Meta:
        ordering = ("-updated_at", "-pk")
        verbose_name = _("eksempel")
        verbose_name_plural = _("eksempler")
        constraints = (
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(reason=""),
                name="example_returned_with_reason",
                violation_error_code="reason",
                violation_error_message=_("Skriv hvorfor. Forfatteren kan læse det."),
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="example_sent_at_a_moment",
                violation_error_message=_("Der mangler et tidspunkt for, hvornår det er sendt."),
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("knowledge:example", args=[self.pk])


class EditionQuerySet(models.QuerySet["ExampleEdition"]):
    def visible_to(self, user: User) -> Self:
        """What the secretariat has approved is every employee's to read."""
        return self if user.is_active else self.none()

    def newest_of_each(self, number: int) -> Self:
        """So many of each duty, the newest first, in one query."""
        place = Window(RowNumber(), partition_by=F("duty"), order_by=("-approved_on", "-pk"))
        return self.annotate(place=place).filter(place__lte=number)


class ExampleEdition(ExampleText):
    """The example as it was approved; it stays while its author writes the next."""

    example = models.OneToOneField(Example, on_delete=models.CASCADE, related_name="edition")
    approved_on = models.DateField(_("godkendt den"), default=timezone.localdate)
    approved_by = someone(_("godkendt af"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-approved_on", "-pk")
        verbose_name = _("godkendt eksempel")
        verbose_name_plural = _("godkendte eksempler")

    def get_absolute_url(self) -> str:
        return reverse("knowledge:example", args=[self.example_id])
