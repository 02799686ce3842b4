"""The way of an idea from the laboratory into the base organisation.

"Rollen som referenceleder", duty 8.
"""

from collections import Counter
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import someone
from referenceledelse.core.svg.tracks import track
from referenceledelse.core.web.moves import Moving
from referenceledelse.core.web.versions import Versioned
from themes.models.records import Record, RecordQuerySet


class Stage(models.TextChoices):
    """How far an idea has come."""

    IDEA = "idea", _("idé")
    TEST = "test", _("test")
    READY = "ready", _("klar til drift")
    ADOPTED = "adopted", _("i drift")
    SCALED = "scaled", _("udbredt")
    STOPPED = "stopped", _("stoppet")


IN_BASE = (Stage.ADOPTED.value, Stage.SCALED.value)


class IdeaQuerySet(RecordQuerySet):
    def to_look_at(self) -> Self:
        """Those whose day to look again has come."""
        return self.filter(look_again_on__lte=timezone.localdate())

    def counts(self) -> Counter[str]:
        """How many stand on each stage; one query."""
        rows = self.order_by().values_list("stage").annotate(models.Count("pk"))
        return Counter(dict(rows))


class Idea(Moving, Record):
    """Something the network wants to try."""

    STATE = "stage"
    ROOM: ClassVar = "idea"
    SEARCHED: ClassVar = ("title", "description", "learned")
    # READY never moves to ADOPTED here: a hand-over does that.
    ALLOWED: ClassVar[dict[str, tuple[str, ...]]] = {
        Stage.IDEA: (Stage.TEST, Stage.STOPPED),
        Stage.TEST: (Stage.IDEA, Stage.READY, Stage.STOPPED),
        Stage.READY: (Stage.TEST, Stage.STOPPED),
        Stage.ADOPTED: (Stage.SCALED, Stage.STOPPED),
        Stage.SCALED: (Stage.ADOPTED, Stage.STOPPED),
        Stage.STOPPED: (Stage.IDEA,),
    }

    title = models.CharField(_("idéen kort"), max_length=200)
    description = models.TextField(_("hvad den går ud på"), blank=True)
    giver = someone(_("hvem fik idéen"), is_optional=True, related_name="ideas")
    giver_name = models.CharField(_("hvem uden for kommunen fik idéen"), max_length=200, blank=True)
    stage = models.CharField(
        _("trin"), max_length=20, choices=Stage, default=Stage.IDEA, db_index=True
    )
    stage_since = models.DateField(_("på trinnet siden"), default=timezone.localdate)
    learned = models.TextField(_("hvad I lærte"), blank=True)
    look_again_on = models.DateField(_("se på den igen"), null=True, blank=True)
    handover = models.ForeignKey(
        "themes.Handover",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("overdragelse"),
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ("-stage_since", "-pk")
        verbose_name = _("idé")
        verbose_name_plural = _("idéer")
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=IN_BASE, handover__isnull=False)
                | (~Q(stage__in=IN_BASE) & Q(handover=None)),
                name="idea_in_base_was_handed_over",
                violation_error_message=_(
                    "En idé er først i drift, når modtageren har sagt ja, og referencelederen har "
                    "bekræftet."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stage="stopped") | ~Q(learned=""),
                name="idea_stopped_left_something_learned",
                violation_error_code="learned",
                violation_error_message=_("Skriv, hvad I lærte, før idéen stopper."),
            ),
            models.CheckConstraint(
                condition=Q(giver=None) | Q(giver_name=""),
                name="idea_has_one_giver",
                violation_error_code="giver_name",
                violation_error_message=_(
                    "Vælg enten en kollega eller en person udefra som idégiver."
                ),
            ),
        )

    def is_forward(self, to: str) -> bool:
        """Whether the move takes the idea on: neither back, nor in or out of stopped."""
        order = Stage.values
        return Stage.STOPPED not in (self.stage, to) and order.index(to) > order.index(self.stage)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("themes:idea", args=[self.theme.slug, self.pk])


class IdeaStep(models.Model):
    """An idea moved from one stage to the next: when, by whom and why."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="steps")
    from_stage = models.CharField(_("fra"), max_length=20, choices=Stage, blank=True)
    to_stage = models.CharField(_("til"), max_length=20, choices=Stage)
    at = models.DateTimeField(_("hvornår"), default=timezone.now)
    by = someone()
    reason = models.TextField(_("hvorfor"), blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("skridt")
        verbose_name_plural = _("skridt")

    def __str__(self) -> str:
        return f"{self.idea}: {self.get_to_stage_display()}"

    @property
    def is_taken_up(self) -> bool:
        """Whether it takes the idea up again after it was stopped."""
        return self.from_stage == Stage.STOPPED


class IdeaTest(Versioned):
    """One try of an idea, in four stages."""

    class Step(models.TextChoices):
        START = "start", _("opstart")
        TEST = "test", _("test")
        ANALYSIS = "analysis", _("analyse")
        NEXT = "next", _("næste skridt")

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="tests")
    step = models.CharField(_("status"), max_length=20, choices=Step, default=Step.START)
    hypothesis = models.TextField(_("hypotesen"))
    involved = models.CharField(_("hvem er med"), max_length=500, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("slut"), null=True, blank=True)
    learning = models.TextField(_("hvad testen viste"), blank=True)
    next_step = models.TextField(_("næste skridt"), blank=True)
    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("test")
        verbose_name_plural = _("tests")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="idea_test_ends_after_start",
                violation_error_code="ends_on",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                condition=~Q(step="next") | ~Q(learning=""),
                name="idea_test_ends_with_learning",
                violation_error_code="learning",
                violation_error_message=_("Skriv, hvad testen viste, før I går til næste skridt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.idea}: {self.get_step_display()}"

    @property
    def track(self) -> list[tuple[str, str]]:
        """The four stages with how far the test has come."""
        order = list(self.Step)
        return track((one.label for one in order), order.index(self.Step(self.step)))
