"""What has become of an agreement: since one said yes to it, and while it is written anew."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dialogues.models import Agreement, AgreementEdit, Conversation, TakenBack
from dialogues.queries.agreements import Rewriting, changed_since, rewriting_of
from roles.models import RolePoint
from tests.dialogues.queries.rows import held
from tests.dialogues.rules.states import Status
from tests.town import NL, ONE, RL, Town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


def taken_back(town: Town, row: Agreement) -> None:
    """The network leader's yes, which a change took back, after the other's of another hour."""
    told = {"agreement": row, "disagreement": "Min bemærkning"}
    TakenBack.objects.create(person=town[RL], approved_at=NOW + timedelta(hours=9), **told)
    TakenBack.objects.create(person=town[NL], approved_at=NOW, **told)


def edit(row: Agreement, hours: int, **told: Any) -> AgreementEdit:
    told = {"by": row.conversation.reference_leader, "field": "rhythm"} | told
    moment = NOW + timedelta(hours=hours)
    return AgreementEdit.objects.create(agreement=row, changed_at=moment, **told)


def test_the_newest_change_of_each_field_since_ones_yes(town: Town) -> None:
    row = Agreement.objects.create(conversation=held(town))
    taken_back(town, row)
    one, other = RolePoint.objects.duties().current()[:2]
    edit(row, -1, field="collaboration")
    edit(row, 1)
    newest = [edit(row, 4), edit(row, 3, field="text", point=one)]
    newest += [edit(row, 2, field="text", point=other), edit(row, 0, field="review_on")]
    since = changed_since(row, town[NL])
    assert (since.approved_at, since.remark) == (NOW, "Min bemærkning")
    assert since.edits == newest


def test_nothing_is_told_without_a_yes_or_once_both_have_said_it(town: Town) -> None:
    row = Agreement.objects.create(conversation=held(town))
    assert changed_since(row, town[NL]) is None
    taken_back(town, row)
    row.approved_at = NOW
    assert changed_since(row, town[NL]) is None


def reopened(town: Town, **told: Any) -> Agreement:
    """An approved agreement, and the edition after it that the reference leader began."""
    told = {"edition": 2, "reopened_by": town[RL], "reopen_reason": "Ny chef"} | told
    row = Agreement.objects.create(conversation=held(town), approved_at=NOW)
    Agreement.objects.create(conversation=row.conversation, created_at=NOW, **told)
    return row


@pytest.mark.parametrize(("name", "reason"), [(NL, "Ny chef"), (RL, "Ny chef"), (ONE, "")])
def test_who_reopened_is_told_to_all_readers_and_why_to_the_two(
    town: Town, name: str, reason: str
) -> None:
    row = reopened(town)
    told = Rewriting("Bo Refsgaard", NOW, reason)
    assert rewriting_of(row, town[name]) == told
    row.conversation.status = Status.SUMMARISED
    assert rewriting_of(row, town[name]) == told


@pytest.mark.parametrize(
    "told",
    [{"reopened_by": None}, {"edition": 3}, {"approved_at": NOW}],
    ids=str,
)
def test_no_other_edition_is_the_one_that_is_written(town: Town, told: dict) -> None:
    assert rewriting_of(reopened(town, **told), town[NL]) is None


def test_nothing_is_rewritten_before_or_after(town: Town) -> None:
    row = reopened(town)
    row.conversation.status = Conversation.Status.APPROVED
    assert rewriting_of(row, town[NL]) is None
    draft = Agreement(conversation=held(town, theme=town.other_theme), edition=1)
    Agreement.objects.create(conversation=draft.conversation, edition=2, reopened_by=town[RL])
    assert rewriting_of(draft, town[NL]) is None
