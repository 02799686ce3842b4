"""Two at the same moment with one request: nobody is passed, and nothing happens twice."""

import pytest

from dialogues.models import SupportRequest
from dialogues.services import support as services
from referenceledelse.core.web.errors import Refused, Stale
from tests.cast import Cast
from tests.dialogues.test_at_once import at_once
from tests.support import answer, colleague, newest, request

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_answers_at_once_and_one_hears_of_the_other(cast: Cast) -> None:
    row, hans = request(cast), colleague()
    seen = newest(row)
    raised = at_once(
        lambda: answer(row, cast.gry, text="Et", seen=seen),
        lambda: answer(row, hans, text="To", seen=seen),
    )
    assert [type(error) for error in raised] == [Stale]
    assert row.messages.count() == 2


def test_two_take_a_request_at_once_and_one_has_it(cast: Cast) -> None:
    row, hans = request(cast), colleague()
    raised = at_once(
        lambda: services.claim(request=row, by=cast.gry),
        lambda: services.claim(request=row, by=hans),
    )
    assert [type(error) for error in raised] == [Refused]
    row.refresh_from_db()
    assert row.owner in (cast.gry, hans)


def test_author_writes_while_the_request_is_solved_and_it_is_not_lost(cast: Cast) -> None:
    row = request(cast)
    seen = newest(row)
    raised = at_once(
        lambda: answer(row, cast.gry, seen=seen, then="solved"),
        lambda: services.write_on(request=row, by=cast.anna, text="Vent", seen=seen),
    )
    assert [type(error) for error in raised] == [Stale]
    row.refresh_from_db()
    assert (row.state == "solved") == (row.messages.last().author == cast.gry)


def test_asking_twice_at_once_is_once(cast: Cast) -> None:
    assert at_once(*[lambda: request(cast)] * 3) == []
    assert SupportRequest.objects.count() == 1
