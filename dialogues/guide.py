"""The steps of the guide that the two go through together (DESIGN 5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.models import Answer, Conversation, ConversationPoint, Recognition
from roles.models import RolePoint, User
from themes.models import Theme

WELCOME, ROLES, WISHES, AGREEMENTS, NEXT_TIME = (
    "velkomst",
    "roller",
    "oensker",
    "aftaler",
    "naeste-gang",
)
DUTY_MINUTES = 4


@dataclass(frozen=True)
class Step:
    """A step's address, name, planned minutes and what the two do in it."""

    key: str
    name: str
    minutes: int
    prompt: str


OPENING = (
    Step(
        WELCOME,
        _("Velkomst"),
        5,
        _("Sig kort, hvad I hver især håber at gå herfra med, og hvor lang tid I har."),
    ),
    Step(
        ROLES,
        _("Roller"),
        8,
        _("Hvad forventer I af hinandens roller? Hvem har styringen, og hvem spiller med?"),
    ),
)
ENDING = (
    Step(
        WISHES,
        _("Ønsker til samarbejdet"),
        10,
        _("Læg jeres behov og ønsker frem. Hvad skal den anden vide for at være en god makker?"),
    ),
    Step(
        AGREEMENTS,
        _("Aftaler"),
        8,
        _("Hvor tit taler I sammen, hvordan får I fat i hinanden, og hvad lover I hinanden?"),
    ),
    Step(
        NEXT_TIME,
        pgettext_lazy("step of the guide", "Næste gang"),
        5,
        _("Hvornår mødes I igen, og hvad skal være sket inden da?"),
    ),
)
FIXED = {step.key: step for step in (*OPENING, *ENDING)}


def duty_step(order: int) -> str:
    """The address of the step about the duty with that number."""
    return f"opgave-{order}"


def duty_points(theme: Theme) -> list[RolePoint]:
    """The ten as the theme has them; as they are today where it has not begun with them yet."""
    own = RolePoint.objects.filter(duties__theme=theme).order_by("order")
    return list(own) or list(RolePoint.objects.duties().current().order_by("order"))


def planned_points(conversation: Conversation) -> list[ConversationPoint]:
    """The guide's points before anyone has written, not saved: what a talk begins with."""
    steps: list[tuple[str, RolePoint | None]] = [(step.key, None) for step in OPENING]
    steps += [(duty_step(point.order), point) for point in duty_points(conversation.theme)]
    steps += [(step.key, None) for step in ENDING]
    return [
        ConversationPoint(
            conversation=conversation,
            step=key,
            order=order,
            point=point,
            minutes=DUTY_MINUTES if point else FIXED[key].minutes,
        )
        for order, (key, point) in enumerate(steps, start=1)
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
        return replace(FIXED[row.step], minutes=row.minutes)
    return Step(row.step, row.point.name, row.minutes, row.point.question)


def recognitions(conversation: Conversation, user: User, duty: RolePoint) -> dict[int, Recognition]:
    """What each of the two wrote about the duty, by person, once it is opened for both."""
    rows = Recognition.objects.visible_to(user).filter(
        reflection__conversation=conversation,
        reflection__revealed_at__isnull=False,
        point__key=duty.key,
    )
    return {row.reflection.author_id: row for row in rows.select_related("reflection")}


def answers(conversation: Conversation, user: User) -> dict[int, list[tuple[str, str]]]:
    """Each of the two's questions and answers, by person, once they are opened for both."""
    rows = Answer.objects.visible_to(user).filter(
        reflection__conversation=conversation, reflection__revealed_at__isnull=False
    )
    found: dict[int, list[tuple[str, str]]] = {}
    sides = {
        conversation.network_leader_id: conversation.side(conversation.network_leader),
        conversation.reference_leader_id: conversation.side(conversation.reference_leader),
    }
    for row in rows.exclude(text="").select_related("reflection", "question"):
        author = row.reflection.author_id
        found.setdefault(author, []).append((row.question.wording(sides[author]), row.shown))
    return found
