"""Who may be signed in: whoever works here today, and whether they manage anybody comes along."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from roles.models import User
from roles.rules.sign_in import PersonBackend
from tests.town import CHIEF, EMPLOYEE, MANAGER, NL, OTHER_MANAGER, SECRETARIAT, Town, day

pytestmark = pytest.mark.django_db

EMPLOYED: dict[str, tuple[dict[str, Any], bool]] = {
    "as ever": ({}, True),
    "until today": ({"active_to": day()}, True),
    "until yesterday": ({"active_to": day(-1)}, False),
    "from today": ({"active_from": day()}, True),
    "from tomorrow": ({"active_from": day(1)}, False),
    "but shut out": ({"is_active": False}, False),
}


@pytest.mark.parametrize("when", EMPLOYED)
def test_who_works_here_today_may_be_signed_in(town: Town, when: str) -> None:
    told, may = EMPLOYED[when]
    User.objects.filter(pk=town[EMPLOYEE].pk).update(**told)
    person = User.objects.get(pk=town[EMPLOYEE].pk)
    backend = PersonBackend()
    assert backend.user_can_authenticate(person) is may
    assert backend.get_user(person.pk) == (person if may else None)


def test_all_who_work_here_and_nobody_else(town: Town) -> None:
    found = {name for name, one in town.people.items() if PersonBackend().get_user(one.pk)}
    assert found == town.working


@pytest.mark.parametrize("name", [MANAGER, CHIEF, OTHER_MANAGER, EMPLOYEE, NL])
def test_who_is_signed_in_comes_with_whether_one_manages_anybody(town: Town, name: str) -> None:
    row = PersonBackend().get_user(town[name].pk)
    assert row.__dict__["is_line_manager"] is (name in {MANAGER, CHIEF, OTHER_MANAGER})


def test_who_is_signed_in_comes_with_whether_one_is_of_the_secretariat(town: Town) -> None:
    town[EMPLOYEE].groups.add(Group.objects.create(name="Et andet hold"))
    for name, one in town.people.items():
        if row := PersonBackend().get_user(one.pk):
            assert row.__dict__["is_secretariat"] is (name in SECRETARIAT), name


def test_nobody_of_an_unknown_key_is_signed_in(town: Town) -> None:
    assert PersonBackend().get_user(0) is None
