"""A kickoff conversation of the demo, driven through the services as its two leaders would.

The services stamp what happens with the present; each step then moves its stamps to the day
it is meant to have happened.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from dialogues import guide
from dialogues.models import Agreement, Conversation, Duty, Question, Reflection, StatusChange, Task
from dialogues.models.duties import DutyStatus
from dialogues.models.questions import ConversationKind
from dialogues.queries.duties import offered_statuses
from dialogues.services.agreements import approve, send_for_approval, write_agreement
from dialogues.services.conversations import close, go_to_step, hold, start, write_point
from dialogues.services.drafts import REVIEW_AFTER
from dialogues.services.duties import answer_status, plan_duty, propose_status, set_own_view
from dialogues.services.invitations import (
    accept_time,
    ask_for_other_time,
    decline,
    draft_invitation,
    send_invitation,
    write_invitation,
)
from dialogues.services.reflections import RECOGNITION, Slot, save_reflection, submit
from dialogues.services.tasks import add_task, finish_task
from referenceledelse.demo.clock import Clock
from roles.models import RoleKey, RolePoint, User
from themes.models import Theme

DUTIES = 10


class Texts:
    """The demo's texts, handed out in turn, so that every build hands out the same."""

    def __init__(self, town: dict[str, Any], talks: dict[str, Any]) -> None:
        lists = {key: rows for key, rows in talks.items() if rows and isinstance(rows, list)}
        self._turns: dict[str, Iterator] = {key: cycle(rows) for key, rows in lists.items()}
        self.recognitions = talks["recognition"]
        self.decisions = {str(row["point"]): row for row in town["decision_sample"]}
        self._answers: dict[tuple[str, str], list[str]] = {}
        for row in town["reflection_sample"]:
            self._answers.setdefault((row["role"], row["question"]), []).append(row["text"])

    def take(self, key: str) -> Any:
        return next(self._turns[key])

    def answer(self, role: str, question: str, number: int) -> str:
        texts = self._answers.get((role, question), [""])
        return texts[number % len(texts)]

    def decision(self, point: RolePoint) -> dict[str, str]:
        return self.decisions.get(point.key) or self.decisions.get(str(point.order), {})


