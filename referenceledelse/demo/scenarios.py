"""How far the conversation of each theme has come; municipality.toml names one for each."""

from collections.abc import Callable

from dialogues.models.questions import ConversationKind
from referenceledelse.demo.conversations import Talk
from referenceledelse.demo.partnership import bring_points, park_one, sit

type Scenario = Callable[[Talk], None]


def invited(conversation: Talk) -> None:
    """The reference leader has an invitation to answer."""
    conversation.invite(4, times=(-5, -6, -8))


def another_time(conversation: Talk) -> None:
    """None of the times fitted."""
    conversation.invite(9, times=(-1, -2, -3))
    conversation.ask_for_other_time()


def time_agreed(conversation: Talk) -> None:
    """A time is agreed, and neither has written."""
    conversation.invite(8, times=(-5, -6))
    conversation.agree()


def one_reflection_in(conversation: Talk) -> None:
    """Declined once; now the network leader has handed in, and the other is still writing."""
    conversation.invite(46, times=(38, 37))
    conversation.decline(43)
    conversation.invite(12, times=(-3, -4))
    conversation.agree()
    conversation.reflect(conversation.host, 1)
    conversation.reflect(conversation.guest, 0, is_submitted=False)


def revealed(conversation: Talk) -> None:
    """Both are in; they read each other before they meet."""
    conversation.invite(15, times=(-2, -3))
    conversation.agree()
    conversation.reflect_both(1)
    bring_points(conversation)


def in_progress(conversation: Talk) -> None:
    """They sit together now, half-way through the duties."""
    conversation.invite(20, times=(0, -1))
    conversation.agree()
    conversation.reflect_both(2)
    conversation.start(0)
    conversation.discuss(duties=4)
    park_one(conversation)
    conversation.go_to(5)


def held(conversation: Talk, ago: int = 2) -> None:
    """The talk is over, and its agreement a draft."""
    conversation.invite(ago + 16, times=(ago, ago - 1))
    conversation.agree()
    conversation.reflect_both(ago + 1)
    conversation.start(ago)
    conversation.discuss()
    conversation.hold(ago)


def agreed(conversation: Talk, ago: int, disagreement: str = "") -> None:
    """Held that many days ago, and approved by both in the days after."""
    held(conversation, ago)
    conversation.send(ago - 3)
    conversation.approve(conversation.host, ago - 4)
    conversation.approve(conversation.guest, ago - 6, disagreement=disagreement)


def followed(conversation: Talk, ago: int, kind: str = ConversationKind.FOLLOWUP) -> None:
    """A later talk was held that many days ago."""
    conversation.invite(ago + 12, (ago, ago - 1), kind)
    conversation.agree()
    conversation.reflect_both(ago + 1)
    conversation.start(ago)
    conversation.look_again()
    conversation.hold(ago)


def approved(conversation: Talk) -> None:
    """Both have approved; the invitation to a follow-up is begun, and only its author sees it."""
    agreed(conversation, 56)
    conversation.finish_tasks(all_of_them=True)
    conversation.draft(1, times=(-6, -7, -9), kind=ConversationKind.FOLLOWUP)


def awaiting_one_approval(conversation: Talk) -> None:
    """The network leader has approved what a follow-up came to; the other has it to read."""
    agreed(conversation, 300)
    conversation.finish_tasks(all_of_them=True)
    conversation.move_on(130)
    sit(conversation, 112, is_confirmed=True)
    followed(conversation, 6)
    conversation.send(4)
    conversation.approve(conversation.host, 3)


def stuck(conversation: Talk) -> None:
    """It began well, and nothing has happened for months: late tasks, late steps."""
    agreed(conversation, 400)
    conversation.finish_tasks(all_of_them=True)
    conversation.move_on(300)
    followed(conversation, 190)
    conversation.send(187)
    conversation.approve(conversation.host, 186)
    conversation.approve(conversation.guest, 184)
    conversation.plan(-120)
    conversation.finish_tasks()
    sit(conversation, 1)


def closed(conversation: Talk) -> None:
    """A theme that has come to its end, and what its two leaders got to."""
    agreed(conversation, 535, conversation.texts.take("disagreement"))
    conversation.finish_tasks(all_of_them=True)
    conversation.move_on(150)
    followed(conversation, 72, ConversationKind.CLOSING)
    conversation.send(70)
    conversation.approve(conversation.host, 69)
    conversation.approve(conversation.guest, 67)
    conversation.finish_tasks(all_of_them=True)
    conversation.close(62)


def nothing(conversation: Talk) -> None:
    """No conversation yet."""


SCENARIOS: dict[str, Scenario] = {
    "no_conversation": nothing,
    "invited": invited,
    "another_time": another_time,
    "time_agreed": time_agreed,
    "one_reflection_in": one_reflection_in,
    "revealed": revealed,
    "in_progress": in_progress,
    "held": held,
    "awaiting_one_approval": awaiting_one_approval,
    "approved": approved,
    "stuck": stuck,
    "closed": closed,
}
