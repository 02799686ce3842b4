"""The conversations of a theme of the demo, driven through the services as its two leaders would.

The services stamp what happens with the present; each step then moves its stamps to the day
it is meant to have happened.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any, ClassVar

from django.utils import timezone

from dialogues.models import (
    Agreement,
    Conversation,
    Duty,
    Question,
    Recognition,
    Reflection,
    StatusChange,
    Task,
)
from dialogues.models.duties import DutyStatus
from dialogues.models.guide import CO_PLAYER
from dialogues.models.questions import ConversationKind
from dialogues.models.recognition import Slot
from dialogues.queries import guide
from dialogues.services.agreements import approve, send_for_approval, write_agreement
from dialogues.services.conversations import close, go_to_step, hold, start, write_point
from dialogues.services.drafts import REVIEW_AFTER
from dialogues.services.duties import answer_status, plan_duty, propose_status
from dialogues.services.invitations import (
    accept_time,
    ask_for_other_time,
    decline,
    draft_invitation,
    send_invitation,
    write_invitation,
)
from dialogues.services.reflections import save_reflection, submit
from dialogues.services.tasks import add_task, finish_task
from referenceledelse.demo.clock import Clock
from roles.models import RoleKey, RolePoint, User
from themes.models import Assessment, Interplay, Theme
from themes.services.politics import assess

DUTIES = 10
# The duty whose relevance the reference leader assesses, and for how long that stands.
POLITICS, HALF_A_YEAR = "political_interplay", timedelta(days=182)

type Row = dict[str, Any]


class Texts:
    """The demo's texts, handed out in turn, so that every build hands out the same."""

    def __init__(self, conversations: Row) -> None:
        lists = {key: rows for key, rows in conversations.items() if isinstance(rows, list)}
        self._turns: dict[str, Iterator] = {key: cycle(rows) for key, rows in lists.items()}
        self._answers, self.recognitions = conversations["reflection"], conversations["recognition"]
        self.profiles = conversations["profile"]
        self._decisions: dict[tuple[str, bool], list[Row]] = {}
        for row in conversations["decision"]:
            key = row["point"], row.get("next", False)
            self._decisions.setdefault(key, []).append(row)

    def take(self, key: str) -> Any:
        return next(self._turns[key])

    def answer(self, role: str, question: str, number: int) -> str:
        texts = self._answers[role].get(question, [""])
        return texts[number % len(texts)]

    def decision(self, key: str, number: int, *, is_next: bool = False) -> Row:
        rows = self._decisions.get((key, is_next), [{}])
        return rows[number % len(rows)]