class Talk:
    """The conversation of one theme; ``number`` tells the themes apart."""

    def __init__(
        self, *, theme: Theme, host: User, guest: User, clock: Clock, texts: Texts, number: int
    ) -> None:
        self.theme, self.host, self.guest = theme, host, guest
        self.clock, self.texts, self.number = clock, texts, number
        self.profile = texts.take("profile")
        self.pk = 0

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get(pk=self.pk)

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
            message=self.texts.take("message"),
            place=self.texts.take("place"),
        )
        self._stamp(created_at=self.clock.at(ago, 8, 40))

    def invite(self, ago: int, times: tuple[int, ...]) -> None:
        self.draft(ago, times)
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
        reply = self.texts.take("accept")
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
        for question in Question.objects.filter(question_set=self.row.question_set):
            if question.kind == Question.Kind.TEXT:
                text = self.texts.answer(role, question.key, self.number)
            else:
                options = question.options()
                turn = self.number + question.order + (author == self.guest)
                text = options[turn % len(options)][0]
            texts["answer", question.pk] = text
        return texts

    def _recognitions(self, author: User) -> dict[Slot, str]:
        side = "host" if self.row.side(author) == RoleKey.NETWORK_LEADER else "guest"
        samples = self.texts.recognitions
        return {
            (part, duty.point_id): sample.get(side if part == "level" else f"{side}_{part}", "")
            for duty, sample in zip(self._duties(), samples, strict=False)
            for part in RECOGNITION
        }

    def _duties(self) -> list[Duty]:
        return list(self.theme.duties.select_related("point", "theme"))

    # The talk

    def start(self, ago: int) -> None:
        start(conversation=self.row, by=self.host)
        self._stamp(started_at=self.row.scheduled_at)

    def discuss(self, duties: int = DUTIES) -> None:
        """Write what the two agree on, from the welcome to the duty with that number."""
        points = self.row.points.select_related("point")
        for point in points.filter(point__order__lte=duties):
            sample = self.texts.decision(point.point)
            status = self.profile["talk"][point.point.order - 1]
            is_left_out = status == DutyStatus.NOT_RELEVANT
            texts = {
                "note": sample.get("note", ""),
                "decision": sample.get("decision", ""),
                "status": "" if status == DutyStatus.NOT_DISCUSSED else status,
                "reason": self.texts.take("not_relevant") if is_left_out else "",
            }
            by = self.guest if point.order % 3 else self.host
            write_point(point=point, by=by, texts=texts)
            if text := sample.get("task"):
                self._add_task(point.point, text)
        points.exclude(changed_at=None).update(changed_at=self.row.started_at)

    def _add_task(self, point: RolePoint, text: str) -> None:
        began = self.row.started_at
        owner = self.host if (point.order + self.number) % 2 else self.guest
        due_on = timezone.localdate(began) + timedelta(days=7 * (1 + point.order))
        task = add_task(
            conversation=self.row,
            by=self.host,
            text=text,
            owner=owner,
            due_on=due_on,
            point=point,
        )
        Task.objects.filter(pk=task.pk).update(created_at=began)

    def go_to(self, duty: int) -> None:
        go_to_step(conversation=self.row, by=self.host, step=guide.duty_step(duty))

    def hold(self, ago: int) -> None:
        """End the talk, an hour after it began."""
        hold(conversation=self.row, by=self.host)
        ended = self.row.started_at + timedelta(minutes=65)
        self._stamp(held_at=ended)
        day = self.clock.workday(ago)
        self.theme.duties.exclude(discussed_on=None).update(discussed_on=day)
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
            collaboration=self.texts.take("collaboration"),
            rhythm=self.texts.take("rhythm"),
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
            self.theme.duties.exclude(status_since=None).update(status_since=day)

    def close(self, ago: int) -> None:
        close(conversation=self.row, by=self.host)
        self._stamp(ended_at=self.clock.at(ago, 9, 30))

    # The duties, as the two live them

    def see(self, ago: int) -> None:
        """Both mark how they see each duty; here and there one sees it further back."""
        steps_back = {self.host: {2: 1, 5: 2, 9: 1}, self.guest: {1: 1, 3: 2}}
        for i, duty in enumerate(self._duties()):
            for person, steps in steps_back.items():
                status = _step_back(duty.status, steps.get(i, 0))
                note = self.texts.take("own_note") if i % 3 == 0 else ""
                set_own_view(duty=duty, by=person, status=status, note=note)
            duty.own_views.update(updated_at=self.clock.at(ago, 10, 45))

    def move_on(self, ago: int, to: str = "") -> None:
        """One proposes and the other confirms what has come further since the talk."""
        for i, (duty, later) in enumerate(zip(self._duties(), self.profile["later"], strict=True)):
            status = to or later
            if status == DutyStatus.IN_PLACE and status not in offered_statuses(duty.point):
                status = DutyStatus.IN_PROGRESS
            if not status or duty.status in (status, DutyStatus.NOT_RELEVANT):
                continue
            mine, theirs = (self.host, self.guest) if i % 2 else (self.guest, self.host)
            change = propose_status(duty=duty, by=mine, status=status, reason="")
            answer = self.texts.take("status_answer")
            answer_status(change=change, by=theirs, is_confirmed=True, answer=answer)
            moved = max(ago - i, 1)
            StatusChange.objects.filter(pk=change.pk).update(
                proposed_at=self.clock.at(moved + 2, 9, 20), answered_at=self.clock.at(moved, 16)
            )
            Duty.objects.filter(pk=duty.pk).update(
                status_since=self.clock.workday(moved), discussed_on=self.clock.workday(moved)
            )

    def plan(self, ahead: int) -> None:
        """Say what comes next for the duties that are not in place."""
        done = (DutyStatus.IN_PLACE, DutyStatus.NOT_RELEVANT)
        for i, duty in enumerate(self._duties()):
            next_step = self.texts.decision(duty.point).get("next_step", "")
            if duty.status in done or not next_step:
                continue
            plan_duty(
                duty=duty,
                version=duty.version,
                by=self.host,
                next_step=next_step,
                responsible=self.guest if i % 2 else self.host,
                due_on=self.clock.workday(-ahead - 9 * i),
            )

    def propose(self, ago: int, by: User) -> None:
        """Leave one proposal open, for the other to answer."""
        duty = next(
            duty
            for duty in self._duties()
            if duty.status == DutyStatus.IN_PROGRESS
            and DutyStatus.IN_PLACE in offered_statuses(duty.point)
        )
        change = propose_status(duty=duty, by=by, status=DutyStatus.IN_PLACE)
        StatusChange.objects.filter(pk=change.pk).update(proposed_at=self.clock.at(ago, 13, 40))

    def finish_tasks(self, *, all_of_them: bool = False) -> None:
        """Do two late tasks of three, or all of them."""
        for i, task in enumerate(Task.objects.filter(conversation=self.pk).order_by("pk")):
            if i % 3 == 1 and not all_of_them:
                continue
            if task.due_on and task.due_on < self.clock.today:
                finish_task(task=task, by=task.owner)
                ago = (self.clock.today - task.due_on).days + 1
                Task.objects.filter(pk=task.pk).update(done_at=self.clock.at(ago, 15))


def _step_back(status: str, steps: int) -> str:
    order = list(DutyStatus)[: DutyStatus.values.index(DutyStatus.NOT_RELEVANT)]
    return order[max(order.index(status) - steps, 0)] if status in order else status
