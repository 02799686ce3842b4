"""What the pages for paper hold beside what is on the screen."""

from dataclasses import dataclass

from dialogues.models import Conversation, ConversationPoint, Stance
from dialogues.models.duties import DutyStatus
from dialogues.models.guide import CO_PLAYER
from dialogues.models.stances import ASKED
from dialogues.pages.duties import TenDuties, TrackedDuty, approved_items
from dialogues.queries.agenda import plan
from dialogues.queries.duties import offered_statuses
from dialogues.queries.guide import Stop, stops
from dialogues.queries.recognition import asked_of_duty
from roles.models import RolePoint, User
from themes.pages.readers import named_for

SHORT = 5  # minutes


@dataclass(frozen=True)
class PrintedDuty:
    """A duty as both leaders stand behind it: no one's own view goes on paper."""

    line: TrackedDuty
    agreed: str


def printed_duties(ten: TenDuties) -> list[PrintedDuty]:
    """The ten with what the newest approved agreement says of each."""
    items = approved_items(ten.theme, ten.user).order_by("agreement__approved_at")
    agreed = dict(items.values_list("point__key", "text"))
    return [PrintedDuty(line, agreed.get(line.duty.key, "")) for line in ten.lines]


def readers(ten: TenDuties) -> str:
    """All who may read the joint statuses, by name."""
    return named_for(None, ten.people)


@dataclass(frozen=True)
class PrintedStop:
    """A step of the guide with the statuses to tick by hand; none where no duty is talked of."""

    stop: Stop
    boxes: list[str]

    @property
    def questions(self) -> list[str]:
        """What is asked there; the co-player's four parts are the reference leader's to tell of."""
        if self.is_of_co_player:
            return [str(ASKED[part]) for part in Stance.CO_PLAYER]
        return [str(self.stop.step.prompt)] if self.stop.step.prompt else []

    @property
    def is_of_co_player(self) -> bool:
        return getattr(self.stop.point.point, "key", "") == CO_PLAYER

    @property
    def lines(self) -> range:
        """The lines for notes: more where more time is set off."""
        return range(2 if self.stop.minutes <= SHORT else 4)


def guide_points(conversation: Conversation, *, is_blank: bool) -> list[ConversationPoint]:
    """The guide's points as planned, with what the two have written unless it is to be blank."""
    rows = list(conversation.points.select_related("point", "conversation")) or plan(conversation)
    if is_blank:
        for row in rows:
            row.note = row.decision = row.status = row.reason = ""
    return rows


def printed_stops(
    conversation: Conversation, points: list[ConversationPoint], *, has_lines: bool
) -> list[PrintedStop]:
    """The steps to print: those of the talk to write at, or those where something was written."""
    return [
        PrintedStop(one, _status_boxes(one.point.point))
        for one in stops(conversation, points)
        if one.has_words or (has_lines and one.number)
    ]


def aside(conversation: Conversation, points: list[ConversationPoint]) -> list[Stop]:
    """The duties that the two have left aside, to take up on the way all the same."""
    return [one for one in stops(conversation, points) if not (one.number or one.has_words)]


def _status_boxes(point: RolePoint | None) -> list[str]:
    """The statuses that a talk can give the duty; "not talked about" is none of them."""
    offered = offered_statuses(point) if point else []
    return [str(one.label) for one in offered if one != DutyStatus.NOT_DISCUSSED]


@dataclass(frozen=True)
class BlankQuestion:
    """A question in the reader's wording: boxes to tick, or lines to write on."""

    text: str
    hint: str
    boxes: list[str]


def blank_questions(conversation: Conversation, user: User) -> list[BlankQuestion]:
    """The questions that the person is asked, and not a word of what was answered."""
    side = conversation.side(user)
    return [
        BlankQuestion(one.wording(side), one.hint, [text for _value, text in one.options()])
        for one in conversation.question_set.questions.all()
    ]


def asked_of_each_duty(conversation: Conversation, user: User) -> tuple[str, list[str]]:
    """What the person is asked about each duty, and the answers to tick."""
    other = conversation.other(user).get_short_name()
    question, answers = asked_of_duty(conversation.side(user), other)
    return question, [said for _value, said in answers]
