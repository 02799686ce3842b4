"""Who may do what with courses: each person, of each other."""

import pytest

from roles.rules.training import can_manage_courses, can_see_training, can_take_course
from tests.town import (
    CHIEF,
    EMPLOYEE,
    FAR,
    LEFT,
    MANAGER,
    MEMBER,
    NL,
    ONE,
    OTHER_MANAGER,
    RL,
    SECRETARIAT,
    Town,
)

pytestmark = pytest.mark.django_db

# The line manager of each, beside the person and the secretariat.
SEEN = {
    EMPLOYEE: {MANAGER},
    NL: {MANAGER},
    MANAGER: {CHIEF},
    RL: {CHIEF},
    ONE: {CHIEF},
    FAR: {OTHER_MANAGER},
    CHIEF: set(),
    MEMBER: set(),
}


def test_who_works_here_takes_courses_and_the_secretariat_gives_them(town: Town) -> None:
    assert town.who(can_take_course) == town.working
    assert town.who(can_manage_courses) == SECRETARIAT


@pytest.mark.parametrize("person", SEEN)
def test_who_sees_which_courses_one_has_taken(town: Town, person: str) -> None:
    assert town.who(can_see_training, town[person]) == {person, *SECRETARIAT, *SEEN[person]}


def test_what_one_who_left_has_taken_the_secretariat_and_the_manager_see(town: Town) -> None:
    assert town.who(can_see_training, town[LEFT]) == {CHIEF, *SECRETARIAT}
