"""The plan of each kind of talk: its steps, how long each takes, and what the two ask there.

A talk is about the two and their collaboration, so what they need, wish and expect comes first
and gets more time than all the duties together, however many are chosen. The duties are what they
know beforehand: none is put on the agenda for them, but for the one about the co-player, which has
its own step wherever they begin or look back.
"""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.models.conversations import Conversation
from dialogues.models.questions import ConversationKind
from referenceledelse.core.db.rows import someone
from referenceledelse.core.web.versions import Versioned
from roles.models import RolePoint, User

WELCOME, AGREEMENTS, NEXT_TIME = "velkomst", "aftaler", "naeste-gang"
CO_PLAYER = "co_player"
# What the chosen duties get of the time, all of them together, and what the fixed one gets; the
# shares of the other steps are measured by these. Where fewer than ``ENOUGH`` are chosen, what is
# left of the duties' time goes to what the two need of each other.
DUTIES_SHARE, CO_PLAYER_SHARE = 8, 5
ENOUGH = 3

# As many duties as a talk has time for beside the fixed one.
MOST = 5

type Words = str | Promise


@dataclass(frozen=True)
class GuideStep:
    """A step's address, name, share of the time, and what the two talk of in it.

    ``questions`` names those of the reflection whose answers are read there; the step that
    ``gathers`` has the answers that no other step reads; ``more`` are other questions to ask.
    """

    key: str
    name: Words
    share: int
    prompt: Words
    questions: tuple[str, ...] = ()
    more: tuple[Words, ...] = ()
    list_name: Words = ""
    gathers: bool = False

    @property
    def short(self) -> Words:
        """The name where there is little room."""
        return self.list_name or self.name


_WELCOME = GuideStep(
    WELCOME,
    _("Velkomst"),
    2,
    _("Hvad håber I hver især at gå herfra med?"),
)
_STEERING_ASKED = (
    _("Hvad gør I, når andre beder referencelederen om at bestemme?"),
    _("Hvad vil I hver især gerne spørges om, før den anden handler?"),
)
_AGREEMENTS = GuideStep(
    AGREEMENTS,
    _("Samarbejdsaftalen"),
    3,
    _("Hvor tit taler I sammen, hvordan får I fat i hinanden, og hvad lover I hinanden?"),
    ("contact", "reach"),
)
_NEXT_TIME = GuideStep(
    NEXT_TIME,
    pgettext_lazy("step of the guide", "Næste gang"),
    2,
    _("Hvornår mødes I igen, og hvad skal være sket inden da?"),
    ("next",),
)


@dataclass(frozen=True)
class Plan:
    """What the two go through before and after the duties that they have chosen.

    ``duty`` is the one that has its own step after the opening, whatever else they choose.
    """

    opening: tuple[GuideStep, ...]
    ending: tuple[GuideStep, ...]
    duty: str = ""


