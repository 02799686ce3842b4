"""The theme that is shown first, as showpiece.toml tells of it."""

from datetime import timedelta
from typing import Any

from dialogues.models import Acknowledgement, Pulse, Sparring, StatusChange, Task
from dialogues.models.questions import ConversationKind
from dialogues.queries.guide import fixed_duty
from dialogues.services import partnership
from dialogues.services.agenda import choose_duty
from dialogues.services.duties import plan_duty, propose_status, set_own_view
from dialogues.services.tasks import finish_task
from referenceledelse.demo.conversations import Talk
from roles.models import RoleKey

THURSDAY = 3

type Row = dict[str, Any]


def live(conversation: Talk, told: Row) -> None:
    """A first talk, a follow-up, and what the two have done between and after them."""
    _meet(conversation, told["kickoff"], 160, ConversationKind.KICKOFF)
    _confirm(conversation, told["moved"])
    conversation.words = told["followup"]
    _meet(conversation, told["followup"], 55, ConversationKind.FOLLOWUP)
    _confirm(conversation, told["since"])
    _see(conversation, told["view"])
    _ask(conversation, told["asked"])
    _spar(conversation, told["sparring"])
    _thank(conversation, told["thanks"])
    _feel(conversation, told["pulse"])


def _meet(conversation: Talk, words: Row, ago: int, kind: str) -> None:
    """From the invitation to both approvals, and what they promised each other."""
    conversation.words = words
    conversation.invite(ago + 13, (ago, ago - 1), kind)
    conversation.agree()
    conversation.reflect_both(ago + 1)
    _choose(conversation, words["chosen"])
    conversation.start(ago)
    conversation.discuss()
    points = {duty.key: duty.point for duty in conversation.duties()}
    tasks = []
    for row in words["task"]:
        due_on, owner = conversation.clock.day(row["due"]), conversation.person(row["owner"])
        tasks.append(conversation.promise(points[row["point"]], row["text"], owner, due_on))
    conversation.hold(ago)
    conversation.send(ago - 3)
    conversation.approve(conversation.host, ago - 4)
    conversation.approve(conversation.guest, ago - 6)
    for row, task in zip(words["task"], tasks, strict=True):
        if "done" in row:
            finish_task(task=task, by=task.owner)
            Task.objects.filter(pk=task.pk).update(done_at=conversation.clock.at(row["done"], 15))


def _choose(conversation: Talk, keys: list[str]) -> None:
    """Put the duties on the agenda that the two want to mention, and no others."""
    rows = list(conversation.row.points.exclude(point=None).select_related("point"))
    fixed = fixed_duty(conversation.row, rows)
    open_ones = [row for row in rows if row is not fixed]
    for row in sorted(open_ones, key=lambda row: row.point.key in keys):
        is_chosen = row.point.key in keys
        choose_duty(
            conversation=conversation.row, by=conversation.host, step=row.step, is_chosen=is_chosen
        )


def _confirm(conversation: Talk, rows: list[Row]) -> None:
    for row in rows:
        duty = conversation.theme.duties.get(key=row["point"])
        by, other = (
            (conversation.host, conversation.guest)
            if row["by"] == "host"
            else (conversation.guest, conversation.host)
        )
        conversation.move(duty, row["status"], by, other, row["days_ago"], row)


def _see(conversation: Talk, rows: list[Row]) -> None:
    """How each of the two sees the duties, and what comes next."""
    for row in rows:
        duty = conversation.theme.duties.get(key=row["point"])
        for side in ("host", "guest"):
            note = row.get(f"{side}_note", "")
            set_own_view(duty=duty, by=conversation.person(side), status=row[side], note=note)
        duty.own_views.update(updated_at=conversation.clock.at(8, 10, 45))
        if "next_step" in row:
            plan_duty(
                duty=duty,
                version=duty.version,
                by=conversation.host,
                next_step=row["next_step"],
                responsible=conversation.person(row["responsible"]),
                due_on=conversation.clock.workday(row["due"]),
            )


def _ask(conversation: Talk, row: Row) -> None:
    """Leave one proposal open, for the other to answer."""
    duty, by = conversation.theme.duties.get(key=row["point"]), conversation.person(row["by"])
    change = propose_status(duty=duty, by=by, status=row["status"], reason=row["reason"])
    moment = conversation.clock.at(row["days_ago"], 13, 40)
    StatusChange.objects.filter(pk=change.pk).update(proposed_at=moment)


def _spar(conversation: Talk, rows: list[Row]) -> None:
    """Every second Thursday, as the two have agreed; the last one is to come."""
    today = conversation.clock.today
    day = today + timedelta(days=2 + (THURSDAY - 2 - today.weekday()) % 7)
    day -= timedelta(weeks=2 * (len(rows) - 1))
    for told in rows:
        about = {"topic": told.get("topic", ""), "subject": told["subject"]}
        row = partnership.plan_sparring(
            theme=conversation.theme, by=conversation.host, takes_place_on=day, **about
        )
        for side in ("host", "guest"):
            if side in told:
                row = partnership.write_sparring(
                    sparring=row,
                    version=row.version,
                    by=conversation.person(side),
                    takes_place_on=day,
                    **about,
                    takeaway=told[side],
                    is_held=True,
                )
        held_at = conversation.clock.at((today - day).days, 11)
        Sparring.objects.filter(pk=row.pk).exclude(held_at=None).update(held_at=held_at)
        day += timedelta(weeks=2)


def _thank(conversation: Talk, told: Row) -> None:
    """Words of honour that are not read yet."""
    row = partnership.acknowledge(
        theme=conversation.theme, by=conversation.guest, text=told["text"]
    )
    sent_at = conversation.clock.at(told["days_ago"], 14, 20)
    Acknowledgement.objects.filter(pk=row.pk).update(sent_at=sent_at)


def _feel(conversation: Talk, told: Row) -> None:
    """A pulse that both have answered, and one on its way."""
    row = partnership.open_pulse(theme=conversation.theme, by=conversation.guest)
    for person, role in (
        (conversation.guest, "reference_leader"),
        (conversation.host, "network_leader"),
    ):
        partnership.answer_pulse(pulse=row, by=person, answers=_answers(row, told[role]))
    moment = conversation.clock.at(40, 9, 40)
    Pulse.objects.filter(pk=row.pk).update(opened_at=moment, revealed_at=moment)
    row = partnership.open_pulse(theme=conversation.theme, by=conversation.host)
    answers = _answers(row, told[RoleKey.NETWORK_LEADER.value])
    partnership.answer_pulse(pulse=row, by=conversation.host, answers=answers)


def _answers(pulse: Pulse, words: Row) -> dict[int, str]:
    return {one.pk: words[one.key] for one in pulse.question_set.questions.all()}
