"""The agreement of the two: written by both, sent, approved by each, and begun anew."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Agreement, Conversation, Duty, News, TakenBack
from dialogues.services import agreements
from referenceledelse.core.web.edits import Clash, fingerprint
from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import CONDITIONAL_DUTIES, RolePoint
from tests.dialogues.queries.rows import held
from tests.dialogues.rules.states import Status
from tests.town import FORMER_NL, LEFT, NL, ONE, RL, Town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
KINDS = News.Kind
OUT = {"status": Status.SUMMARISED}


def drafted(town: Town, pair: tuple[str, str] = (NL, RL), **talk: Any) -> Agreement:
    """An agreement with two duties beside it, while the two write it unless said otherwise."""
    row = Agreement.objects.create(conversation=held(town, pair, **talk), version=4)
    for point in RolePoint.objects.duties().current()[:2]:
        row.items.create(point=point, text="Før")
        Duty.objects.get_or_create(theme=town.theme, point=point, key=point.key)
    return row


def write(town: Town, row: Agreement, name: str = NL, **told: Any) -> Agreement:
    texts = {field: getattr(row, field) for field in Agreement.TEXTS}
    told = texts | {"items": {}, "version": row.version} | told
    return agreements.write_agreement(agreement=row, by=town[name], **told)


def approve(town: Town, row: Agreement, name: str, **told: Any) -> Agreement:
    told = {"version": row.version} | told
    return agreements.approve(agreement=row, by=town[name], **told)


def status(row: Agreement) -> str:
    return Conversation.objects.get(pk=row.conversation_id).status


def news(row: Agreement) -> set[tuple[str, str, str]]:
    found = row.conversation.news.values_list("kind", "person__name", "by__name")
    return set(found)


ANNA, BO = "Anna Netsø", "Bo Refsgaard"


# Written


def test_what_is_typed_is_the_next_version_and_who_changed_it(town: Town) -> None:
    row = drafted(town)
    one, other = row.items.all()
    items = {one.point_id: {"text": "Nu", "status": "agreed", "reason": ""}, 0: {"text": "Fremmed"}}
    items |= {other.point_id: {"text": "Også"}}
    saved = write(town, row, items=items, rhythm="Tit", review_on=date(2030, 1, 1))
    assert (saved.pk, saved.version, saved.rhythm) == (row.pk, 5, "Tit")
    assert saved.review_on == date(2030, 1, 1)
    found = list(row.items.values_list("text", "status"))
    assert found == [("Nu", "agreed"), ("Også", "")]
    edits = set(row.edits.values_list("field", "point", "by"))
    changed = {("rhythm", None), ("review_on", None)}
    changed |= {(name, one.point_id) for name in ("text", "status")} | {("text", other.point_id)}
    assert edits == {(*slot, town[NL].pk) for slot in changed}
    again = write(town, saved, items=items, rhythm="Tit", version=0)
    assert (again.version, row.edits.count()) == (5, 5)


def test_only_the_version_that_was_read_is_written_on(town: Town) -> None:
    row = drafted(town)
    with pytest.raises(Stale):
        write(town, row, rhythm="Tit", version=3)
    # Who says what stood there needs no version, but the edition.
    seen = {("rhythm", None): fingerprint("")}
    with pytest.raises(Stale):
        write(town, row, rhythm="Tit", seen=seen, edition=2)
    assert write(town, row, rhythm="Tit", seen=seen, edition=1, version=0).rhythm == "Tit"
    with pytest.raises(Clash):
        write(town, row, rhythm="Sjældent", seen=seen, edition=1)


def test_not_relevant_needs_its_reason_and_brings_it_along(town: Town) -> None:
    row = drafted(town)
    point = RolePoint.objects.duties().current().get(key__in=CONDITIONAL_DUTIES)
    told = {"status": "not_relevant", "reason": "Ingen sag"}
    Duty.objects.create(theme=town.theme, point=point, key=point.key, **told)
    item = row.items.create(point=point, status="agreed", reason="Ingen sag")
    seen = {(name, point.pk): fingerprint(getattr(item, name)) for name in told}
    row.items.filter(pk=item.pk).update(reason="")
    write(town, row, items={point.pk: told}, seen=seen, edition=1)
    item.refresh_from_db()
    assert (item.status, item.reason) == ("not_relevant", "Ingen sag")
    row.refresh_from_db()
    with pytest.raises(Refused):
        write(town, row, items={point.pk: told | {"reason": " "}})


def test_a_status_alone_leaves_the_reason(town: Town) -> None:
    row = drafted(town)
    item = row.items.all()[0]
    row.items.filter(pk=item.pk).update(reason="Fordi")
    write(town, row, items={item.point_id: {"status": "agreed"}})
    item.refresh_from_db()
    assert (item.status, item.reason) == ("agreed", "Fordi")


def test_a_duty_gets_no_status_that_it_cannot_have(town: Town) -> None:
    row = drafted(town)
    point = row.items.all()[0].point_id
    with pytest.raises(Refused):
        write(town, row, items={point: {"status": "not_relevant", "reason": "Fordi"}})


def test_a_change_takes_back_what_was_said_to_other_words(town: Town) -> None:
    row = drafted(town, **OUT)
    for name in (NL, RL):
        row.approvals.create(person=town[name], approved_at=NOW, disagreement=name)
    Agreement.objects.filter(pk=row.pk).update(sent_at=NOW)
    saved = write(town, row, rhythm="Tit")
    assert (saved.sent_at, row.approvals.count(), status(row)) == (None, 0, "held")
    told = TakenBack.objects.values_list("agreement", "person", "approved_at", "disagreement")
    assert set(told) == {(row.pk, town[name].pk, NOW, name) for name in (NL, RL)}
    assert news(row) == {(KINDS.WITHDRAWN, BO, ANNA), (KINDS.CHANGED, BO, ANNA)}


@pytest.mark.parametrize(("name", "kind"), [(NL, KINDS.WITHDRAWN), (RL, KINDS.CHANGED)])
def test_the_other_is_told_whose_yes_is_taken_back(town: Town, name: str, kind: str) -> None:
    row = drafted(town, **OUT)
    row.approvals.create(person=town[name])
    write(town, row, rhythm="Tit")
    assert news(row) == {(kind, BO, ANNA)}


def test_the_same_words_take_nothing_back(town: Town) -> None:
    row = drafted(town, **OUT)
    row.approvals.create(person=town[RL])
    write(town, row, version=0)
    assert (row.approvals.count(), status(row)) == (1, "summarised")


VERBS: list[Callable] = [
    lambda town, row, name: write(town, row, name, rhythm="Tit"),
    lambda town, row, name: agreements.send_for_approval(
        agreement=row, version=row.version, by=town[name]
    ),
    approve,
    lambda town, row, name: agreements.reopen(
        conversation=row.conversation, by=town[name], reason=""
    ),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", [FORMER_NL, ONE])
def test_it_is_the_two_alones(town: Town, verb: Callable, name: str) -> None:
    for told in (OUT, {"status": Status.HELD, "theme": town.other_theme}):
        with pytest.raises(PermissionDenied):
            verb(town, drafted(town, **told), name)


@pytest.mark.parametrize("verb", VERBS[:2])
def test_what_both_have_approved_is_not_rewritten(town: Town, verb: Callable) -> None:
    row = drafted(town, status=Status.APPROVED)
    with pytest.raises(UnknownMove):
        verb(town, row, NL)


@pytest.mark.parametrize("verb", VERBS[:2])
def test_nothing_is_written_with_one_who_has_left(town: Town, verb: Callable) -> None:
    with pytest.raises(UnknownMove, match="arbejder her ikke længere"):
        verb(town, drafted(town, (NL, LEFT)), NL)


@pytest.mark.parametrize("verb", VERBS[:2])
def test_an_edition_before_is_not_the_one_that_is_written(town: Town, verb: Callable) -> None:
    row = drafted(town)
    Agreement.objects.create(conversation=row.conversation, edition=2)
    with pytest.raises(Refused, match="nyere udgave"):
        verb(town, row, NL)


# Sent and approved


def test_it_is_sent_once_in_the_version_that_was_read(town: Town) -> None:
    row = drafted(town)
    with pytest.raises(Stale):
        agreements.send_for_approval(agreement=row, version=3, by=town[NL])
    sent = agreements.send_for_approval(agreement=row, version=4, by=town[NL])
    assert (sent.pk, status(row)) == (row.pk, "summarised")
    moment = Agreement.objects.get(pk=row.pk).sent_at
    assert moment
    agreements.send_for_approval(agreement=row, version=0, by=town[RL])
    assert Agreement.objects.get(pk=row.pk).sent_at == moment


def test_the_second_yes_makes_it_valid_and_sets_what_was_agreed(town: Town) -> None:
    row = drafted(town, **OUT)
    one, other = row.items.all()
    row.items.filter(pk=one.pk).update(status="agreed")
    for name in (NL, RL):
        TakenBack.objects.create(agreement=row, person=town[name], approved_at=NOW)
    approve(town, row, NL, disagreement="Næsten")
    assert (row.approvals.get().person, row.approvals.get().disagreement) == (town[NL], "Næsten")
    assert (row.taken_back.get().person, status(row)) == (town[RL], "summarised")
    # A second click does nothing, whatever it says it has read.
    assert approve(town, row, NL, version=0).approved_at is None
    assert row.approvals.count() == 1
    done = approve(town, row, RL)
    talk = Conversation.objects.get(pk=row.conversation_id)
    assert done.approved_at == Agreement.objects.get(pk=row.pk).approved_at == talk.approved_at
    assert (done.approved_at is not None, talk.status) == (True, "approved")
    duties = dict(town.theme.duties.values_list("point", "status"))
    assert (duties[one.point_id], duties[other.point_id]) == ("agreed", "not_discussed")
    change = one.point.duties.get().status_changes.get()
    assert (change.conversation, change.proposed_by) == (talk, town[NL])


def test_not_relevant_in_a_draft_sets_no_status(town: Town) -> None:
    row = drafted(town, **OUT)
    point = RolePoint.objects.duties().current().get(key__in=CONDITIONAL_DUTIES)
    duty = Duty.objects.create(theme=town.theme, point=point, key=point.key)
    row.items.create(point=point, status="not_relevant", reason="Ingen sag")
    for name in (NL, RL):
        approve(town, row, name)
    duty.refresh_from_db()
    assert (duty.status, duty.reason) == ("not_discussed", "")


def test_those_who_lead_no_more_agree_without_setting_a_status(town: Town) -> None:
    row = drafted(town, (FORMER_NL, RL), **OUT)
    row.items.update(status="agreed")
    for name in (FORMER_NL, RL):
        approve(town, row, name)
    assert status(row) == "approved"
    assert set(town.theme.duties.values_list("status", flat=True)) == {"not_discussed"}


def test_only_what_was_read_and_is_out_is_approved(town: Town) -> None:
    row = drafted(town)
    with pytest.raises(UnknownMove, match="bliver rettet"):
        approve(town, row, NL)
    Conversation.objects.update(status=Status.SUMMARISED)
    with pytest.raises(Stale):
        approve(town, row, NL, version=3)
    newer = Agreement.objects.create(conversation=row.conversation, edition=2)
    with pytest.raises(Refused, match="nyere udgave"):
        approve(town, row, NL)
    newer.delete()
    Conversation.objects.update(status=Status.APPROVED)
    with pytest.raises(UnknownMove, match="godkendt af begge"):
        approve(town, row, NL)
    assert not row.approvals.exists()


def test_nobody_approves_alone_when_the_other_has_left(town: Town) -> None:
    row = drafted(town, (NL, LEFT), **OUT)
    with pytest.raises(Refused, match="arbejder her ikke længere") as said:
        approve(town, row, NL)
    assert said.type is Refused


# Begun anew


def reopen(town: Town, row: Agreement, name: str = RL) -> Agreement:
    told = {"conversation": row.conversation, "reason": "Ny chef"}
    return agreements.reopen(by=town[name], **told)


def test_the_next_edition_begins_with_the_words_of_the_one_before(town: Town) -> None:
    row = drafted(town, status=Status.APPROVED, approved_at=NOW)
    texts = {"collaboration": "Sådan", "rhythm": "Tit", "review_on": date(2030, 1, 1)}
    Agreement.objects.filter(pk=row.pk).update(approved_at=NOW, **texts)
    row.items.update(status="agreed", reason="Fordi")
    new = reopen(town, row)
    assert (new.edition, new.version, new.approved_at) == (2, 5, None)
    assert (new.reopened_by, new.reopen_reason) == (town[RL], "Ny chef")
    assert {name: getattr(new, name) for name in texts} == texts
    fields = ("point", "text", "status", "reason")
    assert list(new.items.values_list(*fields)) == list(row.items.values_list(*fields))
    talk = Conversation.objects.get(pk=row.conversation_id)
    assert (talk.status, talk.approved_at) == ("held", None)
    assert news(row) == {(KINDS.REOPENED, ANNA, BO)}
    assert reopen(town, row) == new
    Conversation.objects.update(status=Status.APPROVED)
    new = reopen(town, row)
    assert new.edition == 3
    with pytest.raises(Refused, match=f"{BO} har allerede genåbnet"):
        reopen(town, row, NL)


@pytest.mark.parametrize(
    ("state", "words"),
    [(Status.HELD, "Samtalens status"), (Status.SUMMARISED, "Samtalens status")],
)
def test_what_is_not_approved_yet_is_not_reopened(town: Town, state: str, words: str) -> None:
    with pytest.raises(UnknownMove, match=words):
        reopen(town, drafted(town, status=state))


def test_nothing_is_reopened_with_one_who_has_left(town: Town) -> None:
    row = drafted(town, (NL, LEFT), status=Status.APPROVED)
    with pytest.raises(UnknownMove, match="arbejder her ikke længere"):
        reopen(town, row, NL)


NEWER: dict[str, Any] = {"kind": "followup", "held_at": None}


@pytest.mark.parametrize(
    ("told", "may"),
    [
        ({"status": Status.INVITED}, False),
        ({"status": Status.DRAFT, "invited_by": RL}, False),
        ({"status": Status.DRAFT, "invited_by": NL}, True),
        ({"status": Status.APPROVED, "held_at": NOW}, True),
        ({"status": Status.CANCELLED}, True),
        ({"status": Status.INVITED, "theme": True}, True),
        ({"status": Status.INVITED, "pair": (FORMER_NL, RL)}, True),
        ({"status": Status.INVITED, "pair": (NL, FORMER_NL)}, True),
    ],
    ids=str,
)
def test_it_is_written_in_a_newer_talk_where_there_is_one(
    town: Town, told: dict, may: bool
) -> None:
    told = NEWER | told
    if told.pop("theme", None):
        told["theme"] = town.other_theme
    if name := told.get("invited_by"):
        told["invited_by"] = town[name]
    held(town, told.pop("pair", (NL, RL)), **told)
    row = drafted(town, status=Status.APPROVED)
    if may:
        assert reopen(town, row).edition == 2
        return
    with pytest.raises(Refused, match="nyere samtale"):
        reopen(town, row)
