"""As ``themes.rules.assignments`` says it, person by person."""

import pytest

from tests.town import (
    ACCEPTED,
    ROOT,
    SECRETARIAT,
    Town,
    each,
)
from themes.rules import assignments

pytestmark = pytest.mark.django_db


def test_the_secretariat_proposes_people_for_what_was_taken_up(town: Town) -> None:
    found = town.told(assignments.can_propose_holder, town.in_each_state())
    assert found == each(ACCEPTED, SECRETARIAT)


def test_who_administers_appoints_without_asking(town: Town) -> None:
    found = town.told(assignments.can_appoint, town.in_each_state())
    assert found == each(ACCEPTED, {ROOT, *SECRETARIAT})


def test_who_works_here_reads_why_they_were_appointed(town: Town) -> None:
    found = town.told(assignments.can_read_own_reason, town.in_each_state())
    assert found == each(ACCEPTED, town.working)


def test_the_secretariat_sees_how_much_each_carries(town: Town) -> None:
    assert town.who(assignments.can_see_load) == SECRETARIAT
