"""How far the conversation of each theme has come; municipality.toml names one for each."""

from collections.abc import Callable

from referenceledelse.demo.talks import Talk

type Scenario = Callable[[Talk], None]


def draft(talk: Talk) -> None:
    """The invitation is begun, and only its author sees it."""
    talk.draft(2, times=(-6, -7, -9))


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
    """The network leader has handed in; the reference leader is still writing."""
    talk.invite(12, times=(-3, -4))
    talk.agree()
    talk.reflect(talk.host, 1)
    talk.reflect(talk.guest, 0, is_submitted=False)


def revealed(talk: Talk) -> None:
    """Both are in; they read each other before they meet."""
    talk.invite(15, times=(-2, -3))
    talk.agree()
    talk.reflect_both(1)


def in_progress(talk: Talk) -> None:
    """They sit together now, half-way through the duties."""
    talk.invite(20, times=(0, -1))
    talk.agree()
    talk.reflect_both(2)
    talk.start(0)
    talk.discuss(duties=4)
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


def approved(talk: Talk, ago: int = 14) -> None:
    """Both have approved."""
    held(talk, ago)
    talk.send(ago - 2)
    talk.approve(talk.host, ago - 3)
    talk.approve(talk.guest, ago - 4)


def tracking(talk: Talk) -> None:
    """Two months on: the duties move, and one proposal waits for the reference leader."""
    approved(talk, 75)
    talk.move_on(50)
    talk.see(20)
    talk.plan(-6)
    talk.finish_tasks()
    talk.propose(3, by=talk.host)


def stuck(talk: Talk) -> None:
    """An invitation that nobody has answered, with times that have passed."""
    talk.invite(38, times=(31, 30, 27))


def closed(talk: Talk) -> None:
    """A theme that has come to its end, and what its two leaders got to."""
    held(talk, 320)
    talk.send(317)
    talk.approve(talk.host, 316)
    talk.approve(talk.guest, 314, disagreement=talk.texts.take("disagreement"))
    talk.move_on(200)
    talk.finish_tasks(all_of_them=True)
    talk.close(60)


def declined(talk: Talk) -> None:
    """The reference leader said no, with a reason."""
    talk.invite(12, times=(3, 2))
    talk.decline(8)


def nothing(talk: Talk) -> None:
    """No conversation yet."""


SCENARIOS: dict[str, Scenario] = {
    "no_conversation": nothing,
    "no_reference_leader": nothing,
    "no_network_leader": nothing,
    "past_leader": approved,
} | {
    scenario.__name__: scenario
    for scenario in (
        draft,
        invited,
        another_time,
        time_agreed,
        one_reflection_in,
        revealed,
        in_progress,
        held,
        awaiting_one_approval,
        approved,
        tracking,
        stuck,
        closed,
        declined,
    )
}
