"""Queries that are put together once a day, and asked anew each time."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from referenceledelse.core.db.daily import daily
from tests.cast import Cast
from themes.models import Theme


def test_query_of_the_day_is_asked_anew(cast: Cast) -> None:
    @daily
    def titles(_today: date) -> QuerySet:
        return Theme.objects.order_by("title").values_list("title", flat=True)

    assert cast.theme.title in list(titles())
    Theme.objects.filter(pk=cast.theme.pk).update(title="Et nyt navn")
    assert "Et nyt navn" in list(titles())


def test_query_of_the_day_is_made_once_for_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    @daily
    def themes(today: date) -> QuerySet:
        made.append(today)
        return Theme.objects.filter(starts_on=today)

    themes(), themes()
    today = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
    themes(), themes()
    assert made == [today, today + timedelta(days=1)]
