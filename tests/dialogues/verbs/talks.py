"""The verbs of a talk, from the invitation to its agreement and tasks."""

from typing import Any

from django.utils import timezone

from dialogues.models import Conversation, Task
from dialogues.services import (
    agenda,
    agreements,
    conversations,
    invitations,
    news,
    notes,
    questions,
    reflections,
    tasks,
)
from tests import support as requests
from tests import talks
from tests.cast import Cast
from tests.dialogues.test_agenda import with_three
from tests.dialogues.verbs.kinds import OWN, THEIRS, Pairs, Talk


def _called_off(cast: Cast) -> Conversation:
    """Anna has called the talk off, which Bo has not seen."""
    return invitations.cancel(conversation=talks.invited_talk(cast), by=cast.anna, reason="Ferie")


def _timed(cast: Cast) -> Conversation:
    """A draft with a time in it."""
    talk = talks.draft_talk(cast)
    invitations.write_invitation(
        conversation=talk, version=talk.version, by=cast.anna, times=[requests.ahead(7)]
    )
    return talk


def _agreement(talk: Conversation) -> dict[str, Any]:
    row = talks.agreement_of(talk)
    return {"agreement": row, "version": row.version}


def _point(cast: Cast, **told: Any) -> dict[str, Any]:
    talk = talks.started_talk(cast)
    told = {"text": "Hvem taler med byrådet?", "is_raised": False} | told
    return {"point": agenda.add_point(conversation=talk, by=cast.anna, **told)}


def _revealed(cast: Cast) -> dict[str, Any]:
    talk = talks.invited_talk(cast)
    talks.submit(talk, cast.bo)
    return {"reflection": talks.submit(talk, cast.anna)}


def _to_share(cast: Cast) -> dict[str, Any]:
    talk = talks.invited_talk(cast)
    reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    return {"reflection": talks.submit(talk, cast.anna)}


def _note(cast: Cast) -> dict[str, Any]:
    talk = talks.invited_talk(cast)
    notes.save_note(conversation=talk, by=cast.anna, text="Kun til mig")
    return {"conversation": talk}


def _task(cast: Cast) -> dict[str, Task]:
    talk = talks.started_talk(cast)
    return {"task": tasks.add_task(conversation=talk, by=cast.bo, text="Ring", owner=cast.anna)}


def _task_of_two_others(cast: Cast) -> dict[str, Task]:
    """Anna's task that stands from the time of another reference leader."""
    task = _task(cast)["task"]
    Task.objects.filter(pk=task.pk).update(reference_leader=cast.dan)
    return {"task": task}


