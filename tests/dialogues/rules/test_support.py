"""Who may do what with a request to the secretariat: no other leader, no superuser."""

import pytest

from dialogues.models import SupportRequest
from dialogues.rules.support import (
    can_answer_request,
    can_ask,
    can_see_inbox,
    can_write_request,
)
from tests.town import LEFT, NL, NOBODY, ONE, ROOT, SECOND, SECRETARIAT, Town

pytestmark = pytest.mark.django_db


def test_who_works_here_asks_and_the_secretariat_has_the_inbox(town: Town) -> None:
    assert town.who(can_ask) == town.working
    assert town.who(can_see_inbox) == SECRETARIAT


@pytest.mark.parametrize("state", SupportRequest.State.values)
@pytest.mark.parametrize(
    ("author", "write", "answer"),
    [
        (NL, {NL}, SECRETARIAT),
        (ROOT, {ROOT}, SECRETARIAT),
        (ONE, {ONE}, {SECOND}),
        (LEFT, NOBODY, SECRETARIAT),
    ],
)
def test_who_asked_writes_on_and_another_answers(
    town: Town, state: str, author: str, write: set[str], answer: set[str]
) -> None:
    row = SupportRequest(author=town[author], theme=town.theme, state=state)
    assert town.who(can_write_request, row) == write
    assert town.who(can_answer_request, row) == answer