class Talk:
    """The conversations of one theme, one after the other; ``number`` tells the themes apart.

    ``words`` are what the two say in the conversation that is going on, where the theme has texts
    of its own.
    """

    DONE: ClassVar = (DutyStatus.IN_PLACE, DutyStatus.NOT_RELEVANT)

    def __init__(
        self,
        *,
        theme: Theme,
        host: User,
        guest: User,
        clock: Clock,
        texts: Texts,
        number: int,
        profile: str = "early",
    ) -> None:
        self.theme, self.host, self.guest = theme, host, guest
        self.clock, self.texts, self.number = clock, texts, number
        self.profile = texts.profiles[profile]
        self.words: Row = {}
        self.pk = 0

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get(pk=self.pk)

    def person(self, side: str) -> User:
        """Who is "host" or "guest" in the texts."""
        return {"host": self.host, "guest": self.guest}[side]

    def said(self, key: str) -> Any:
        return self.words[key] if key in self.words else self.texts.take(key)

    def _stamp(self, **moments: Any) -> None:
        Conversation.objects.filter(pk=self.pk).update(**moments)

    # The invitation

    def draft(self, ago: int, times: tuple[int, ...], kind: str = ConversationKind.KICKOFF) -> None:
        """``times`` are the suggested days, counted back from today like ``ago``."""
        self.pk = draft_invitation(theme=self.theme, by=self.host, kind=kind).pk
        hours = (10, 13, 9)
        write_invitation(
            conversation=self.row,
            version=self.row.version,
            by=self.host,
            times=[self.clock.at(day, hours[i]) for i, day in enumerate(times)],
            message=self.said("message"),
            place=self.said("place"),
        )
        self._stamp(created_at=self.clock.at(ago, 8, 40))

    def invite(
        self, ago: int, times: tuple[int, ...], kind: str = ConversationKind.KICKOFF
    ) -> None:
        self.draft(ago, times, kind)
        send_invitation(conversation=self.row, by=self.host)
        self._stamp(invited_at=self.clock.at(ago, 8, 55))

    def ask_for_other_time(self) -> None:
        reply = self.texts.take("other_time")
        ask_for_other_time(conversation=self.row, by=self.guest, reply=reply)

    def decline(self, ago: int) -> None:
        decline(conversation=self.row, by=self.guest, reason=self.texts.take("decline"))
        self._stamp(ended_at=self.clock.at(ago, 15, 10))

    def agree(self) -> None:
        """Take the first of the suggested times."""
        chosen = self.row.proposed_times.first().pk
        reply = self.said("accept")
        accept_time(
            conversation=self.row,
            by=self.guest,
            proposed_time=chosen,
            reply=reply,
            at=self.row.invited_at,
        )

    # Before the talk

    def reflect(self, author: User, ago: int, *, is_submitted: bool = True) -> None:
        """Write a reflection, whole when it is submitted, else the beginning of it."""
        row = self.row.reflections.get(author=author)
        texts = self._answers(author)
        texts = texts | self._recognitions(author) if is_submitted else dict([*texts.items()][:2])
        save_reflection(reflection=row, by=author, texts=texts)
        own = Reflection.objects.filter(pk=row.pk)
        own.update(updated_at=self.clock.at(ago, 14, 5))
        if is_submitted:
            submit(reflection=row, by=author)
            own.update(submitted_at=self.clock.at(ago, 14, 20))
            opened = Reflection.objects.filter(conversation=self.pk, revealed_at__isnull=False)
            opened.update(revealed_at=self.clock.at(ago, 14, 20))

    def reflect_both(self, ago: int) -> None:
        self.reflect(self.host, ago + 3)
        self.reflect(self.guest, ago)

    def _answers(self, author: User) -> dict[Slot, str]:
        role, texts = self.row.side(author), {}
        own = self.words.get(str(role), {})
        for question in Question.objects.filter(question_set=self.row.question_set):
            if question.kind == Question.Kind.TEXT:
                said = self.texts.answer(role, question.key, self.number)
                text = own.get(question.key, said)
            else:
                options = question.options()
                turn = self.number + question.order + (author == self.guest)
                text = options[own.get(question.key, turn % len(options))][0]
            texts["answer", question.pk] = text
        return texts

    def _recognitions(self, author: User) -> dict[Slot, str]:
        if self.row.kind == ConversationKind.FOLLOWUP:
            return {}
        side = "host" if self.row.side(author) == RoleKey.NETWORK_LEADER else "guest"
        samples = self.words.get("recognition", self.texts.recognitions)
        return {
            (part, duty.point_id): sample.get(side if part == "level" else f"{side}_{part}", "")
            for duty, sample in zip(self.duties(), samples, strict=False)
            for part in Recognition.TEXTS
        }

    def duties(self) -> list[Duty]:
        return list(self.theme.duties.select_related("point", "theme"))

    # The talk

    def start(self, ago: int) -> None:
        start(conversation=self.row, by=self.host)
        self._stamp(started_at=self.row.scheduled_at)

    def discuss(self, duties: int = DUTIES) -> None:
        """Write what the two agree on, as far as the duty with that number."""
        told = self.words.get("duty") or self._samples("talk")
        self._write({row["point"]: row for row in told}, duties)

    def look_again(self) -> None:
        """Write what the two agree on in a later talk, about the duties that matter then."""
        told = self.words.get("duty") or self._samples("next")
        self._write({row["point"]: row for row in told}, DUTIES)

    def _samples(self, part: str) -> list[Row]:
        """The duties to talk of and what is said; one that is not relevant is only noted."""
        rows = []
        for key, status in self.profile.get(part, {}).items():
            said = self.texts.decision(key, self.number, is_next=part == "next")
            if status == DutyStatus.NOT_RELEVANT:
                said, status = {"note": self.said("not_relevant")}, ""
            rows.append({**said, "point": key, "status": status})
        return rows

    def _write(self, told: dict[str, Row], duties: int) -> None:
        points = self.row.points.select_related("point")
        for point in points.filter(point__key__in=told, point__order__lte=duties):
            row = told[point.point.key]
            texts = {name: row.get(name, "") for name in ("note", "decision", "status", "reason")}
            by = self.guest if point.order % 3 else self.host
            write_point(point=point, by=by, texts=texts)
            if text := row.get("task"):
                is_hosts = (point.point.order + self.number) % 2 and point.point.key != CO_PLAYER
                owner = self.host if is_hosts else self.guest
                weeks = timedelta(weeks=1 + point.point.order)
                due_on = timezone.localdate(self.row.started_at) + weeks
                self.promise(point.point, text, owner, due_on)
        for step, note in self.words.get("step", {}).items():
            write_point(point=self.row.points.get(step=step), by=self.host, texts={"note": note})
        self.row.points.exclude(changed_at=None).update(changed_at=self.row.started_at)

    def promise(self, point: RolePoint, text: str, owner: User, due_on: date) -> Task:
        told = {"text": text, "owner": owner, "due_on": due_on, "point": point}
        task = add_task(conversation=self.row, by=self.host, **told)
        Task.objects.filter(pk=task.pk).update(created_at=self.row.started_at)
        return task

    def go_to(self, duty: int) -> None:
        go_to_step(conversation=self.row, by=self.host, step=guide.duty_step(duty))

    def hold(self, ago: int) -> None:
        """End the talk, an hour after it began."""
        hold(conversation=self.row, by=self.host)
        ended = self.row.started_at + timedelta(minutes=65)
        self._stamp(held_at=ended)
        day = self.clock.workday(ago)
        self.theme.duties.filter(discussed_on=self.clock.today).update(discussed_on=day)
        self.agreements.update(created_at=ended, review_on=day + REVIEW_AFTER)

    @property
    def agreements(self) -> Any:
        return Agreement.objects.filter(conversation=self.pk)

    # After the talk

    def send(self, ago: int) -> None:
        agreement = self.agreements.get()
        write_agreement(
            agreement=agreement,
            version=agreement.version,
            by=self.host,
            collaboration=self.said("collaboration"),
            rhythm=self.said("rhythm"),
            review_on=agreement.review_on,
            items={},
        )
        agreement = self.agreements.get()
        send_for_approval(agreement=agreement, version=agreement.version, by=self.host)
        self.agreements.update(sent_at=self.clock.at(ago, 11, 15))

    def approve(self, person: User, ago: int, *, disagreement: str = "") -> None:
        agreement, moment = self.agreements.get(), self.clock.at(ago, 12, 30)
        approve(
            agreement=agreement, version=agreement.version, by=person, disagreement=disagreement
        )
        agreement.approvals.filter(person=person).update(approved_at=moment)
        if self.row.status == Conversation.Status.APPROVED:
            self._stamp(approved_at=moment)
            self.agreements.update(approved_at=moment)
            changes = StatusChange.objects.filter(conversation=self.pk)
            changes.update(proposed_at=self.row.held_at, answered_at=moment)
            day = timezone.localdate(moment)
            self.theme.duties.filter(status_since=self.clock.today).update(status_since=day)
            self._assess(day)

    def _assess(self, day: date) -> None:
        """That politics is not relevant is the reference leader's assessment of the same day."""
        told = [self.profile.get(part, {}).get(POLITICS) for part in ("talk", "next")]
        if DutyStatus.NOT_RELEVANT not in told:
            return
        row = Assessment(theme=self.theme, reason=self.said("not_relevant"))
        row.interplay, row.next_review_on = Interplay.NOT_RELEVANT, day + HALF_A_YEAR
        current = Assessment.objects.filter(theme=self.theme, is_current=True).first()
        assess(assessment=row, by=self.guest, replaces=current and current.pk)
        Assessment.objects.filter(pk=row.pk).update(assessed_on=day)
        moment = self.row.approved_at
        changes = StatusChange.objects.filter(duty__theme=self.theme, outcome="followed")
        changes.update(proposed_at=moment, answered_at=moment)
        self.theme.duties.filter(status_since=self.clock.today).update(status_since=day)

    def close(self, ago: int) -> None:
        close(conversation=self.row, by=self.host)
        self._stamp(ended_at=self.clock.at(ago, 9, 30))

    # The duties, as the two live them

    def move_on(self, ago: int) -> None:
        """One proposes and the other confirms what has come further since the talk."""
        for i, duty in enumerate(self.duties()):
            status = self.profile["since"].get(duty.key)
            if not status or duty.status == status:
                continue
            mine, theirs = (self.host, self.guest) if i % 2 else (self.guest, self.host)
            self.move(duty, status, mine, theirs, max(ago - i, 1))

    def move(
        self, duty: Duty, status: str, by: User, other: User, ago: int, said: Row | None = None
    ) -> None:
        said = said or {}
        change = propose_status(duty=duty, by=by, status=status, reason=said.get("reason", ""))
        answer = said.get("answer") or self.texts.take("status_answer")
        answer_status(change=change, by=other, is_confirmed=True, answer=answer)
        StatusChange.objects.filter(pk=change.pk).update(
            proposed_at=self.clock.at(ago + 2, 9, 20), answered_at=self.clock.at(ago, 16)
        )
        day = self.clock.workday(ago)
        Duty.objects.filter(pk=duty.pk).update(status_since=day, discussed_on=day)

    def plan(self, ahead: int) -> None:
        """Say what comes next for the duties of the last talk that are not in place."""
        told = {row["point"]: row["next_step"] for row in self._samples("next")}
        duties = [one for one in self.duties() if one.key in told and one.status not in self.DONE]
        for i, duty in enumerate(duties):
            # What the reference leader does by own initiative is nobody else's to do.
            is_guests = i % 2 or duty.key in (CO_PLAYER, "partnership")
            plan_duty(
                duty=duty,
                version=duty.version,
                by=self.host,
                next_step=told[duty.key],
                responsible=self.guest if is_guests else self.host,
                due_on=self.clock.workday(-ahead - 9 * i),
            )

    def finish_tasks(self, *, all_of_them: bool = False) -> None:
        """Do two late tasks of three, or all of them."""
        for i, task in enumerate(Task.objects.filter(conversation=self.pk).order_by("pk")):
            if i % 3 == 1 and not all_of_them:
                continue
            if task.due_on and task.due_on < self.clock.today:
                finish_task(task=task, by=task.owner)
                ago = (self.clock.today - task.due_on).days + 1
                Task.objects.filter(pk=task.pk).update(done_at=self.clock.at(ago, 15))
