"""The verbs of the secretariat: questions, requests, work list."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import QuestionSet, SupportRequest
from dialogues.services import (
    questions,
    support,
    worklist,
)
from roles.models import User
from roles.services import ensure_secretariat_group
from tests import support as requests
from tests.cast import Cast
from tests.dialogues.verbs.kinds import OWN
from tests.dialogues.worklist_pages import colleague, vacancy
from tests.strangers import Verb


def _questions(cast: Cast) -> dict[str, Any]:
    ensure_secretariat_group()
    questions.load_question_sets()
    return {"question_set": QuestionSet.objects.get(kind="kickoff")}


def _copy(cast: Cast) -> dict[str, Any]:
    return {"question_set": questions.duplicate(**_questions(cast), by=cast.gry)}


def _in_turn(cast: Cast) -> dict[str, Any]:
    given = _copy(cast)
    keys = given["question_set"].questions.values_list("pk", flat=True)
    return given | {"wanted": list(keys)[::-1]}


def _asked(cast: Cast, *, is_answered: bool = False) -> dict[str, SupportRequest]:
    row = requests.request(cast)
    return {"request": requests.answer(row, cast.gry) if is_answered else row}


def _finding(cast: Cast) -> dict[str, Any]:
    return {"finding": vacancy(cast), "version": 0}


def _claimed(cast: Cast, by: User) -> dict[str, Any]:
    given = _finding(cast)
    row = worklist.claim(**given, by=by)
    return given | {"version": row.version}


def _cleared(cast: Cast) -> dict[str, Any]:
    given = _finding(cast)
    row = worklist.clear(**given, by=cast.gry, note="Ringet")
    return given | {"version": row.version}


def _tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)


QUESTIONS = (
    Verb(questions.publish, "gry", _copy),
    Verb(questions.duplicate, "gry", _questions),
    Verb(questions.put_in_order, "gry", _in_turn),
)

SUPPORT = (
    Verb(
        support.ask,
        "anna",
        lambda cast: {"kind": "write", "subject": "Hjælp", "text": "Hvor begynder vi?"},
        stranger="",
        keeps="every employee asks",
    ),
    Verb(
        support.write_on,
        "anna",
        lambda cast: _asked(cast) | {"text": "Og?", "seen": 0},
        stranger="bo",
        keeps=OWN,
    ),
    Verb(
        support.answer,
        "gry",
        lambda cast: (
            (given := _asked(cast)) | {"text": "Kom", "seen": requests.newest(given["request"])}
        ),
        stranger="anna",
    ),
    Verb(support.note, "gry", lambda cast: _asked(cast) | {"text": "Husk"}, stranger="anna"),
    Verb(support.claim, "gry", _asked, stranger="anna"),
    Verb(
        support.hand_on,
        "gry",
        lambda cast: _asked(cast) | {"to": requests.colleague(), "version": 1},
        stranger="anna",
    ),
    Verb(
        support.agree_meeting,
        "gry",
        lambda cast: (
            _asked(cast)
            | {"meeting_at": requests.ahead(3), "meeting_place": "Lokale 2", "version": 1}
        ),
        stranger="anna",
    ),
    Verb(support.solve, "anna", _asked, stranger="gry", keeps=OWN),
    Verb(
        support.mark_seen,
        "anna",
        lambda cast: _asked(cast, is_answered=True),
        stranger="gry",
        keeps=OWN,
    ),
)

WORKLIST = (
    Verb(worklist.claim, "gry", _finding, stranger="root"),
    Verb(
        worklist.take_over,
        "gry",
        lambda cast: _claimed(cast, colleague()) | {"note": "Hun har ferie"},
    ),
    Verb(worklist.release, "gry", lambda cast: _claimed(cast, cast.gry)),
    Verb(worklist.snooze, "gry", lambda cast: _finding(cast) | {"until": _tomorrow()}),
    Verb(worklist.clear, "gry", lambda cast: _finding(cast) | {"note": "Ringet"}),
    Verb(worklist.reopen, "gry", _cleared),
)

VERBS = (*QUESTIONS, *SUPPORT, *WORKLIST)
