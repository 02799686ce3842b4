"""The verbs of the two leaders beside their talks: duties, mandate, sparring, pulse."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import Duty
from dialogues.services import (
    duties,
    first_steps,
    mandate,
    partnership,
    questions,
    sittings,
    stances,
    stones,
    tasks,
)
from roles.models import User
from tests import mandates, rooms, talks
from tests.cast import Cast, assign, make_person
from tests.dialogues.duty_pages import duty_of, proposed
from tests.dialogues.verbs.kinds import OWN, THEIRS, Pairs, Talk
from themes.models import Assignment


def _part(row: Any) -> dict[str, Any]:
    return {"part": row, "version": row.version}


def _sparring(cast: Cast) -> dict[str, Any]:
    today = timezone.localdate()
    row = partnership.plan_sparring(theme=cast.theme, by=cast.bo, takes_place_on=today)
    return {"sparring": row}


def _of_two_others(cast: Cast) -> Duty:
    """A duty as Anna left it with another reference leader."""
    duty = duty_of(cast)
    Duty.objects.filter(pk=duty.pk).update(network_leader=cast.anna, reference_leader=cast.dan)
    return duty


def _thanks(cast: Cast) -> dict[str, Any]:
    partnership.acknowledge(theme=cast.theme, by=cast.bo, text="Tak for modet")
    return {"theme": cast.theme}


def _pulse(cast: Cast, *answered: User) -> dict[str, Any]:
    questions.load_question_sets()
    row = partnership.open_pulse(theme=cast.theme, by=cast.bo)
    for person in answered:
        partnership.answer_pulse(pulse=row, by=person, answers={})
    return {"pulse": row}


def _left(cast: Cast, predecessor: User) -> dict[str, Any]:
    """The leader's role is another's since yesterday, and a task is left."""
    talk = talks.started_talk(cast)
    task = tasks.add_task(conversation=talk, by=predecessor, text="Ring", owner=predecessor)
    ended = Assignment.objects.get(theme=cast.theme, person=predecessor)
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(pk=ended.pk).update(starts_on=yesterday, ends_on=yesterday)
    successor = make_person("Nora Nyquist")
    assign(cast.theme, ended.role_id, successor)
    people = {"predecessor": predecessor, "successor": successor}
    return {"theme": cast.theme, "tasks": [task], "note": "Hun venter.", **people}


def _left_for_good(cast: Cast) -> dict[str, Any]:
    given = _left(cast, cast.bo)
    given["predecessor"].is_active = False
    given["predecessor"].save()
    return given


def _sitting(cast: Cast, *, is_finished: bool = False) -> dict[str, Any]:
    row = sittings.start_sitting(theme=cast.theme, by=cast.anna)
    row.duties.update(status="agreed")
    if is_finished:
        row = sittings.finish_sitting(sitting=row, by=cast.anna)
    return {"sitting": row}


def _first_step(cast: Cast) -> dict[str, Any]:
    told = {"text": "Talte med", "taken_on": timezone.localdate()}
    return {"step": first_steps.note_step(theme=cast.theme, by=cast.bo, **told)}


def _stone(cast: Cast, colleague: User | None = None) -> dict[str, Any]:
    row = stones.lay(theme=cast.theme, by=cast.anna, text="Porten er lukket")
    if colleague:
        row = stones.hand_on(stone=row, by=cast.bo, colleague=colleague)
    return {"stone": row}


def _stone_of_earlier_leaders(cast: Cast) -> dict[str, Any]:
    given = _stone(cast)
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).update(person=cast.eva)
    return given


def _tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)


DUTIES = (
    Pairs(
        duties.set_own_view,
        "anna",
        lambda cast: {"duty": duty_of(cast), "status": "agreed"},
    ),
    Pairs(
        duties.propose_status,
        "anna",
        lambda cast: {"duty": duty_of(cast), "status": "agreed"},
    ),
    Pairs(
        duties.answer_status,
        "bo",
        lambda cast: {"change": proposed(cast, cast.anna), "is_confirmed": True},
    ),
    Pairs(
        duties.answer_status,
        "bo",
        lambda cast: {"change": proposed(cast, cast.anna), "is_confirmed": True},
        "one's own",
        stranger="anna",
    ),
    Pairs(
        duties.withdraw_status,
        "anna",
        lambda cast: {"change": proposed(cast, cast.anna)},
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(
        duties.plan_duty,
        "anna",
        lambda cast: {
            "duty": duty_of(cast),
            "version": 1,
            "next_step": "Ring",
            "responsible": None,
            "due_on": None,
        },
    ),
    Pairs(duties.take_over_duty, "anna", lambda cast: {"duty": _of_two_others(cast)}),
)

MANDATE = (
    Pairs(
        mandate.begin_part,
        "anna",
        lambda cast: {"theme": cast.theme, "role": mandates.MANAGER},
        stranger="bo",
    ),
    Pairs(
        mandate.mark_read,
        "finn",
        lambda cast: {"part": mandates.begun(cast)},
        keeps=THEIRS,
    ),
    Pairs(
        mandate.write_part,
        "anna",
        lambda cast: _part(mandates.begun(cast)) | {"time_balance": "Torsdage"},
        stranger="bo",
    ),
    Pairs(mandate.agree_part, "anna", lambda cast: _part(mandates.written(cast)), stranger="bo"),
    Pairs(
        mandate.reopen_part,
        "anna",
        lambda cast: {"part": mandates.agreed(cast), "reason": "Flere timer"},
        stranger="bo",
    ),
)

PARTNERSHIP = (
    Pairs(
        partnership.plan_sparring,
        "bo",
        lambda cast: {"theme": cast.theme, "takes_place_on": _tomorrow()},
    ),
    Pairs(
        partnership.write_sparring,
        "bo",
        lambda cast: (
            _sparring(cast)
            | {"version": 1, "takes_place_on": timezone.localdate(), "subject": "Tempo"}
            | {"takeaway": "", "is_held": True}
        ),
    ),
    Pairs(partnership.delete_sparring, "bo", _sparring),
    Pairs(
        partnership.acknowledge,
        "bo",
        lambda cast: {"theme": cast.theme, "text": "Tak for modet"},
        stranger="anna",
    ),
    Pairs(
        partnership.acknowledge_story,
        "bo",
        lambda cast: {"story": rooms.story(cast), "text": "Det ændrede noget"},
        stranger="anna",
    ),
    Pairs(partnership.mark_read, "anna", _thanks, keeps=OWN),
    Pairs(
        partnership.open_pulse,
        "bo",
        lambda cast: {"theme": (questions.load_question_sets(), cast.theme)[1]},
    ),
    Talk(partnership.answer_pulse, "anna", lambda cast: _pulse(cast) | {"answers": {}}),
    Pairs(partnership.withdraw_pulse, "anna", lambda cast: _pulse(cast, cast.anna), keeps=OWN),
    Pairs(
        partnership.hand_over,
        "bo",
        lambda cast: _left(cast, cast.bo),
        "by who left",
        stranger="anna",
        keeps="who left a role gives on what is left open in it",
    ),
    Pairs(partnership.hand_over, "anna", _left_for_good, "by the other leader"),
)

SITTINGS = (
    Pairs(sittings.start_sitting, "anna", lambda cast: {"theme": cast.theme}),
    Pairs(
        sittings.say,
        "bo",
        lambda cast: _sitting(cast) | {"key": "capital", "status": "in_progress"},
    ),
    Pairs(sittings.finish_sitting, "bo", _sitting),
    Pairs(sittings.take_up_sitting, "bo", lambda cast: _sitting(cast, is_finished=True)),
    Pairs(sittings.confirm_sitting, "bo", lambda cast: _sitting(cast, is_finished=True)),
    Pairs(sittings.drop_sitting, "bo", _sitting),
)

STANCES = (
    Pairs(
        stances.say,
        "bo",
        lambda cast: {"theme": cast.theme, "words": {"stake": "Færre indlæggelser"}},
        "the four parts",
        stranger="anna",
    ),
    Pairs(stances.say, "anna", lambda cast: {"theme": cast.theme, "words": {"depends": "Tid"}}),
    Pairs(
        stances.take_over_words,
        "bo",
        lambda cast: {"conversation": talks.revealed_talk(cast)},
        stranger="anna",
    ),
)

STONES = (
    Pairs(stones.lay, "anna", lambda cast: {"theme": cast.theme, "text": "Porten"}, stranger="bo"),
    Pairs(stones.note, "bo", lambda cast: {"theme": cast.theme, "text": "Porten"}, stranger="anna"),
    Pairs(
        stones.mark_read,
        "anna",
        lambda cast: _stone(cast, cast.finn),
        keeps="what was said of a stone stays with the two whose it was",
    ),
    Pairs(stones.take, "bo", _stone, stranger="anna"),
    Pairs(
        stones.hand_on, "bo", lambda cast: _stone(cast) | {"colleague": cast.eva}, stranger="anna"
    ),
    Pairs(stones.decline, "bo", lambda cast: _stone(cast) | {"words": "Ikke nu"}, stranger="anna"),
    Pairs(
        stones.clear,
        "finn",
        lambda cast: _stone(cast, cast.finn) | {"words": "Porten er åben"},
        "by the colleague",
        keeps="the colleague has been asked, whatever role they hold",
    ),
    Pairs(stones.clear, "bo", lambda cast: _stone(cast) | {"words": "Porten er åben"}),
    Pairs(stones.withdraw, "anna", _stone, stranger="bo"),
    Pairs(stones.carry_on, "anna", _stone_of_earlier_leaders),
)

STEPS = (
    Pairs(
        first_steps.note_step,
        "bo",
        lambda cast: ({"theme": cast.theme, "text": "Talte med", "taken_on": timezone.localdate()}),
    ),
    Pairs(first_steps.remove_step, "bo", _first_step, stranger="anna"),
)

VERBS = (*DUTIES, *MANDATE, *PARTNERSHIP, *SITTINGS, *STANCES, *STONES, *STEPS)
