"""Who may do what with people: each person, of each other."""

import pytest

from roles.models import AccountChange
from roles.rules import people
from tests.town import (
    CHIEF,
    EMPLOYEE,
    LEFT,
    MANAGER,
    NOBODY,
    ONE,
    ROOT,
    SECOND,
    SECRETARIAT,
    SHUT_OUT,
    Town,
)

pytestmark = pytest.mark.django_db

ADMINISTER = {ROOT, *SECRETARIAT}
# Of whoever runs the site, another who does so alone.
KEPT = {
    EMPLOYEE: ADMINISTER,
    CHIEF: ADMINISTER,
    ONE: ADMINISTER,
    LEFT: ADMINISTER,
    ROOT: {ROOT},
}


def test_the_secretariat_and_who_runs_the_site_administer(town: Town) -> None:
    assert town.who(people.can_administer) == ADMINISTER


@pytest.mark.parametrize("person", KEPT)
def test_who_keeps_whom(town: Town, person: str) -> None:
    assert town.who(people.can_keep_person, town[person]) == KEPT[person]
    owner = {person} & town.working
    assert town.who(people.can_see_account_change, town[person]) == KEPT[person] | owner


@pytest.mark.parametrize("person", [EMPLOYEE, MANAGER, ONE, ROOT])
def test_everyone_edits_the_own_page_and_no_other(town: Town, person: str) -> None:
    assert town.who(people.can_edit_person, town[person]) == {person}


def test_no_page_of_one_who_does_not_work_here_is_edited(town: Town) -> None:
    for person in (LEFT, SHUT_OUT):
        assert town.who(people.can_edit_person, town[person]) == NOBODY


def test_nobody_lets_another_in(town: Town) -> None:
    assert town.who(people.can_let_in) == NOBODY


# Whose account it is, who asked, whose it would be; and who may say yes.
AGREE: tuple[tuple[str, str | None, str | None, set[str]], ...] = (
    (EMPLOYEE, ONE, None, {EMPLOYEE, SECOND, ROOT}),
    (EMPLOYEE, None, None, {EMPLOYEE, ONE, SECOND, ROOT}),
    (EMPLOYEE, ONE, SECOND, {EMPLOYEE, ROOT}),
    (EMPLOYEE, ROOT, CHIEF, {EMPLOYEE, ONE, SECOND}),
    (ONE, ONE, None, {ONE, SECOND, ROOT}),
    (ROOT, ONE, None, {ROOT}),
    (LEFT, ONE, EMPLOYEE, {SECOND, ROOT}),
)


@pytest.mark.parametrize(("person", "asked_by", "into", "may"), AGREE)
def test_a_change_has_the_owners_yes_or_that_of_a_witness(
    town: Town, person: str, asked_by: str | None, into: str | None, may: set[str]
) -> None:
    row = AccountChange(
        person=town[person],
        asked_by=town[asked_by] if asked_by else None,
        into=town[into] if into else None,
    )
    assert town.who(people.can_agree_to_account_change, row) == may
