"""Who has just become a network leader is told of the course for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from roles.models import Course, Role, User
from tests.cast import Cast, assign, make_theme
from tests.rooms import today
from tests.support import ahead, course, held, join, session, signed_in
from themes.models import Assignment

SAID = "Sekretariatet uddanner nye netværksledere."


@pytest.fixture
def led(cast: Cast) -> Course:
    """The network leader's course, beside one for more roles."""
    for name, roles in (("Begge", ["co_driver", "network_leader"]), ("Led", ["network_leader"])):
        row = course(name, step=len(roles))
        row.roles.set(Role.objects.filter(key__in=roles))
    begins(cast.anna, -5)
    return row


def begins(person: User, day: int) -> None:
    Assignment.objects.filter(person=person).update(starts_on=today(day))


def start(person: User) -> str:
    return " ".join(signed_in(person).get("/").text.split())


def test_next_session_is_told_with_its_day(cast: Cast, led: Course) -> None:
    for days in (40, 21):
        row = session(course=led, starts_at=ahead(days))
    page = start(cast.anna)
    assert SAID in page
    assert f"Næste hold begynder den {date_format(row.starts_at, 'DATE_FORMAT')}." in page
    assert f'href="{led.get_absolute_url()}">Se kurset' in page


def test_without_a_session_one_can_write(cast: Cast, led: Course) -> None:
    past = session(course=led)
    past.cancelled_at = ahead(-1)
    past.save()
    page = start(cast.anna)
    assert "Der er ikke planlagt et hold lige nu." in page
    assert f"/skriv/?kursus={led.pk}" in page


@pytest.mark.parametrize(
    ("who", "day", "is_told"),
    [("anna", -100, True), ("anna", -101, False), ("bo", -5, False), ("eva", -5, False)],
)
def test_only_who_is_new_as_network_leader_is_told(
    cast: Cast, led: Course, who: str, day: int, *, is_told: bool
) -> None:
    person = getattr(cast, who)
    begins(person, day)
    assert (SAID in start(person)) == is_told


def test_who_led_a_network_before_is_not_new(cast: Cast, led: Course) -> None:
    assign(
        make_theme("Det forrige"),
        "network_leader",
        cast.anna,
        starts_on=today(-400),
        ends_on=today(-200),
    )
    assert SAID not in start(cast.anna)


def test_card_goes_with_the_seat_and_comes_back_if_one_missed_it(cast: Cast, led: Course) -> None:
    row = session(course=led)
    assert SAID in start(cast.anna)
    (sign_up,) = join(row, cast.anna)
    assert SAID not in start(cast.anna)
    held(row)
    for attended, is_told in ((True, False), (False, True)):
        sign_up.attended = attended
        sign_up.save()
        assert (SAID in start(cast.anna)) == is_told


def test_card_asks_a_constant_number_of_queries(cast: Cast, led: Course) -> None:
    counts = []
    for number in range(2):
        for one in range(1 + number * 3):
            session(course=led, starts_at=ahead(20 + number + one))
        with CaptureQueriesContext(connection) as captured:
            start(cast.anna)
        counts.append(len(captured))
    assert counts[0] == counts[1]
