"""Days of the calendar, as the pages count with them."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from tests import rooms, talks
from tests.cast import Cast
from themes.queries.phases import months_after


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 1), 12, date(2027, 3, 1)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), -12, date(2025, 12, 1)),
    ],
)
def test_months_after(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_what_happened_past_midnight_bears_the_day_of_denmark(cast: Cast) -> None:
    """In Greenwich it was still the day before."""
    day, before = (timezone.localdate() + timedelta(days=ahead) for ahead in (7, 6))
    client = Client()
    with time_machine.travel(datetime.combine(day, time(0, 30), timezone.get_current_timezone())):
        rooms.story(cast)
        paper = talks.agreement_of(talks.approved_talk(cast))
        paper.items.filter(point__key="co_player").update(text="Bo møder med")
        client.force_login(cast.anna)
        for key, told in (("value", "Torsdagskaffen"), ("co_player", "Bo møder med")):
            page = client.get(f"{cast.theme.get_absolute_url()}opgaver/{key}/").text
            facts = page.partition("Det er der sket")[2]
            assert told in facts
            assert date_format(day) in facts
            assert date_format(before) not in facts
