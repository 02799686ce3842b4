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
from referenceledelse.demo.talks import Talk
from roles.models import RoleKey

THURSDAY = 3

type Row = dict[str, Any]


def live(talk: Talk, told: Row) -> None:
    """A first talk, a follow-up, and what the two have done between and after them."""
    _meet(talk, told["kickoff"], 160, ConversationKind.KICKOFF)
    _confirm(talk, told["moved"])
    talk.words = told["followup"]
    _meet(talk, told["followup"], 55, ConversationKind.FOLLOWUP)
    _confirm(talk, told["since"])
    _see(talk, told["view"])
    _ask(talk, told["asked"])
    _spar(talk, told["sparring"])
    _thank(talk, told["thanks"])
    _feel(talk, told["pulse"])


def _meet(talk: Talk, words: Row, ago: int, kind: str) -> None:
    """From the invitation to both approvals, and what they promised each other."""
    talk.words = words
    talk.invite(ago + 13, (ago, ago - 1), kind)
    talk.agree()
    talk.reflect_both(ago + 1)
    _choose(talk, words["chosen"])
    talk.start(ago)
    talk.discuss()
    points = {duty.key: duty.point for duty in talk.duties()}
    tasks = []
    for row in words["task"]:
        due_on, owner = talk.clock.day(row["due"]), talk.person(row["owner"])
        tasks.append(talk.promise(points[row["point"]], row["text"], owner, due_on))
    talk.hold(ago)
    talk.send(ago - 3)
    talk.approve(talk.host, ago - 4)
    talk.approve(talk.guest, ago - 6)
    for row, task in zip(words["task"], tasks, strict=True):
        if "done" in row:
            finish_task(task=task, by=task.owner)
            Task.objects.filter(pk=task.pk).update(done_at=talk.clock.at(row["done"], 15))


def _choose(talk: Talk, keys: list[str]) -> None:
    """Put the duties on the agenda that the two want to mention, and no others."""
    rows = list(talk.row.points.exclude(point=None).select_related("point"))
    fixed = fixed_duty(talk.row, rows)
    open_ones = [row for row in rows if row is not fixed]
    for row in sorted(open_ones, key=lambda row: row.point.key in keys):
        is_chosen = row.point.key in keys
        choose_duty(conversation=talk.row, by=talk.host, step=row.step, is_chosen=is_chosen)


def _confirm(talk: Talk, rows: list[Row]) -> None:
    for row in rows:
        duty = talk.theme.duties.get(key=row["point"])
        by, other = (talk.host, talk.guest) if row["by"] == "host" else (talk.guest, talk.host)
        talk.move(duty, row["status"], by, other, row["days_ago"], row)


def _see(talk: Talk, rows: list[Row]) -> None:
    """How each of the two sees the duties, and what comes next."""
    for row in rows:
        duty = talk.theme.duties.get(key=row["point"])
        for side in ("host", "guest"):
            note = row.get(f"{side}_note", "")
            set_own_view(duty=duty, by=talk.person(side), status=row[side], note=note)
        duty.own_views.update(updated_at=talk.clock.at(8, 10, 45))
        if "next_step" in row:
            plan_duty(
                duty=duty,
                version=duty.version,
                by=talk.host,
                next_step=row["next_step"],
                responsible=talk.person(row["responsible"]),
                due_on=talk.clock.workday(row["due"]),
            )


def _ask(talk: Talk, row: Row) -> None:
    """Leave one proposal open, for the other to answer."""
    duty, by = talk.theme.duties.get(key=row["point"]), talk.person(row["by"])
    change = propose_status(duty=duty, by=by, status=row["status"], reason=row["reason"])
    moment = talk.clock.at(row["days_ago"], 13, 40)
    StatusChange.objects.filter(pk=change.pk).update(proposed_at=moment)


def _spar(talk: Talk, rows: list[Row]) -> None:
    """Every second Thursday, as the two have agreed; the last one is to come."""
    today = talk.clock.today
    day = today + timedelta(days=2 + (THURSDAY - 2 - today.weekday()) % 7)
    day -= timedelta(weeks=2 * (len(rows) - 1))
    for told in rows:
        about = {"topic": told.get("topic", ""), "subject": told["subject"]}
        row = partnership.plan_sparring(theme=talk.theme, by=talk.host, takes_place_on=day, **about)
        for side in ("host", "guest"):
            if side in told:
                row = partnership.write_sparring(
                    sparring=row,
                    version=row.version,
                    by=talk.person(side),
                    takes_place_on=day,
                    **about,
                    takeaway=told[side],
                    is_held=True,
                )
        held_at = talk.clock.at((today - day).days, 11)
        Sparring.objects.filter(pk=row.pk).exclude(held_at=None).update(held_at=held_at)
        day += timedelta(weeks=2)


def _thank(talk: Talk, told: Row) -> None:
    """Words of honour that are not read yet."""
    row = partnership.acknowledge(theme=talk.theme, by=talk.guest, text=told["text"])
    sent_at = talk.clock.at(told["days_ago"], 14, 20)
    Acknowledgement.objects.filter(pk=row.pk).update(sent_at=sent_at)


def _feel(talk: Talk, told: Row) -> None:
    """A pulse that both have answered, and one on its way."""
    row = partnership.open_pulse(theme=talk.theme, by=talk.guest)
    for person, role in ((talk.guest, "reference_leader"), (talk.host, "network_leader")):
        partnership.answer_pulse(pulse=row, by=person, answers=_answers(row, told[role]))
    moment = talk.clock.at(40, 9, 40)
    Pulse.objects.filter(pk=row.pk).update(opened_at=moment, revealed_at=moment)
    row = partnership.open_pulse(theme=talk.theme, by=talk.host)
    answers = _answers(row, told[RoleKey.NETWORK_LEADER.value])
    partnership.answer_pulse(pulse=row, by=talk.host, answers=answers)


def _answers(pulse: Pulse, words: Row) -> dict[int, str]:
    return {one.pk: words[one.key] for one in pulse.question_set.questions.all()}
