"""What is stuck: figures, the list that they lead to, work list and report name the same themes."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.queries.findings import findings
from tests.cast import Cast, make_theme
from themes.models import Phase, Theme, ThemeType, Thresholds
from themes.queries.phases import Age, Ages

LINK = re.compile(r'<a class="count" href="([^"]+age=long[^"]*)">(\d+)')
TITLE = re.compile(r'<th scope="row"><a href="/temaer/[^"]+">([^<]+)</a>')
DAY = date(2027, 3, 30)


@pytest.fixture
def gry(client: Client, cast: Cast) -> Client:
    client.force_login(cast.gry)
    return client


def let_it_be(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    real = timezone.localdate
    today = lambda moment=None, zone=None: real(moment, zone) if moment else day  # noqa: E731
    monkeypatch.setattr(timezone, "localdate", today)


@pytest.fixture
def limits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network lasts a month, a theme of any type two, and two days more are let be."""
    Thresholds.objects.update_or_create(pk=1, defaults={"phase_days": 2})
    Phase.objects.update(usual_months=0)
    Phase.objects.filter(key="network").update(usual_months=1)
    ThemeType.objects.update(usual_months=2)
    Theme.objects.all().update(phase_since=DAY, starts_on=DAY)
    let_it_be(monkeypatch, DAY)


# The phase, since when, the theme's first and last day, and its age on 30 March.
THEMES = (
    ("network", date(2027, 3, 1), DAY, None, Age.WITHIN),
    ("network", date(2027, 2, 28), DAY, None, Age.OVER),
    ("network", date(2027, 2, 27), DAY, None, Age.LONG),
    ("network", date(2027, 2, 28), date(2027, 1, 27), None, Age.LONG),
    ("network", date(2027, 2, 28), date(2027, 1, 27), DAY, Age.OVER),
    ("test", date(2026, 1, 1), date(2027, 1, 31), None, Age.OPEN),
    ("test", DAY, date(2027, 1, 28), None, Age.OVER),
    ("test", DAY, date(2027, 1, 27), None, Age.LONG),
    ("test", DAY, date(2027, 1, 27), DAY, Age.OPEN),
)
STUCK = {f"Tema {n}" for n, (*_days, age) in enumerate(THEMES) if age == Age.LONG}


def make_all() -> None:
    for number, (phase, since, begins, ends, _age) in enumerate(THEMES):
        told = {"phase_since": since, "starts_on": begins, "ends_on": ends}
        make_theme(f"Tema {number}", phase=Phase.objects.get(key=phase), **told)


@pytest.mark.usefixtures("limits")
def test_age_is_told_by_phase_and_type_at_the_end_of_a_month() -> None:
    make_all()
    ages = {
        Theme.objects.get(pk=row.pk).title: age for row, age in Ages().each(Theme.objects.all())
    }
    assert [ages[f"Tema {number}"] for number in range(len(THEMES))] == [row[-1] for row in THEMES]


@pytest.mark.usefixtures("limits")
def test_all_name_the_same_stuck_themes(cast: Cast, gry: Client) -> None:
    make_all()
    assert {one.theme.title for one in findings(cast.gry) if one.kind == "phase"} == STUCK
    links = LINK.findall(gry.get("/sekretariat/figurer/").content.decode())
    assert sum(int(number) for _url, number in links) == len(STUCK)
    lists = [TITLE.findall(gry.get(unescape(url)).content.decode()) for url, _number in links]
    assert [len(titles) for titles in lists] == [int(number) for _url, number in links]
    assert {title for titles in lists for title in titles} == STUCK
    report = gry.get("/sekretariat/rapport/").content.decode()
    assert f"<strong>{len(STUCK)}</strong> temaer har været i gang længere end sædvanligt" in report
    rows = [row for row in report.split("<tr>") if "<br>længere end sædvanligt" in row]
    assert {title for row in rows for title in TITLE.findall(row)} == STUCK


@pytest.mark.parametrize(
    ("today", "since", "age"),
    [
        (date(2027, 3, 31), date(2027, 2, 28), Age.LONG),
        (date(2027, 3, 1), date(2027, 1, 31), Age.OVER),
        (date(2028, 2, 29), date(2028, 1, 31), Age.WITHIN),
        (date(2028, 3, 1), date(2028, 1, 31), Age.OVER),
        (date(2027, 1, 31), date(2026, 12, 31), Age.WITHIN),
    ],
)
@pytest.mark.usefixtures("limits")
def test_a_month_is_over_the_day_after_its_last(today: date, since: date, age: Age) -> None:
    row = make_theme(phase_since=since, ends_on=since + timedelta(900))
    assert Ages(today).of(row) == age
