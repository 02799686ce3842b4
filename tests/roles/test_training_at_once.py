"""Many at the same moment on the last seat: it is given once."""

import pytest

from roles.models import CourseSession, SignUp
from roles.services import training
from tests.cast import Cast
from tests.dialogues.test_at_once import at_once
from tests.support import join, session

pytestmark = pytest.mark.django_db(transaction=True)


def test_last_seat_is_given_once(cast: Cast) -> None:
    row = session(seats=1)
    people = (cast.anna, cast.bo, cast.clara, cast.eva)
    assert at_once(*[lambda p=p: training.sign_up(session=row, by=p) for p in people]) == []
    assert SignUp.objects.seated().count() == 1
    assert SignUp.objects.waiting().count() == 3


def test_signing_up_twice_at_once_is_once(cast: Cast) -> None:
    row = session()
    assert at_once(*[lambda: training.sign_up(session=row, by=cast.eva)] * 3) == []
    assert SignUp.objects.count() == 1


def test_seat_given_up_while_another_asks_is_given_once(cast: Cast) -> None:
    row = session(seats=1)
    join(row, cast.anna, cast.bo)
    at_once(
        lambda: training.sign_off(session=row, by=cast.anna),
        lambda: training.sign_up(session=row, by=cast.eva),
    )
    assert [one.person for one in SignUp.objects.seated()] == [cast.bo]
    assert [one.person for one in SignUp.objects.waiting()] == [cast.eva]


def test_two_seats_given_up_at_once_go_to_two(cast: Cast) -> None:
    row = session(seats=2)
    join(row, cast.anna, cast.bo, cast.clara, cast.eva)
    leave = [lambda p=p: training.sign_off(session=row, by=p) for p in (cast.anna, cast.bo)]
    assert at_once(*leave) == []
    assert {one.person for one in SignUp.objects.seated()} == {cast.clara, cast.eva}


def test_fewer_seats_while_someone_signs_up_is_never_too_many(cast: Cast) -> None:
    row = session(seats=2)
    join(row, cast.anna)
    fewer = CourseSession.objects.get(pk=row.pk)
    fewer.seats = 1
    at_once(
        lambda: training.save_session(session=fewer, by=cast.gry),
        lambda: training.sign_up(session=row, by=cast.eva),
    )
    row.refresh_from_db()
    assert SignUp.objects.seated().count() <= row.seats