PLANS = {
    ConversationKind.KICKOFF: Plan(
        opening=(
            _WELCOME,
            GuideStep(
                "behov",
                _("Vores behov, ønsker og forventninger"),
                12,
                _(
                    "Hvad har I hver især brug for fra den anden? "
                    "Hvad ønsker I jer af samarbejdet, og hvad forventer I af netværket?"
                ),
                ("needs", "wishes", "expectations", "good"),
                (
                    _("Hvordan vil du helst udfordres, og hvordan vil du helst bakkes op?"),
                    _("Hvad skal den anden vide om dig for at være en god makker?"),
                ),
                _("Vores behov"),
                gathers=True,
            ),
        ),
        ending=(
            GuideStep(
                "styring",
                _("Hvem har styringen?"),
                3,
                _(
                    "Netværkslederen har styringen, og referencelederen er medspiller. "
                    "Hvad betyder det for jer to i hverdagen?"
                ),
                ("clarity", "steering"),
                _STEERING_ASKED,
            ),
            _AGREEMENTS,
            _NEXT_TIME,
        ),
        duty=CO_PLAYER,
    ),
    ConversationKind.FOLLOWUP: Plan(
        opening=(
            _WELCOME,
            GuideStep(
                "siden-sidst",
                _("Siden sidst"),
                12,
                _(
                    "Hvad er der sket med jeres aftaler? "
                    "Hvad har gjort en forskel, og hvad mangler?"
                ),
                ("works", "missing", "expectations"),
                (
                    _("Hvad har du fået af den anden, som du ikke ville undvære?"),
                    _("Hvad har overrasket dig?"),
                ),
                gathers=True,
            ),
        ),
        ending=(
            GuideStep(
                "styring",
                _("Hvem har styringen?"),
                3,
                _(
                    "Netværkslederen har styringen, og referencelederen er medspiller. "
                    "Oplever I det begge sådan?"
                ),
                ("steering",),
                _STEERING_ASKED,
            ),
            _AGREEMENTS,
            _NEXT_TIME,
        ),
        duty=CO_PLAYER,
    ),
    ConversationKind.CLOSING: Plan(
        opening=(
            _WELCOME,
            GuideStep(
                "forandring",
                _("Hvad er blevet anderledes?"),
                12,
                _("Hvad er anderledes for borgerne, for basisorganisationen og for jer selv?"),
                ("changed", "learned"),
                (_("Hvad ville I gøre anderledes, hvis I begyndte i dag?"),),
                gathers=True,
            ),
        ),
        ending=(
            GuideStep(
                "overgang",
                _("Hvem har styringen herfra?"),
                4,
                _(
                    "Hvad går videre i basisorganisationen, hvem overtager det, "
                    "og hvad er I færdige med?"
                ),
            ),
            _AGREEMENTS,
            GuideStep(
                "tak",
                _("Tak"),
                3,
                _("Hvad fortjener at blive sagt højt, før I skilles?"),
                ("thanks",),
            ),
        ),
    ),
}
# Steps of talks that began when the talk was planned otherwise: those go on as they began.
EARLIER = {
    ConversationKind.KICKOFF: (
        GuideStep(
            "roller",
            _("Roller"),
            4,
            _("Hvad forventer I af hinandens roller? Hvem leder, og hvem støtter?"),
            ("clarity",),
        ),
        GuideStep(
            "oensker",
            _("Ønsker til samarbejdet"),
            12,
            _(
                "Læg jeres behov og ønsker frem. "
                "Hvad skal den anden vide for at være en god makker?"
            ),
            ("needs", "wishes", "expectations", "good"),
            gathers=True,
        ),
    ),
}
FIXED = {
    (kind, step.key): step
    for kind, plan in PLANS.items()
    for step in (*EARLIER.get(kind, ()), *plan.opening, *plan.ending)
}


def asked_of(duty: RolePoint) -> tuple[Words, ...]:
    """Other questions to ask of a duty than its own, by what kind of duty it is."""
    if duty.key == CO_PLAYER:
        return (
            _("Til referencelederen: Hvad vil du gøre uden at vente på at blive spurgt?"),
            _("Til netværkslederen: Hvad vil gøre den største forskel for dig?"),
        )
    if duty.kind in (RolePoint.Kind.RELATION, RolePoint.Kind.STANCE):
        return (
            _("Hvordan mærker I hver især, at det lykkes?"),
            _("Hvad vil du selv tage initiativ til, uden at den anden skal bede om det?"),
        )
    return (
        _("Hvad er det første lille skridt, og hvem tager det?"),
        _("Hvem i basisorganisationen skal vide det, for at det lykkes?"),
    )


class ConversationPointQuerySet(models.QuerySet["ConversationPoint"]):
    def visible_to(self, user: User) -> Self:
        """What is noted in the talk is the two parties' alone."""
        return self.filter(conversation__in=Conversation.objects.visible_to(user))


class ConversationPoint(Versioned):
    """A step of the guide with what the two wrote down: one for each duty, and the others."""

    # What the two write at a step.
    TEXTS: ClassVar = ("note", "decision", "status", "reason")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="points")
    step = models.SlugField(_("trin"), max_length=40)
    order = models.PositiveSmallIntegerField(_("rækkefølge"))
    point = models.ForeignKey(
        RolePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Unchosen duties stand aside: they can be opened, but the guide skips them.
    is_chosen = models.BooleanField(_("valgt til samtalen"), default=True)
    # When the talk first got to the step.
    been_at = models.DateTimeField(_("nået til"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    decision = models.TextField(_("beslutning"), blank=True)
    status = models.CharField(_("fælles status"), max_length=20, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)
    changed_by = someone(is_optional=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationPointQuerySet.as_manager()

    class Meta:
        ordering = ("order",)
        verbose_name = _("punkt i samtalen")
        verbose_name_plural = _("punkter i samtalen")
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "step"], name="conversation_point_once"
            ),
        )

    def __str__(self) -> str:
        return self.step

    def get_absolute_url(self) -> str:
        return reverse("dialogues:guide", args=[self.conversation_id, self.step])
