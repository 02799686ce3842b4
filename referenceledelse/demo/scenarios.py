"""How far the conversation of each theme has come; municipality.toml names one for each."""

from collections.abc import Callable

from dialogues.models.questions import ConversationKind
from referenceledelse.demo.partnership import bring_points, park_one, sit
from referenceledelse.demo.talks import Talk

type Scenario = Callable[[Talk], None]


def invited(talk: Talk) -> None:
    """The reference leader has an invitation to answer."""
    talk.invite(4, times=(-5, -6, -8))


def another_time(talk: Talk) -> None:
    """None of the times fitted."""
    talk.invite(9, times=(-1, -2, -3))
    talk.ask_for_other_time()


def time_agreed(talk: Talk) -> None:
    """A time is agreed, and neither has written."""
    talk.invite(8, times=(-5, -6))
    talk.agree()


def one_reflection_in(talk: Talk) -> None:
    """Declined once; now the network leader has handed in, and the other is still writing."""
    talk.invite(46, times=(38, 37))
    talk.decline(43)
    talk.invite(12, times=(-3, -4))
    talk.agree()
    talk.reflect(talk.host, 1)
    talk.reflect(talk.guest, 0, is_submitted=False)


def revealed(talk: Talk) -> None:
    """Both are in; they read each other before they meet."""
    talk.invite(15, times=(-2, -3))
    talk.agree()
    talk.reflect_both(1)
    bring_points(talk)


def in_progress(talk: Talk) -> None:
    """They sit together now, half-way through the duties."""
    talk.invite(20, times=(0, -1))
    talk.agree()
    talk.reflect_both(2)
    talk.start(0)
    talk.discuss(duties=4)
    park_one(talk)
    talk.go_to(5)


def held(talk: Talk, ago: int = 2) -> None:
    """The talk is over, and its agreement a draft."""
    talk.invite(ago + 16, times=(ago, ago - 1))
    talk.agree()
    talk.reflect_both(ago + 1)
    talk.start(ago)
    talk.discuss()
    talk.hold(ago)


def agreed(talk: Talk, ago: int, disagreement: str = "") -> None:
    """Held that many days ago, and approved by both in the days after."""
    held(talk, ago)
    talk.send(ago - 3)
    talk.approve(talk.host, ago - 4)
    talk.approve(talk.guest, ago - 6, disagreement=disagreement)


def followed(talk: Talk, ago: int, kind: str = ConversationKind.FOLLOWUP) -> None:
    """A later talk was held that many days ago."""
    talk.invite(ago + 12, (ago, ago - 1), kind)
    talk.agree()
    talk.reflect_both(ago + 1)
    talk.start(ago)
    talk.look_again()
    talk.hold(ago)


def approved(talk: Talk) -> None:
    """Both have approved; the invitation to a follow-up is begun, and only its author sees it."""
    agreed(talk, 56)
    talk.finish_tasks(all_of_them=True)
    talk.draft(1, times=(-6, -7, -9), kind=ConversationKind.FOLLOWUP)


def awaiting_one_approval(talk: Talk) -> None:
    """The network leader has approved what a follow-up came to; the other has it to read."""
    agreed(talk, 300)
    talk.finish_tasks(all_of_them=True)
    talk.move_on(130)
    sit(talk, 112, is_confirmed=True)
    followed(talk, 6)
    talk.send(4)
    talk.approve(talk.host, 3)


def stuck(talk: Talk) -> None:
    """It began well, and nothing has happened for months: late tasks, late steps."""
    agreed(talk, 400)
    talk.finish_tasks(all_of_them=True)
    talk.move_on(300)
    followed(talk, 190)
    talk.send(187)
    talk.approve(talk.host, 186)
    talk.approve(talk.guest, 184)
    talk.plan(-120)
    talk.finish_tasks()
    sit(talk, 1)


def closed(talk: Talk) -> None:
    """A theme that has come to its end, and what its two leaders got to."""
    agreed(talk, 535, talk.texts.take("disagreement"))
    talk.finish_tasks(all_of_them=True)
    talk.move_on(150)
    followed(talk, 72, ConversationKind.CLOSING)
    talk.send(70)
    talk.approve(talk.host, 69)
    talk.approve(talk.guest, 67)
    talk.finish_tasks(all_of_them=True)
    talk.close(62)


def nothing(talk: Talk) -> None:
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
