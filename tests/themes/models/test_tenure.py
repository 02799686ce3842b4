"""When someone holds a role: every appointment beside every employment, counted day by day."""

from itertools import product

import pytest

from roles.models import RoleKey, User
from tests.town import Town, day
from themes.models import Assignment
from themes.models.tenure import begins_after, earliest, is_held, is_void

pytestmark = pytest.mark.django_db

# Days around today on which something begins or ends; none is "from ever" and "until further".
DAYS = (None, -1, 0, 1)
FEW = range(-4, 5)

type Case = tuple[int, int | None, int | None, int | None, bool]


def is_possible(case: Case) -> bool:
    starts, ends, begun, left, _is_active = case
    return (ends is None or starts <= ends) and (None in (begun, left) or begun <= left)


CASES = [case for case in product(DAYS[1:], DAYS, DAYS, DAYS, (True, False)) if is_possible(case)]


def both(case: Case) -> set[int]:
    """The days within the appointment on which the person is employed."""
    starts, ends, begun, left, _is_active = case
    firsts, lasts = [starts, begun], [ends, left]
    return {
        one
        for one in FEW
        if all(first is None or first <= one for first in firsts)
        and all(last is None or one <= last for last in lasts)
    }


def first_day(case: Case) -> int:
    return max(one for one in (case[0], case[2]) if one is not None)


def last_day(case: Case) -> int | None:
    return min((one for one in (case[1], case[3]) if one is not None), default=None)


@pytest.fixture
def rows(town: Town) -> dict[Case, Assignment]:
    """A co-driver for each of the cases."""

    def on(one: int | None) -> object:
        return None if one is None else day(one)

    people = User.objects.bulk_create(
        User(
            email=f"{n}@example.org",
            name=f"Nr. {n}",
            active_from=on(begun),
            active_to=on(left),
            is_active=is_active,
        )
        for n, (_starts, _ends, begun, left, is_active) in enumerate(CASES)
    )
    told = {"theme": town.theme, "role_id": RoleKey.CO_DRIVER}
    made = Assignment.objects.bulk_create(
        Assignment(person=person, starts_on=on(case[0]), ends_on=on(case[1]), **told)
        for person, case in zip(people, CASES, strict=True)
    )
    return dict(zip(CASES, made, strict=True))


def found(rows: dict[Case, Assignment], condition: object) -> set[Case]:
    keys = set(Assignment.objects.filter(condition).values_list("pk", flat=True))
    return {case for case, row in rows.items() if row.pk in keys}


@pytest.mark.parametrize("on", [-2, -1, 0, 1, 2])
def test_the_role_is_held_on_the_days_that_are_in_both(
    rows: dict[Case, Assignment], on: int
) -> None:
    held = {case for case in CASES if case[-1] and on in both(case)}
    assert found(rows, is_held(day(on))) == held
    if not on:
        assert {case for case, row in rows.items() if row.is_held} == held


@pytest.mark.parametrize("on", [-1, 0])
def test_it_begins_on_the_later_of_the_two_first_days(
    rows: dict[Case, Assignment], on: int
) -> None:
    later = {case for case in CASES if first_day(case) > on}
    assert found(rows, begins_after(day(on))) == later
    assert {case: row.held_from for case, row in rows.items()} == {
        case: day(first_day(case)) for case in CASES
    }
    if not on:
        assert {case for case, row in rows.items() if row.is_ahead} == later


def test_it_ends_on_the_earlier_of_the_two_last_days(rows: dict[Case, Assignment]) -> None:
    for case, row in rows.items():
        last = last_day(case)
        assert row.held_until == (None if last is None else day(last))
        assert row.has_ended is (last is not None and last < 0)


def test_void_is_what_has_no_day_or_is_to_come_for_one_who_is_shut_out(
    rows: dict[Case, Assignment],
) -> None:
    void = {case for case in CASES if not both(case) or (first_day(case) > 0 and not case[-1])}
    assert found(rows, is_void(day())) == {case for case, row in rows.items() if row.is_void}
    assert found(rows, is_void(day())) == void


def test_the_earliest_of_no_days_is_none() -> None:
    assert earliest() is earliest(None, None) is None
    assert earliest(None, day(2), day(1)) == day(1)
