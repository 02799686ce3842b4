"""What ``make bench`` fills a database with, and the pages that it asks for."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from benchmarks import results, short
from benchmarks.data.fill import fill
from benchmarks.goals import EMPTY, FLOOR_EMPTY, FLOOR_LIST, GOALS
from benchmarks.load import Slice
from benchmarks.pages import pages
from benchmarks.runs import Measured
from benchmarks.sessions import signed_in
from dialogues.models import Conversation, StatusChange, WorkItem
from roles.models import RoleKey
from themes.models import LEADING, Assignment, Theme

PEOPLE = 200


@pytest.fixture
def texts(db: None) -> None:
    call_command("load_texts", verbosity=0)


def test_every_page_of_the_bench_answers_its_reader(texts: None) -> None:
    fill(14, PEOPLE)
    shown = pages()
    assert {*shown} == {*GOALS} - {FLOOR_EMPTY, FLOOR_LIST}
    for name, (person, url) in shown.items():
        client = Client()
        client.cookies["sessionid"] = signed_in(person)
        answer = client.get(url)
        assert answer.status_code == 200, name
        assert "data-person" in answer.content.decode(), name


def test_municipality_has_a_leader_of_four_and_all_that_waits(texts: None) -> None:
    fill(14, PEOPLE)
    leader, _url = pages()["start of a leader"]
    held = Assignment.objects.active()
    assert held.filter(person=leader, role=RoleKey.NETWORK_LEADER).count() == 4
    assert Theme.objects.accepted().count() == 14
    assert held.filter(role__in=LEADING).count() > 20
    statuses = {*Conversation.objects.values_list("status", flat=True)}
    assert statuses >= {"invited", "time_agreed", "in_progress", "held", "summarised", "closed"}
    assert StatusChange.objects.waiting().exists()
    assert WorkItem.objects.exists()


def test_same_seed_makes_the_same_municipality(texts: None) -> None:
    one, again, other = made(seed=1), made(seed=1), made(seed=2)
    assert one == again != other


def made(seed: int) -> list[tuple]:
    with transaction.atomic():
        fill(3, PEOPLE, seed)
        rows = Conversation.objects.values_list("theme__title", "status", "reference_leader__name")
        found = list(rows.order_by("pk"))
        transaction.set_rollback(True)
    return found


def measured(**costs: float) -> Measured:
    """Three rounds in which each page had so much of the processor for an answer."""
    rows = {EMPTY: 0.01, FLOOR_EMPTY: 0.01, FLOOR_LIST: 0.1} | costs
    return Measured({name: [Slice(cost, [cost], 9, cost)] * 3 for name, cost in rows.items()})


def kept(found: Measured) -> dict[str, Any]:
    return {name: found.figures(name) | {"queries": 3} for name in found.slices}


def test_a_page_half_as_fast_again_fails_the_short_form() -> None:
    before = kept(measured(theme=0.02, map=0.02))
    assert short.slower(measured(theme=0.029, map=0.031), before) == ["map"]


def test_a_page_that_was_never_recorded_is_not_compared() -> None:
    assert short.slower(measured(theme=9.0), kept(measured())) == []


def test_frame_that_grows_is_seen_beside_the_floor() -> None:
    assert short.slower(measured(empty=0.016), kept(measured())) == [EMPTY]


def test_results_mark_what_misses_its_goal() -> None:
    told = {
        **{"machine": "m", "measured_at": "d", "load": 0.1, "rounds": 3, "seconds": 1},
        **{"people": 9, "filled_s": 1.0, "database_bytes": 9, "memory": {"rss": 9, "pss": 9}},
    }
    few = told | {"pages": kept(measured(theme=0.02, map=0.051))}
    many = told | {"pages": kept(measured(theme=0.03, map=0.051))}
    sizes = {"1000": few, "10000": many}
    text = "\n".join(results.page({"databases": {"SQLite": sizes}}))
    assert "| map | 19.6 | **5.10** | ≤ 5 |" in text
    assert "| theme | 50.0 | 2.00 | ≤ 2.5 |" in text
    assert "| theme | **1.50** |" in text
