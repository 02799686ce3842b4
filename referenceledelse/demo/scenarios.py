"""How far the conversation of each theme has come; municipality.toml names one for each."""

from collections.abc import Callable

from dialogues.models.duties import DutyStatus
from dialogues.models.questions import ConversationKind
from referenceledelse.demo.partnership import bring_points, live_together, park_one, sit
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


def awaiting_one_approval(talk: Talk) -> None:
    """The network leader has approved; the reference leader has it to read."""
    held(talk, 6)
    talk.send(4)
    talk.approve(talk.host, 3)


def agreed(talk: Talk, ago: int, disagreement: str = "") -> None:
    """Held that many days ago, and approved by both in the days after."""
    held(talk, ago)
    talk.send(ago - 3)
    talk.approve(talk.host, ago - 4)
    talk.approve(talk.guest, ago - 6, disagreement=disagreement)


def approved(talk: Talk) -> None:
    """Both have approved; the invitation to a follow-up is begun, and only its author sees it."""
    agreed(talk, 56)
    talk.finish_tasks(all_of_them=True)
    talk.draft(1, times=(-6, -7, -9), kind=ConversationKind.FOLLOWUP)


def tracking(talk: Talk) -> None:
    """Two months on: the duties move, and one proposal waits for the reference leader."""
    agreed(talk, 75)
    talk.move_on(50)
    talk.see(20)
    talk.plan(-6)
    talk.finish_tasks()
    talk.propose(3, by=talk.host)
    live_together(talk)


def stuck(talk: Talk) -> None:
    """It began well, and nothing has happened since: late tasks, late steps."""
    agreed(talk, 290)
    talk.plan(-120)
    talk.finish_tasks()
    sit(talk)


def closed(talk: Talk) -> None:
    """A theme that has come to its end, and what its two leaders got to."""
    agreed(talk, 320, talk.texts.take("disagreement"))
    talk.move_on(200, to=DutyStatus.IN_PLACE)
    talk.finish_tasks(all_of_them=True)
    talk.close(60)


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
    "tracking": tracking,
    "stuck": stuck,
    "closed": closed,
}
