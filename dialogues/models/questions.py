"""The questions that both leaders answer before they meet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized
from roles.models import RoleKey


class ConversationKind(models.TextChoices):
    KICKOFF = "kickoff", _("opstartssamtale")
    FOLLOWUP = "followup", _("opfølgningssamtale")
    CLOSING = "closing", _("afslutningssamtale")


class Occasion(models.TextChoices):
    """What a question set is for: a kind of conversation, or the pulse between them."""

    KICKOFF = ConversationKind.KICKOFF.value, ConversationKind.KICKOFF.label
    FOLLOWUP = ConversationKind.FOLLOWUP.value, ConversationKind.FOLLOWUP.label
    CLOSING = ConversationKind.CLOSING.value, ConversationKind.CLOSING.label
    PULSE = "pulse", _("pulsmåling")


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    def newest(self, kind: str) -> "QuestionSet | None":
        """The published set that a conversation of the kind begins with today."""
        published = self.filter(kind=kind, is_published=True)
        return published.order_by("-number").first()


class QuestionSet(models.Model):
    """One version of the questions for one kind of conversation; a running one keeps its own."""

    kind = models.CharField(_("bruges til"), max_length=20, choices=Occasion)
    number = models.PositiveSmallIntegerField(_("udgave"), default=1)
    is_published = models.BooleanField(
        _("udgivet"),
        default=False,
        help_text=_("Nye samtaler bruger den nyeste udgivne udgave. En udgivet udgave er låst."),
    )
    name_da = models.CharField(_("navn (dansk)"), max_length=200)
    name_en = models.CharField(_("navn (engelsk)"), max_length=200, blank=True)
    intro_da = models.TextField(_("indledning (dansk)"), blank=True)
    intro_en = models.TextField(_("indledning (engelsk)"), blank=True)

    name = Localized("name")
    intro = Localized("intro")

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-number")
        verbose_name = _("spørgsmålssæt")
        verbose_name_plural = _("spørgsmålssæt")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="question_set_number_once",
                violation_error_message=_("Der findes allerede en udgave med det nummer."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Question(models.Model):
    """One question in two wordings, one for each side of the relation."""

    class Kind(models.TextChoices):
        TEXT = "text", _("fri tekst")
        SCALE = "scale", _("skala i fire trin")
        CHOICE = "choice", _("valg mellem svar")
        YES_NO = "yes_no", _("ja eller nej")

    class Scale(models.TextChoices):
        """The four steps of a scale; words, never numbers that someone could add up."""

        NOT_AT_ALL = "not_at_all", _("slet ikke")
        A_LITTLE = "a_little", _("lidt")
        QUITE = "quite", _("en del")
        VERY = "very", _("i høj grad")

    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.CASCADE, related_name="questions"
    )
    key = models.SlugField(_("nøgle"), max_length=40)
    order = models.PositiveSmallIntegerField(_("rækkefølge"))
    kind = models.CharField(_("slags"), max_length=10, choices=Kind, default=Kind.TEXT)
    network_leader_da = models.TextField(_("til netværkslederen (dansk)"))
    network_leader_en = models.TextField(_("til netværkslederen (engelsk)"), blank=True)
    reference_leader_da = models.TextField(_("til referencelederen (dansk)"))
    reference_leader_en = models.TextField(_("til referencelederen (engelsk)"), blank=True)
    hint_da = models.TextField(_("hjælpetekst (dansk)"), blank=True)
    hint_en = models.TextField(_("hjælpetekst (engelsk)"), blank=True)
    choices_da = models.TextField(
        _("svarmuligheder (dansk)"), blank=True, help_text=_("Et svar på hver linje.")
    )
    choices_en = models.TextField(
        _("svarmuligheder (engelsk)"), blank=True, help_text=_("I samme rækkefølge som de danske.")
    )

    for_network_leader = Localized("network_leader")
    for_reference_leader = Localized("reference_leader")
    hint = Localized("hint")
    choice_lines = Localized("choices")

    class Meta:
        ordering = ("order",)
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")
        constraints = (
            models.UniqueConstraint(
                fields=["question_set", "key"],
                name="question_key_once",
                violation_error_message=_("Nøglen er allerede brugt i sættet."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="choice") | ~Q(choices_da=""),
                name="question_choice_has_choices",
                violation_error_message=_("Skriv de svar, der kan vælges imellem."),
            ),
        )

    def __str__(self) -> str:
        return self.network_leader_da

    def wording(self, side: str) -> str:
        """The question as the holder of that role reads it."""
        if side == RoleKey.REFERENCE_LEADER:
            return self.for_reference_leader
        return self.for_network_leader

    def options(self) -> list[tuple[str, str]]:
        """Stored value and shown text of each answer to choose from; none for free text."""
        if self.kind == self.Kind.SCALE:
            return [(value, str(label)) for value, label in self.Scale.choices]
        if self.kind == self.Kind.YES_NO:
            return [("yes", str(_("ja"))), ("no", str(_("nej")))]
        return [(str(i), line) for i, line in enumerate(self.choice_lines.splitlines())]

    def shown(self, value: str) -> str:
        """The answer as text: as it was written, or what was chosen in the reader's language."""
        return value if self.kind == self.Kind.TEXT else dict(self.options()).get(value, "")
