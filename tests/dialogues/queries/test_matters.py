"""How a matter of the work list stands: who has it, and whether it waits or is settled."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dialogues.models import FindingKind, WorkItem, WorkStep
from dialogues.queries.findings import Finding
from dialogues.queries.matters import Matter
from tests.town import LEFT, ONE, Town, day

pytestmark = pytest.mark.django_db

QUIET, LEVEL, ENDS = FindingKind.QUIET, FindingKind.LEVEL, FindingKind.ENDS


def days_ago(days: int) -> datetime:
    on = day(-days)
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


def matter(town: Town, kind: str = QUIET, name: str | None = None, **told: Any) -> Matter:
    """Found nine days ago; what is cleared stays off the list for five days."""
    finding = Finding(FindingKind(kind), town.theme, day(-9), "Stille")
    if name:
        told |= {"claimed_by": town[name], "claimed_at": days_ago(3)}
    item = WorkItem(kind=kind, theme=town.theme, since=day(-9), **told) if told else None
    return Matter(finding, item, day(), 5)


def test_what_nobody_has_touched_is_open_to_take(town: Town) -> None:
    row = matter(town)
    assert (row.version, row.days, row.claimed_by, row.last_note) == (0, 9, None, None)
    assert row.key == f"quiet-{town.theme.pk}-0-{day(-9).isoformat()}"
    assert (row.is_open, row.may_claim, row.is_snoozed, row.is_settled, row.is_back) == (
        True,
        True,
        False,
        False,
        False,
    )
    touched = matter(town, version=3)
    assert (touched.version, touched.is_back) == (3, False)


def test_what_lies_ahead(town: Town) -> None:
    assert [matter(town, kind).is_ahead for kind in (QUIET, ENDS)] == [False, True]


@pytest.mark.parametrize(("name", "claimed"), [(ONE, True), (LEFT, False), (None, False)])
def test_it_is_someones_as_long_as_they_work_here(
    town: Town, name: str | None, claimed: bool
) -> None:
    row = matter(town, name=name, version=2)
    assert row.claimed_by == (town[name] if claimed else None)
    assert (row.may_claim, row.is_open) == (not claimed, True)


@pytest.mark.parametrize(
    ("name", "until", "is_snoozed"), [(ONE, 1, True), (ONE, 0, False), (LEFT, 1, False)]
)
def test_it_waits_until_the_day_while_someone_has_it(
    town: Town, name: str, until: int, is_snoozed: bool
) -> None:
    row = matter(town, name=name, snoozed_until=day(until))
    assert (row.is_snoozed, row.is_open) == (is_snoozed, not is_snoozed)
    assert row.may_claim is (name == LEFT)


@pytest.mark.parametrize(
    ("kind", "days", "is_settled"), [(QUIET, 4, True), (QUIET, 5, False), (LEVEL, 50, True)]
)
def test_what_is_cleared_and_found_anew_is_back(
    town: Town, kind: str, days: int, is_settled: bool
) -> None:
    told = {"cleared_at": days_ago(days), "cleared_by": town[ONE]}
    row = matter(town, kind, **told)
    assert (row.is_settled, row.is_back) == (is_settled, not is_settled)
    assert (row.is_open, row.may_claim) == (not is_settled, not is_settled)


def test_the_last_step_is_told_where_someone_wrote_why(town: Town) -> None:
    row = matter(town)
    row.steps = [WorkStep(note="Ringet"), WorkStep(note="Før")]
    assert row.last_note.note == "Ringet"
    row.steps.insert(0, WorkStep())
    assert row.last_note is None
