"""The steps of the guide that the two go through together (DESIGN 5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.models import Answer, Conversation, ConversationPoint, Recognition
from dialogues.models.questions import ConversationKind
from roles.models import RolePoint, User
from themes.models import Theme

WELCOME, AGREEMENTS, NEXT_TIME = "velkomst", "aftaler", "naeste-gang"
ALL = ("*",)


@dataclass(frozen=True)
class Step:
    """A step's address, name, planned minutes and what the two do in it.

    ``questions`` names those of the reflection whose answers are read there; ``ALL`` means each.
    """

    key: str
    name: str
    minutes: int
    prompt: str
    questions: tuple[str, ...] = ()


_WELCOME = Step(
    WELCOME,
    _("Velkomst"),
    5,
    _("Sig kort, hvad I hver især håber at gå herfra med, og hvor lang tid I har."),
)
_AGREEMENTS = Step(
    AGREEMENTS,
    _("Aftaler"),
    8,
    _("Hvor tit taler I sammen, hvordan får I fat i hinanden, og hvad lover I hinanden?"),
)
_NEXT_TIME = Step(
    NEXT_TIME,
    pgettext_lazy("step of the guide", "Næste gang"),
    5,
    _("Hvornår mødes I igen, og hvad skal være sket inden da?"),
    ("next",),
)


@dataclass(frozen=True)
class Plan:
    """What the two go through before and after the ten duties, and the minutes for each duty."""

    opening: tuple[Step, ...]
    ending: tuple[Step, ...]
    duty_minutes: int


PLANS = {
    ConversationKind.KICKOFF: Plan(
        opening=(
            _WELCOME,
            Step(
                "roller",
                _("Roller"),
                8,
                _("Hvad forventer I af hinandens roller? Hvem har styringen, og hvem spiller med?"),
            ),
        ),
        ending=(
            Step(
                "oensker",
                _("Ønsker til samarbejdet"),
                10,
                _(
                    "Læg jeres behov og ønsker frem. "
                    "Hvad skal den anden vide for at være en god makker?"
                ),
                ALL,
            ),
            _AGREEMENTS,
            _NEXT_TIME,
        ),
        duty_minutes=4,
    ),
    ConversationKind.FOLLOWUP: Plan(
        opening=(
            _WELCOME,
            Step(
                "siden-sidst",
                _("Siden sidst"),
                10,
                _("Hvad er der sket med det, I aftalte? Hvad har flyttet noget, og hvad mangler?"),
                ("works", "missing"),
            ),
            Step(
                "styring",
                _("Hvem har styringen?"),
                5,
                _(
                    "Referencelederen spiller med, netværkslederen styrer. "
                    "Er det også sådan, I begge oplever det?"
                ),
                ("steering",),
            ),
        ),
        ending=(_AGREEMENTS, _NEXT_TIME),
        duty_minutes=3,
    ),
    ConversationKind.CLOSING: Plan(
        opening=(
            _WELCOME,
            Step(
                "forandring",
                _("Hvad er blevet anderledes?"),
                10,
                _("For dem, det handlede om, for basisorganisationen og for jer selv."),
                ("changed", "learned"),
            ),
        ),
        ending=(
            Step(
                "tak",
                _("Tak"),
                8,
                _("Sig det, der er værd at sige højt, før I skilles."),
                ("thanks",),
            ),
            Step(
                "overgang",
                _("Det lever videre"),
                10,
                _(
                    "Hvad går videre i basisorganisationen, hvem tager det, "
                    "og hvad er I færdige med?"
                ),
            ),
        ),
        duty_minutes=3,
    ),
}
FIXED = {
    (kind, step.key): step for kind, plan in PLANS.items() for step in (*plan.opening, *plan.ending)
}


def duty_step(order: int) -> str:
    """The address of the step about the duty with that number."""
    return f"opgave-{order}"


def duty_points(theme: Theme) -> list[RolePoint]:
    """The ten as the theme has them; as they are today where it has not begun with them yet."""
    own = RolePoint.objects.filter(duties__theme=theme).order_by("order")
    return list(own) or list(RolePoint.objects.duties().current().order_by("order"))


def planned_points(conversation: Conversation) -> list[ConversationPoint]:
    """The guide's points before anyone has written, not saved: what a talk begins with."""
    plan = PLANS[ConversationKind(conversation.kind)]
    duties = duty_points(conversation.theme)
    steps: list[tuple[str, int, RolePoint | None]] = [
        *((step.key, step.minutes, None) for step in plan.opening),
        *((duty_step(point.order), plan.duty_minutes, point) for point in duties),
        *((step.key, step.minutes, None) for step in plan.ending),
    ]
    return [
        ConversationPoint(
            conversation=conversation, step=key, order=order, point=point, minutes=minutes
        )
        for order, (key, minutes, point) in enumerate(steps, start=1)
    ]


@dataclass(frozen=True)
class Stop:
    """A step as it stands in one conversation, with what the two have written there."""

    number: int
    step: Step
    point: ConversationPoint

    @property
    def is_done(self) -> bool:
        return bool(self.point.note or self.point.decision or self.point.status)

    @property
    def url(self) -> str:
        return self.point.get_absolute_url()


def stops(points: Iterable[ConversationPoint]) -> list[Stop]:
    """The conversation's steps in order, each with its name, minutes and prompt."""
    return [Stop(row.order, step_of(row), row) for row in points]


def step_of(row: ConversationPoint) -> Step:
    """The step that a point belongs to; a duty's step speaks with the duty's own words."""
    if row.point is None:
        fixed = FIXED[ConversationKind(row.conversation.kind), row.step]
        return replace(fixed, minutes=row.minutes)
    return Step(row.step, row.point.name, row.minutes, row.point.question)


def recognitions(conversation: Conversation, user: User, duty: RolePoint) -> dict[int, Recognition]:
    """What each of the two wrote about the duty, by person, once it is opened for both."""
    rows = Recognition.objects.opened(conversation, user).filter(point__key=duty.key)
    return {row.reflection.author_id: row for row in rows}


def levels_at_kickoff(conversation: Conversation, user: User) -> dict[tuple[int, str], str]:
    """How the two recognised themselves when they began, by person and duty's key.

    Each own, and the other's where the two opened for each other then (FEATURES 21.2).
    """
    rows = Recognition.objects.visible_to(user).filter(
        reflection__conversation__theme=conversation.theme_id,
        reflection__conversation__kind=ConversationKind.KICKOFF,
        reflection__conversation__network_leader=conversation.network_leader_id,
        reflection__conversation__reference_leader=conversation.reference_leader_id,
    )
    rows = rows.exclude(level="").exclude(reflection__conversation=conversation)
    return {
        (row.reflection.author_id, row.point.key): str(row.get_level_display())
        for row in rows.select_related("reflection", "point").order_by("pk")
    }


def answers(
    conversation: Conversation, user: User, questions: tuple[str, ...] = ALL
) -> dict[int, list[tuple[str, str]]]:
    """The two's questions and answers, by person, once they are opened for both."""
    rows = Answer.objects.opened(conversation, user)
    if questions != ALL:
        rows = rows.filter(question__key__in=questions)
    found: dict[int, list[tuple[str, str]]] = {}
    sides = {
        conversation.network_leader_id: conversation.side(conversation.network_leader),
        conversation.reference_leader_id: conversation.side(conversation.reference_leader),
    }
    for row in rows.exclude(text="").select_related("question"):
        author = row.reflection.author_id
        found.setdefault(author, []).append((row.question.wording(sides[author]), row.shown))
    return found
