"""Who nominates whom, and who answers it: each person, of each other."""

import pytest

from roles.models import Nomination
from roles.rules import nominations
from tests.town import (
    CHIEF,
    EMPLOYEE,
    FORMER_NL,
    LEFT,
    MANAGER,
    NL,
    NOBODY,
    ONE,
    OTHER_MANAGER,
    SECOND,
    SECRETARIAT,
    SHUT_OUT,
    TO_COME,
    Town,
    day,
)

pytestmark = pytest.mark.django_db

MANAGERS = {MANAGER, CHIEF, OTHER_MANAGER}
# At any height above; but neither oneself nor anyone who does not work here.
NOMINATED = {
    EMPLOYEE: {MANAGER, CHIEF},
    NL: {MANAGER, CHIEF},
    MANAGER: {CHIEF},
    "a leader elsewhere": {OTHER_MANAGER, CHIEF},
    ONE: {CHIEF},
    CHIEF: NOBODY,
    FORMER_NL: NOBODY,
    LEFT: NOBODY,
    SHUT_OUT: NOBODY,
    TO_COME: NOBODY,
}


def test_line_managers_of_today_begin(town: Town) -> None:
    assert town.who(nominations.can_begin_nomination) == MANAGERS


@pytest.mark.parametrize("person", NOMINATED)
def test_each_is_nominated_from_above(town: Town, person: str) -> None:
    assert town.who(nominations.can_nominate, town[person]) == NOMINATED[person]


def test_who_has_nominated_before_sees_the_own_ones(town: Town) -> None:
    assert town.who(nominations.can_see_own_nominations) == MANAGERS
    told = {"author": town[FORMER_NL], "nominee": town[EMPLOYEE], "consent_on": day()}
    Nomination.objects.create(**told)
    assert town.who(nominations.can_see_own_nominations) == {FORMER_NL, *MANAGERS}


@pytest.mark.parametrize("status", Nomination.Status.values)
def test_a_nomination_is_its_authors_and_the_secretariat_answers(town: Town, status: str) -> None:
    row = Nomination(author=town[FORMER_NL], nominee=town[EMPLOYEE], status=status)
    assert town.who(nominations.can_write_nomination, row) == {FORMER_NL}
    assert town.who(nominations.can_answer_nomination, row) == SECRETARIAT


def test_no_nominee_answers(town: Town) -> None:
    row = Nomination(author=town[CHIEF], nominee=town[ONE])
    assert town.who(nominations.can_answer_nomination, row) == {SECOND}


def test_all_are_listed_for_the_secretariat_alone(town: Town) -> None:
    assert town.who(nominations.can_see_nominations) == SECRETARIAT
