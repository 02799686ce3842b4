"""When something last happened on each theme: what counts, and what only the two know of."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogues.models import Agreement, Conversation, Duty, MandatePart, Sitting, Sparring, Task
from dialogues.queries.activity import last_activity
from roles.models import RoleKey, RolePoint
from tests.cast import assign
from tests.dialogues.queries.rows import held, sides
from tests.dialogues.rules.states import Status
from tests.town import CD, EMPLOYEE, MANAGER, NL, RL, Town, day
from themes.models import Assignment, Gate, Idea, IdeaStep, Phase, Theme, ThemeUpdate
from themes.models.records import Record

pytestmark = pytest.mark.django_db

# The day on which it happened, and how long before it everything else.
LAST, BEFORE = 3, 40


@pytest.fixture(autouse=True)
def _all_is_quiet(town: Town) -> None:
    long_ago = timezone.now() - timedelta(days=BEFORE)
    told = {"phase_since": day(-BEFORE), "decided_on": day(-BEFORE), "starts_on": day(-BEFORE)}
    Theme.objects.update(updated_at=long_ago, created_at=long_ago, **told)
    Assignment.objects.filter(starts_on=day()).update(starts_on=day(-BEFORE))
    for kind in Record.kinds():
        kind.objects.update(updated_at=long_ago)


def moment(days: int = LAST) -> Any:
    return timezone.now() - timedelta(days=days)


def talk(town: Town, **told: Any) -> Conversation:
    told = {"status": Status.INVITED, "invited_at": moment(BEFORE), "held_at": None} | told
    return held(town, **told)


def change(town: Town, **told: Any) -> None:
    point = RolePoint.objects.duties().current()[0]
    row = Duty.objects.create(theme=town.theme, point=point, key=point.key)
    told = {"proposed_at": moment(BEFORE), "proposed_by": town[NL]} | told
    row.status_changes.create(from_status="agreed", to_status="in_place", **told)


def step(town: Town) -> None:
    idea = Idea.objects.create(theme=town.theme, title="En idé", created_by=town[NL])
    Idea.objects.update(updated_at=moment(BEFORE), created_at=moment(BEFORE))
    IdeaStep.objects.create(idea=idea, to_stage="idea", by=town[NL], at=moment())


def mandate(town: Town) -> None:
    told = {"leader_agreed_at": moment(), "counterpart_agreed_at": moment(), "sharing": "Deler"}
    told |= {"network_leader": town[NL], "counterpart": town[CD], "role": RoleKey.CO_DRIVER}
    MandatePart.objects.create(theme=town.theme, agreed_at=moment(), **told)


def gate(town: Town) -> None:
    one, other = Phase.objects.all()[:2]
    told = {"theme": town.theme, "from_phase": one, "to_phase": other, "created_by": town[NL]}
    Gate.objects.create(passed_on=day(-LAST), **told)
    Gate.objects.update(updated_at=moment(BEFORE))


def update(town: Town) -> None:
    told = {"theme": town.theme, "author": town[NL], "text": "Nyt"}
    ThemeUpdate.objects.create(created_at=moment(), **told)


def task(town: Town) -> None:
    told = {"owner": town[RL], "created_by": town[NL], "text": "Ring"}
    Task.objects.create(conversation=talk(town), done_at=moment(), **told)


def sitting(town: Town) -> None:
    told = {"theme": town.theme, "started_by": town[NL]} | sides(town, (NL, RL))
    Sitting.objects.create(confirmed_at=moment(), **told)


def theme(town: Town, **told: Any) -> None:
    Theme.objects.filter(pk=town.theme.pk).update(**told)


COUNTS: dict[str, Callable[[Town], Any]] = {
    "news": update,
    "an idea moved": step,
    "a status proposed": lambda town: change(town, proposed_at=moment()),
    "a status answered": lambda town: change(town, answered_at=moment()),
    "a task done": task,
    "an agreement": lambda town: Agreement.objects.create(
        conversation=talk(town), approved_at=moment()
    ),
    "a part of the mandate": mandate,
    "a confirmation": sitting,
    "the theme edited": lambda town: theme(town, updated_at=moment()),
    "an invitation": lambda town: talk(town, invited_at=moment()),
    "a time of a talk": lambda town: talk(town, scheduled_at=moment()),
    "a talk held": lambda town: talk(town, held_at=moment(), status=Status.HELD),
    "a record": lambda town: (
        Idea.objects.create(theme=town.theme, title="En idé", created_by=town[NL])
        and Idea.objects.update(updated_at=moment())
    ),
    "a gate": gate,
    "a phase": lambda town: theme(town, phase_since=day(-LAST)),
    "a decision": lambda town: theme(town, decided_on=day(-LAST)),
    "a beginning": lambda town: theme(town, starts_on=day(-LAST)),
    "a role": lambda town: assign(
        town.theme, RoleKey.CO_DRIVER, town[EMPLOYEE], starts_on=day(-LAST)
    ),
    "a time called off": lambda town: talk(town, status=Status.CANCELLED, scheduled_at=moment()),
}


@pytest.mark.parametrize("what", COUNTS)
def test_what_everybody_who_leads_may_know_of_counts(town: Town, what: str) -> None:
    COUNTS[what](town)
    found = last_activity()
    assert found[town.theme.pk] == day(-LAST)
    assert found[town.other_theme.pk] == day(-BEFORE)


SILENT: dict[str, Callable[[Town], Any]] = {
    "nothing": lambda town: None,
    "a draft": lambda town: talk(town, status=Status.DRAFT, invited_at=None, scheduled_at=moment()),
    "a talk called off that lay ahead": lambda town: talk(
        town, status=Status.CANCELLED, scheduled_at=moment(-LAST)
    ),
    "a role to come": lambda town: assign(
        town.theme, RoleKey.CO_DRIVER, town[MANAGER], starts_on=day(1)
    ),
    "sparring": lambda town: Sparring.objects.create(
        theme=town.theme,
        takes_place_on=day(-LAST),
        created_by=town[NL],
        **sides(town, (NL, RL)),
    ),
}


@pytest.mark.parametrize("what", SILENT)
def test_what_the_two_alone_know_of_does_not(town: Town, what: str) -> None:
    SILENT[what](town)
    assert last_activity()[town.theme.pk] == day(-BEFORE)


def test_a_talk_that_is_booked_lies_ahead(town: Town) -> None:
    talk(town, scheduled_at=moment(-LAST))
    assert last_activity()[town.theme.pk] == day(LAST)