AGENDA = (
    Pairs(
        agenda.move_duty,
        "anna",
        lambda cast: {
            "conversation": (talk := with_three(talks.started_talk(cast))),
            "step": talk.points.exclude(point=None).filter(is_chosen=True).last().step,
            "up": True,
        },
        keeps=THEIRS,
    ),
    Pairs(
        agenda.choose_duty,
        "anna",
        lambda cast: {
            "conversation": talks.started_talk(cast),
            "step": "opgave-4",
            "is_chosen": True,
        },
        keeps=THEIRS,
    ),
    Pairs(
        agenda.add_point,
        "anna",
        lambda cast: {
            "conversation": talks.started_talk(cast),
            "text": "Budgettet",
            "is_raised": True,
        },
        keeps=THEIRS,
    ),
    Pairs(agenda.move_point, "anna", lambda cast: _point(cast) | {"verb": "raise"}, keeps=THEIRS),
    Pairs(
        agenda.move_point,
        "anna",
        lambda cast: _point(cast) | {"verb": "raise"},
        "not raised yet",
        stranger="bo",
        keeps=THEIRS,
    ),
    Pairs(
        agenda.rewrite_point,
        "anna",
        lambda cast: _point(cast, is_raised=True) | {"version": 1, "text": "Andre ord"},
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(agenda.delete_point, "anna", _point, stranger="bo", keeps=OWN),
)

AGREEMENTS = (
    Pairs(
        agreements.write_agreement,
        "bo",
        lambda cast: (
            _agreement(talks.held_talk(cast))
            | {"collaboration": "Vi ringer.", "rhythm": "", "review_on": None, "items": {}}
        ),
        keeps=THEIRS,
    ),
    Pairs(
        agreements.send_for_approval,
        "bo",
        lambda cast: _agreement(talks.held_talk(cast)),
        keeps=THEIRS,
    ),
    Pairs(
        agreements.approve,
        "bo",
        lambda cast: _agreement(talks.summarised_talk(cast)),
        keeps=THEIRS,
    ),
    Pairs(
        agreements.reopen,
        "bo",
        lambda cast: {"conversation": talks.approved_talk(cast), "reason": "Ny rytme"},
        keeps=THEIRS,
    ),
)

CONVERSATIONS = (
    Talk(conversations.start, "bo", lambda cast: {"conversation": talks.agreed_talk(cast)}),
    Pairs(
        conversations.go_to_step,
        "bo",
        lambda cast: {"conversation": talks.started_talk(cast), "step": "velkomst"},
        keeps=THEIRS,
    ),
    Pairs(
        conversations.write_point,
        "bo",
        lambda cast: {
            "point": talks.started_talk(cast).points.first(),
            "texts": {"note": "Vi begyndte."},
        },
        keeps=THEIRS,
    ),
    Pairs(
        conversations.hold,
        "bo",
        lambda cast: {"conversation": talks.started_talk(cast)},
        keeps=THEIRS,
    ),
    Talk(
        conversations.record,
        "bo",
        lambda cast: {"conversation": talks.invited_talk(cast), "held_on": timezone.localdate()},
    ),
    Talk(
        conversations.record,
        "anna",
        lambda cast: {"conversation": talks.draft_talk(cast), "held_on": timezone.localdate()},
        "nobody was invited to",
        stranger="bo",
    ),
    Pairs(
        conversations.close,
        "bo",
        lambda cast: {"conversation": talks.approved_talk(cast)},
        keeps=THEIRS,
    ),
)

INVITATIONS = (
    Pairs(
        invitations.draft_invitation,
        "anna",
        lambda cast: {"theme": (questions.load_question_sets(), cast.theme)[1]},
    ),
    Pairs(
        invitations.begin_preparation,
        "bo",
        lambda cast: {"theme": (questions.load_question_sets(), cast.theme)[1]},
    ),
    Pairs(
        invitations.say_ready,
        "bo",
        lambda cast: {"theme": (questions.load_question_sets(), cast.theme)[1]},
        stranger="anna",
    ),
    Pairs(
        invitations.write_invitation,
        "anna",
        lambda cast: (
            {"conversation": talks.draft_talk(cast), "version": 1, "times": []}
            | {"message": "Vil du?"}
        ),
        stranger="bo",
        keeps=THEIRS,
    ),
    Pairs(
        invitations.send_invitation,
        "anna",
        lambda cast: {"conversation": _timed(cast)},
        stranger="bo",
    ),
    Pairs(
        news.mark_seen,
        "bo",
        lambda cast: {"conversation": _called_off(cast)},
        keeps=THEIRS,
    ),
    Talk(
        invitations.accept_time,
        "bo",
        lambda cast: {
            "conversation": (talk := talks.invited_talk(cast)),
            "proposed_time": talk.proposed_times.first().pk,
        },
        stranger="anna",
    ),
    Pairs(
        invitations.ask_for_other_time,
        "bo",
        lambda cast: {"conversation": talks.invited_talk(cast), "reply": "Ferie"},
        stranger="anna",
        keeps=THEIRS,
    ),
    Pairs(
        invitations.decline,
        "bo",
        lambda cast: {"conversation": talks.invited_talk(cast), "reason": "Ferie"},
        stranger="anna",
        keeps=THEIRS,
    ),
    Pairs(
        invitations.cancel,
        "bo",
        lambda cast: {"conversation": talks.invited_talk(cast)},
        keeps=THEIRS,
    ),
    Pairs(
        invitations.cancel,
        "anna",
        lambda cast: {"conversation": talks.draft_talk(cast)},
        "nobody was invited to",
        stranger="bo",
        keeps=THEIRS,
    ),
)

NOTES = (
    Pairs(
        notes.save_note,
        "anna",
        lambda cast: {"conversation": talks.invited_talk(cast), "text": "Kun til mig"},
        keeps=OWN,
    ),
    Pairs(
        notes.save_note,
        "anna",
        lambda cast: {"conversation": talks.draft_talk(cast), "text": "Kun til mig"},
        "nobody was invited to",
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(notes.delete_note, "anna", _note, keeps=OWN),
    Pairs(
        notes.add_to_reflection,
        "anna",
        lambda cast: _revealed(cast) | {"text": "Også dette"},
        stranger="bo",
        keeps=OWN,
    ),
)

REFLECTIONS = (
    Pairs(
        reflections.save_reflection,
        "anna",
        lambda cast: {
            "reflection": talks.reflection_of(talk := talks.invited_talk(cast), cast.anna),
            "texts": {("answer", talk.question_set.questions.first().pk): "Mine ord"},
        },
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(
        reflections.submit,
        "anna",
        lambda cast: {"reflection": talks.reflection_of(talks.invited_talk(cast), cast.anna)},
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(
        reflections.withdraw,
        "anna",
        lambda cast: {"reflection": talks.submit(talks.invited_talk(cast), cast.anna)},
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(
        reflections.take_orally,
        "anna",
        lambda cast: {"reflection": talks.reflection_of(talks.invited_talk(cast), cast.anna)},
        stranger="bo",
        keeps=OWN,
    ),
    Pairs(reflections.share_anyway, "anna", _to_share, stranger="bo", keeps=OWN),
)

TASKS = (
    Pairs(
        tasks.add_task,
        "bo",
        lambda cast: {
            "conversation": talks.started_talk(cast),
            "text": "Ring",
            "owner": cast.anna,
        },
        keeps=THEIRS,
    ),
    Pairs(tasks.finish_task, "anna", _task, keeps=THEIRS),
    Pairs(tasks.take_over_task, "anna", _task_of_two_others, stranger="bo"),
)

VERBS = (*AGENDA, *AGREEMENTS, *CONVERSATIONS, *INVITATIONS, *NOTES, *REFLECTIONS, *TASKS)
