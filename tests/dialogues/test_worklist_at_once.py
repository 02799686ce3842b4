"""Two of the secretariat at the same moment: one has the finding, and the other hears who."""

import pytest

from dialogues.models import WorkItem, WorkStep
from dialogues.services import worklist as verbs
from referenceledelse.core.web.errors import Stale
from tests.cast import Cast
from tests.dialogues.test_at_once import at_once
from tests.dialogues.worklist_pages import colleague, vacancy

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_take_it_at_once_and_one_has_it(cast: Cast) -> None:
    one, people = vacancy(cast), (cast.gry, colleague())
    (told,) = at_once(*[lambda p=p: verbs.claim(finding=one, by=p, version=0) for p in people])
    row = WorkItem.objects.get()
    assert isinstance(told, Stale)
    assert told.message == f"{row.claimed_by.name} tog sagen, efter at du åbnede siden."
    assert WorkStep.objects.count() == 1


def test_one_clears_while_the_other_takes(cast: Cast) -> None:
    one, hans = vacancy(cast), colleague()
    raised = at_once(
        lambda: verbs.clear(finding=one, by=cast.gry, version=0, note="Ordnet"),
        lambda: verbs.claim(finding=one, by=hans, version=0),
    )
    assert [type(error) for error in raised] == [Stale]
    assert WorkStep.objects.count() == 1


def test_one_who_presses_three_times_at_once_takes_it_once(cast: Cast) -> None:
    one = vacancy(cast)
    assert at_once(*[lambda: verbs.claim(finding=one, by=cast.gry, version=0)] * 3) == []
    assert (WorkItem.objects.get().version, WorkStep.objects.count()) == (1, 1)
