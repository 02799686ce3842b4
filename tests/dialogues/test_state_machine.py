"""Random people try random verbs: no move that is not allowed, no reveal before its rule."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from dialogues.models import Answer, Conversation, Reflection
from dialogues.services import agreements, conversations, invitations, questions, reflections
from referenceledelse.core.web.errors import Refused
from roles.models import RoleKey, User
from tests.cast import Cast, assign, make_theme
from tests.talks import agreement_of

Status = Conversation.Status
AHEAD = (Status.INVITED, Status.TIME_AGREED)
WHO = ("anna", "bo", "clara", "eva", "gry", "root")
# The two try most, so that the talk comes somewhere.
people = st.sampled_from(("anna", "bo") * 4 + WHO)
authors = st.sampled_from(("anna", "bo"))
# Mostly the author, sometimes anyone.
writers = st.sampled_from(("self",) * 9 + WHO)


class Talk(RuleBasedStateMachine):
    """One conversation, and beside it what its rules say must have happened."""

    cast: Cast

    @initialize(far=st.sampled_from((0, 1, 1, 1, 2, 2, 2, 3, 4, 7)))
    def begin(self, far: int) -> None:
        theme = make_theme("Tilfældigheder")
        for role, who in ((RoleKey.NETWORK_LEADER, "anna"), (RoleKey.REFERENCE_LEADER, "bo")):
            assign(theme, role, self.person(who))
        self.row = invitations.draft_invitation(theme=theme, by=self.cast.anna)
        self.was = self.row.status
        self.submitted: set[str] = set()
        self.oral: set[str] = set()
        self.shares: set[str] = set()
        self.opened: set[str] = set()
        for _ in range(far):
            self.onward()
            self.was = Conversation.objects.get(pk=self.row.pk).status

    def person(self, who: str) -> User:
        return getattr(self.cast, who)

    def attempt(self, verb: Callable[..., Any], who: str, **values: Any) -> bool:
        """Whether the verb was done; a refusal leaves everything as it was."""
        self.row = Conversation.objects.get(pk=self.row.pk)
        try:
            verb(by=self.person(who), **values)
        except (Refused, PermissionDenied):
            return False
        assert who in ("anna", "bo")
        return True

    def reflection(self, who: str) -> Reflection | None:
        return self.row.reflections.filter(author=self.person(who)).first()

    @rule()
    def onward(self) -> None:
        """The natural next step, so that talks come far enough to be interesting."""
        self.row = Conversation.objects.get(pk=self.row.pk)
        steps = {
            Status.DRAFT: lambda: self.invite("anna", 2),
            Status.INVITED: lambda: self.accept("bo"),
            Status.TIME_AGREED: lambda: self.talk("anna", "start"),
            Status.IN_PROGRESS: lambda: self.talk("bo", "hold"),
            Status.HELD: lambda: self.agree("anna", "send_for_approval"),
            Status.SUMMARISED: lambda: [self.agree(who, "approve") for who in ("anna", "bo")],
        }
        steps.get(self.row.status, lambda: None)()

    @rule(author=authors)
    def hand_in(self, author: str) -> None:
        self.submit(author, author)

    @rule(who=people, days=st.integers(1, 3))
    def invite(self, who: str, days: int) -> None:
        times = [timezone.localtime() + timezone.timedelta(days=days)]
        row = Conversation.objects.get(pk=self.row.pk)
        values = {"conversation": row, "version": row.version, "times": times}
        if self.attempt(invitations.write_invitation, who, **values):
            self.attempt(invitations.send_invitation, who, conversation=row)

    @rule(who=people)
    def accept(self, who: str) -> None:
        if time := self.row.proposed_times.first():
            values = {"conversation": self.row, "proposed_time": time.pk}
            self.attempt(invitations.accept_time, who, **values)

    @rule(
        who=people,
        verb=st.sampled_from(["ask_for_other_time", "cancel", "decline"]),
        turn=st.integers(0, 9),
    )
    def turn_down(self, who: str, verb: str, turn: int) -> None:
        if turn == 9:  # Seldom, or no talk would ever get far.
            words = {"reply": "Nej"} if verb == "ask_for_other_time" else {"reason": "Nej"}
            self.attempt(getattr(invitations, verb), who, conversation=self.row, **words)

    @rule(who=writers, author=authors)
    def write(self, who: str, author: str) -> None:
        who = author if who == "self" else who
        if mine := self.reflection(author):
            slot = ("answer", self.row.question_set.questions.first().pk)
            words = {slot: f"Ord fra {author} {timezone.now()}"}
            done = self.attempt(reflections.save_reflection, who, reflection=mine, texts=words)
            assert not done or who == author

    @rule(who=writers, author=authors)
    def submit(self, who: str, author: str) -> None:
        who = author if who == "self" else who
        mine = self.reflection(author)
        if mine and self.attempt(reflections.submit, who, reflection=mine):
            self.submitted.add(author)
            self.open_where_the_rule_says()

    @rule(who=writers, author=authors)
    def withdraw(self, who: str, author: str) -> None:
        who = author if who == "self" else who
        mine = self.reflection(author)
        if mine and self.attempt(reflections.withdraw, who, reflection=mine):
            assert author not in self.opened
            self.submitted.discard(author)
            self.shares.discard(author)

    @rule(who=writers, author=authors, is_oral=st.booleans())
    def oral_or_not(self, who: str, author: str, is_oral: bool) -> None:
        who = author if who == "self" else who
        mine = self.reflection(author)
        values = {"reflection": mine, "is_oral": is_oral}
        if mine and self.attempt(reflections.take_orally, who, **values):
            (self.oral.add if is_oral else self.oral.discard)(author)
            self.open_where_the_rule_says()

    @rule(who=writers, author=authors)
    def share(self, who: str, author: str) -> None:
        who = author if who == "self" else who
        mine = self.reflection(author)
        if mine and self.attempt(reflections.share_anyway, who, reflection=mine):
            self.shares.add(author)
            self.open_where_the_rule_says()

    def open_where_the_rule_says(self) -> None:
        """Both are in; or one is, says yes, and the other takes it orally."""
        if self.submitted == {"anna", "bo"}:
            self.opened = {"anna", "bo"}
        for mine, other in (("anna", "bo"), ("bo", "anna")):
            if mine in self.submitted & self.shares and other in self.oral:
                self.opened.add(mine)

    @rule(who=people, verb=st.sampled_from(["start", "hold", "close"]))
    def talk(self, who: str, verb: str) -> None:
        self.attempt(getattr(conversations, verb), who, conversation=self.row)

    @rule(who=people, turn=st.integers(0, 9))
    def record(self, who: str, turn: int) -> None:
        if turn == 9:  # Seldom, since it ends the time to prepare.
            today = timezone.localdate()
            self.attempt(conversations.record, who, conversation=self.row, held_on=today)

    @rule(who=people, step=st.sampled_from(["velkomst", "opgave-3", "findes-ikke"]))
    def write_and_go(self, who: str, step: str) -> None:
        if point := self.row.points.filter(step=step).first():
            self.attempt(conversations.write_point, who, point=point, texts={"note": who})
        self.attempt(conversations.go_to_step, who, conversation=self.row, step=step)

    @rule(who=people, verb=st.sampled_from(["send_for_approval", "approve"]))
    def agree(self, who: str, verb: str) -> None:
        if row := agreement_of(self.row):
            values = {"agreement": row, "version": row.version}
            self.attempt(getattr(agreements, verb), who, **values)

    @rule(who=people)
    def reopen(self, who: str) -> None:
        self.attempt(agreements.reopen, who, conversation=self.row, reason="Nyt mål")

    @invariant()
    def moves_are_known(self) -> None:
        row = Conversation.objects.get(pk=self.row.pk)
        is_recorded = row.recorded_at and self.was in (Status.DRAFT, *AHEAD)
        if is_recorded:
            assert row.status in (self.was, Status.HELD)
        else:
            assert row.status == self.was or row.status in Conversation.ALLOWED[self.was]
        self.was = row.status

    @invariant()
    def reveals_follow_the_rule(self) -> None:
        opened = self.row.reflections.filter(revealed_at__isnull=False)
        assert {row.author.name for row in opened} == {self.person(w).name for w in self.opened}

    @invariant()
    def nobody_reads_more(self) -> None:
        for who in WHO:
            read = Answer.objects.filter(reflection__conversation=self.row)
            read = read.visible_to(self.person(who)).exclude(reflection__author=self.person(who))
            authors = {answer.reflection.author for answer in read}
            may = self.opened if who in ("anna", "bo") else set()
            assert authors <= {self.person(one) for one in may}


@pytest.mark.django_db
def test_random_people_and_verbs_keep_the_rules(cast: Cast) -> None:
    questions.load_question_sets()
    machine = type("OfThisCast", (Talk,), {"cast": cast})
    few = settings(
        max_examples=40,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_machine(machine, settings=few)
