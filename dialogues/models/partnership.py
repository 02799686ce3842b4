"""The relation between the two over time: sparring, acknowledgement, pulse.

"Rollen som referenceleder", duties 3 and 10.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models.questions import Question, QuestionSet
from referenceledelse.core.db.rows import Untold, someone
from referenceledelse.core.web.versions import Versioned
from roles.models import User
from themes.models import Theme, ValueStory


class PairQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """The two alone: not a later holder of the role, not the secretariat."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(network_leader=user) | Q(reference_leader=user))


class OfPair(Untold, Versioned):
    """Something that two leaders of a theme share, and nobody else."""

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("netværkstema")
    )
    network_leader = someone(_("netværksleder"))
    reference_leader = someone(_("referenceleder"))

    objects = PairQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_party(self, user: User) -> bool:
        return user.pk in (self.network_leader_id, self.reference_leader_id)

    def other(self, user: User) -> User:
        """The leader that is not the given one."""
        if user.pk == self.network_leader_id:
            return self.reference_leader
        return self.network_leader


class SetByPair(models.Model):
    """Keeps which two leaders set a row, so that later leaders see whose it is.

    Empty where nobody has set anything yet.
    """

    network_leader = someone(_("netværkslederen, da det blev aftalt"), is_optional=True)
    reference_leader = someone(_("referencelederen, da det blev aftalt"), is_optional=True)

    class Meta:
        abstract = True


class Sparring(OfPair):
    """A talk in which the two create together, planned or held.

    "Rollen som referenceleder", duty 3. The reference leader also coaches the network leader's
    leadership, challenges habits, and finds new ways.
    """

    class Topic(models.TextChoices):
        LEADERSHIP = "leadership", _("Netværkslederens ledelse")
        HABIT = "habit", _("En vane, vi bør bryde")
        NEW_WAYS = "new_ways", _("Muligheder og nye veje")
        STRATEGY = "strategy", _("Strategi og prioritering")
        OTHER = "other", _("Andet")

    takes_place_on = models.DateField(_("dato"))
    held_at = models.DateTimeField(_("holdt"), null=True, blank=True)
    topic = models.CharField(_("handler om"), max_length=10, choices=Topic, blank=True)
    subject = models.CharField(_("emne"), max_length=200, blank=True)
    network_leader_takeaway = models.TextField(_("netværkslederen tager med"), blank=True)
    reference_leader_takeaway = models.TextField(_("referencelederen tager med"), blank=True)
    created_by = someone()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-takes_place_on", "-pk")
        verbose_name = _("sparring")
        verbose_name_plural = _("sparring")
        constraints = (
            models.UniqueConstraint(
                fields=[
                    *("theme", "network_leader", "reference_leader"),
                    *("takes_place_on", "topic", "subject"),
                ],
                name="sparring_once",
                violation_error_message=_("Sparringen er allerede skrevet i loggen."),
            ),
        )

    @property
    def is_past(self) -> bool:
        """Whether the day is over, whether or not anyone has said that it was held."""
        return self.takes_place_on < timezone.localdate()

    @property
    def about(self) -> str:
        """What it is about, in a line; "something else" says nothing beside the two's own words."""
        is_told = self.topic and not (self.topic == self.Topic.OTHER and self.subject)
        topic = str(self.get_topic_display()) if is_told else ""
        return " – ".join(filter(None, (topic, self.subject)))


class Acknowledgement(OfPair):
    """Words with which the reference leader honours courage, or value seen in the theme."""

    class Kind(models.TextChoices):
        COURAGE = "courage", _("mod")
        VALUE = "value", _("værdi")

    LIMIT: ClassVar[int] = 2_000

    kind = models.CharField(_("anerkender"), max_length=10, choices=Kind, default=Kind.COURAGE)
    # Of value: the story in which the reference leader saw it, as long as the story stands.
    story = models.ForeignKey(
        ValueStory, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("anerkendelse"))
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now)
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        verbose_name = _("anerkendelse")
        verbose_name_plural = _("anerkendelser")


class Pulse(OfPair):
    """A short check of the partnership ("Rollen som referenceleder", duty 10).

    The answers are opened for both once both have answered.
    """

    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    opened_by = someone()
    opened_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    revealed_at = models.DateTimeField(_("delt med hinanden"), null=True, blank=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        verbose_name = _("pulsmåling")
        verbose_name_plural = _("pulsmålinger")
        constraints = (
            models.UniqueConstraint(
                fields=["theme", "network_leader", "reference_leader"],
                condition=Q(revealed_at=None),
                name="pulse_one_open",
                violation_error_message=_("Der er allerede en pulsmåling i gang."),
            ),
        )


class PulseAnswerQuerySet(models.QuerySet["PulseAnswer"]):
    def visible_to(self, user: User) -> Self:
        """My own always, the other's once both are in."""
        pulses = Pulse.objects.visible_to(user)
        mine = Q(person=user, pulse__in=pulses)
        return self.filter(mine | Q(pulse__in=pulses.filter(revealed_at__isnull=False)))


class PulseAnswer(models.Model):
    """One leader's answer to one of the pulse's questions."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="answers")
    person = someone()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    objects = PulseAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("question__order",)
        constraints = (
            models.UniqueConstraint(
                fields=["pulse", "person", "question"], name="pulse_answer_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pulse_id}: {self.person_id}"

    @property
    def shown(self) -> str:
        return self.question.shown(self.text)
