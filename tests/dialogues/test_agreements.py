"""The agreement: both write it, both approve exactly what they read, both may take it up again."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dialogues.models import Agreement, Conversation, StatusChange
from dialogues.services import agreements, conversations, duties
from dialogues.services.tasks import add_task
from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import RoleKey, User
from tests.cast import Cast, assign
from tests.talks import agreement_of, approved_talk, held_talk, summarised_talk
from themes.models import Assignment

Status = Conversation.Status


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(talk: Conversation, name: str) -> str:
    return reverse(f"dialogues:{name}", args=[talk.pk])


def rewrite(talk: Conversation, by: User, **values: Any) -> Agreement:
    """Save the agreement with some texts changed, from its present version."""
    row = agreement_of(talk)
    texts = {name: getattr(row, name) for name in Agreement.TEXTS}
    given = {"items": {}, "version": row.version} | texts | values
    return agreements.write_agreement(agreement=row, by=by, **given)


def typed(client: Client, talk: Conversation) -> dict[str, Any]:
    """What a browser sends when nobody has changed anything in the draft."""
    return shown_in(client.get(page(talk, "summary")))


def shown_in(answer: HttpResponse) -> dict[str, Any]:
    """What a browser sends when nobody has changed anything on the page that came."""
    form = answer.context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: "" if value is None else str(value) for name, value in values.items()}


# Services


def test_an_edit_after_sending_takes_both_approvals_back(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    agreements.approve(agreement=row, version=row.version, by=cast.anna)
    rewrite(talk, cast.bo, rhythm="Hver anden uge")
    row.refresh_from_db()
    talk.refresh_from_db()
    assert (row.approvals.count(), row.sent_at, talk.status) == (0, None, Status.HELD)


def test_the_same_words_again_leave_the_approvals(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    agreements.approve(agreement=row, version=row.version, by=cast.anna)
    rewrite(talk, cast.bo, version=1)
    talk.refresh_from_db()
    assert (row.approvals.count(), talk.status) == (1, Status.SUMMARISED)


def test_approval_of_a_version_that_was_changed_is_refused(cast: Cast) -> None:
    talk = summarised_talk(cast)
    read = agreement_of(talk).version
    row = rewrite(talk, cast.bo, rhythm="Hver anden uge")
    with pytest.raises(UnknownMove):
        agreements.approve(agreement=row, version=read, by=cast.anna)
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.bo)
    with pytest.raises(Stale):
        agreements.approve(agreement=row, version=read, by=cast.anna)
    assert not row.approvals.exists()


def test_the_second_approval_sets_the_statuses(cast: Cast) -> None:
    talk = held_talk(cast)
    items = {item.point.order: item.point_id for item in agreement_of(talk).items.all()}
    row = rewrite(
        talk,
        cast.anna,
        items={
            items[2]: {"status": "in_progress"},
            items[9]: {"status": "agreed"},
        },
    )
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    for person in (cast.anna, cast.bo, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)
    found = dict(cast.theme.duties.values_list("point__order", "status"))
    assert (found[2], found[9], found[1]) == ("in_progress", "agreed", "not_discussed")
    assert StatusChange.objects.filter(conversation=talk, outcome="confirmed").count() == 2


def test_one_approval_sets_nothing_and_counts_once(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    for _ in range(2):
        agreements.approve(agreement=row, version=row.version, by=cast.anna)
    talk.refresh_from_db()
    assert (row.approvals.count(), talk.status) == (1, Status.SUMMARISED)


def test_an_open_proposal_is_answered_by_the_agreement(cast: Cast) -> None:
    talk = held_talk(cast)
    duty = cast.theme.duties.get(point__order=4)
    change = duties.propose_status(duty=duty, by=cast.bo, status="in_place")
    row = rewrite(talk, cast.anna, items={duty.point_id: {"status": "agreed"}})
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)
    change.refresh_from_db()
    duty.refresh_from_db()
    assert (duty.status, change.outcome) == ("agreed", "withdrawn")


def test_sending_twice_sends_once(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    sent_at = row.sent_at
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.bo)
    row.refresh_from_db()
    assert row.sent_at == sent_at


def test_reopening_begins_the_next_edition_once(cast: Cast) -> None:
    talk = approved_talk(cast)
    for _ in range(2):
        agreements.reopen(conversation=talk, by=cast.bo, reason="Vi glemte økonomien")
    old, new = talk.agreements.order_by("edition")
    assert (new.edition, new.reopened_by, new.reopen_reason) == (2, cast.bo, "Vi glemte økonomien")
    assert new.items.count() == 10
    assert (old.approvals.count(), new.approvals.count()) == (2, 0)


def test_an_approved_edition_never_changes_again(cast: Cast) -> None:
    talk = approved_talk(cast)
    old = agreement_of(talk)
    agreements.reopen(conversation=talk, by=cast.bo, reason="Nyt")
    with pytest.raises(Refused):
        agreements.write_agreement(
            agreement=old,
            version=old.version,
            by=cast.bo,
            collaboration="Andet",
            rhythm="",
            review_on=None,
            items={},
        )
    old.refresh_from_db()
    assert old.collaboration == ""


def test_closing_twice_closes_once_and_a_closed_talk_stays_closed(cast: Cast) -> None:
    talk = approved_talk(cast)
    for _ in range(2):
        conversations.close(conversation=talk, by=cast.anna)
    with pytest.raises(UnknownMove):
        agreements.reopen(conversation=talk, by=cast.bo, reason="For sent")
    talk.refresh_from_db()
    assert talk.status == Status.CLOSED


def test_strangers_touch_no_agreement(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    for stranger in (cast.clara, cast.gry, cast.root):
        with pytest.raises(PermissionDenied):
            agreements.approve(agreement=row, version=row.version, by=stranger)
        with pytest.raises(PermissionDenied):
            rewrite(talk, stranger)


# Pages


@pytest.mark.parametrize("who", ["eva", "clara", "dan", "finn", "gry", "root"])
def test_the_draft_is_nobody_elses(cast: Cast, who: str) -> None:
    talk = summarised_talk(cast)
    client = signed_in(getattr(cast, who))
    for name in ("summary", "agreement", "agreement_print", "reopen"):
        assert client.get(page(talk, name)).status_code == 404
    for name in ("approve", "reopen", "close", "summary"):
        assert client.post(page(talk, name), {"version": 1, "reason": "x"}).status_code == 404


def test_an_approved_agreement_is_the_secretariats_and_the_co_drivers_to_read(cast: Cast) -> None:
    talk = approved_talk(cast)
    add_task(conversation=talk, by=cast.anna, owner=cast.bo, text="Fortroligt gøremål")
    assign(cast.theme, RoleKey.CO_DRIVER, cast.eva)
    for reader in (cast.gry, cast.eva):
        client = signed_in(reader)
        answer = client.get(page(talk, "agreement"))
        assert answer.status_code == 200
        assert "Fortroligt" not in answer.content.decode()
        assert talk.get_absolute_url() + '"' not in answer.content.decode()
        assert client.get(page(talk, "summary")).status_code == 404
        assert client.post(page(talk, "reopen"), {"reason": "x"}).status_code == 404
    for stranger in (cast.clara, cast.finn, cast.root):
        assert signed_in(stranger).get(page(talk, "agreement")).status_code == 404


def test_the_secretariat_reads_the_approved_edition_while_a_new_one_is_written(cast: Cast) -> None:
    talk = approved_talk(cast)
    agreements.reopen(conversation=talk, by=cast.bo, reason="Fordi")
    gry = signed_in(cast.gry)
    assert gry.get(page(talk, "agreement")).context["agreement"].edition == 1
    assert gry.get(page(talk, "agreement"), {"udgave": "2"}).status_code == 404
    bo = signed_in(cast.bo)
    assert bo.get(page(talk, "agreement"), {"udgave": "1"}).context["agreement"].edition == 1
    assert bo.get(page(talk, "agreement")).context["agreement"].edition == 2


def test_both_write_the_draft_and_see_both_texts(cast: Cast) -> None:
    talk = held_talk(cast)
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    hers, his = typed(anna, talk), typed(bo, talk)
    anna.post(page(talk, "summary"), {**hers, "rhythm": "Annas rytme"})
    answer = bo.post(page(talk, "summary"), {**his, "rhythm": "Bos rytme", "send": "1"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert text.count("Bos rytme") == 2
    assert "Annas rytme" in text
    again = {**shown_in(answer), "rhythm": "Begges", "send": "1"}
    answer = bo.post(page(talk, "summary"), again)
    assert answer.url == page(talk, "agreement")
    assert agreement_of(talk).rhythm == "Begges"


def test_the_draft_form_twice_sends_once(cast: Cast) -> None:
    talk = held_talk(cast)
    bo = signed_in(cast.bo)
    data = {**typed(bo, talk), "collaboration": "Åbent", "send": "1"}
    for _ in range(2):
        assert bo.post(page(talk, "summary"), data).status_code == 302
    talk.refresh_from_db()
    assert (talk.status, agreement_of(talk).version) == (Status.SUMMARISED, 2)


@pytest.mark.parametrize("text", ["x" * 5001, "Skjult\x07tegn"])
def test_draft_text_that_cannot_be_saved_stays_on_the_page(cast: Cast, text: str) -> None:
    talk = held_talk(cast)
    bo = signed_in(cast.bo)
    answer = bo.post(page(talk, "summary"), {**typed(bo, talk), "rhythm": text})
    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert 'id="error-summary"' in answer.content.decode()


def test_the_draft_offers_not_relevant_only_where_it_stood(cast: Cast) -> None:
    talk = held_talk(cast)
    items = agreement_of(talk).items.filter(point__key="political_interplay")
    items.update(text="Vi ser på det")
    bo, point = signed_in(cast.bo), items.get().point_id
    data = {**typed(bo, talk), f"status_{point}": "not_relevant"}
    answer = bo.post(page(talk, "summary"), data)
    assert answer.context["form"].errors[f"status_{point}"]
    items.update(status="not_relevant", reason="Ingen sag")
    data = {**typed(bo, talk), f"text_{point}": "Vi ser på det igen"}
    assert bo.post(page(talk, "summary"), data).status_code == 302
    assert items.get().text == "Vi ser på det igen"


def test_both_approve_in_the_browser_and_a_second_click_does_nothing(cast: Cast) -> None:
    talk = summarised_talk(cast)
    for person in (cast.anna, cast.bo):
        client = signed_in(person)
        sent = {"version": agreement_of(talk).version, "disagreement": f"Set af {person.name}"}
        for _ in range(2):
            assert client.post(page(talk, "approve"), sent).status_code == 302
    talk.refresh_from_db()
    text = signed_in(cast.bo).get(page(talk, "agreement")).content.decode()
    assert talk.status == Status.APPROVED
    assert "Set af Anna Netsø" in text
    assert "Set af Bo Refsgaard" in text
    assert reverse("dialogues:duties", args=[cast.theme.slug]) in text


def test_a_remark_to_a_changed_agreement_is_not_lost(cast: Cast) -> None:
    talk = summarised_talk(cast)
    sent = {"version": agreement_of(talk).version, "disagreement": "Min bemærkning"}
    rewrite(talk, cast.anna, rhythm="Nyt")
    bo = signed_in(cast.bo)
    answer = bo.post(page(talk, "approve"), sent)
    assert answer.status_code == 409
    assert "Min bemærkning" in answer.content.decode()
    row = agreement_of(talk)
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    answer = bo.post(page(talk, "approve"), sent)
    assert answer.status_code == 409
    assert re.search(r"<textarea[^>]*>\s*Min bemærkning", answer.content.decode())


def test_reopening_asks_why_and_tells_both(cast: Cast) -> None:
    talk = approved_talk(cast)
    bo = signed_in(cast.bo)
    assert bo.post(page(talk, "reopen"), {"reason": " "}).context["form"].errors["reason"]
    assert bo.post(page(talk, "reopen"), {"reason": "Nyt mål"}).url == page(talk, "summary")
    for name in ("summary", "agreement"):
        text = signed_in(cast.anna).get(page(talk, name)).content.decode()
        assert "Bo Refsgaard genåbnede aftalen" in text
        assert "Nyt mål" in text


def test_unknown_edition_is_not_found(cast: Cast) -> None:
    talk = approved_talk(cast)
    anna = signed_in(cast.anna)
    for edition in ("7", "9" * 30, "9" * 5_000, "²"):
        assert anna.get(page(talk, "agreement"), {"udgave": edition}).status_code == 404


def test_the_document_asks_the_database_alike_for_one_and_three_tasks(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    talk = approved_talk(cast)
    client = signed_in(cast.anna)
    add_task(conversation=talk, by=cast.anna, owner=cast.bo, text="Ét")
    client.get(page(talk, "agreement"))
    with django_assert_num_queries(14):
        client.get(page(talk, "agreement"))
    for text in ("To", "Tre"):
        add_task(conversation=talk, by=cast.anna, owner=cast.bo, text=text)
    with django_assert_num_queries(14):
        client.get(page(talk, "agreement"))


def test_page_of_an_earlier_edition_does_not_overwrite_the_next(cast: Cast) -> None:
    talk = approved_talk(cast)
    old = agreement_of(talk)
    edition = agreements.reopen(conversation=talk, by=cast.bo, reason="Nyt mål")
    assert edition.version > old.version
    answer = signed_in(cast.anna).post(
        page(talk, "summary"), {"version": old.version, "collaboration": "Fra den gamle side"}
    )
    assert answer.status_code == 409
    assert "Fra den gamle side" in answer.content.decode()


def test_statuses_of_a_theme_are_not_set_by_those_who_no_longer_lead_it(cast: Cast) -> None:
    talk = held_talk(cast)
    draft = agreement_of(talk)
    draft.items.filter(point__key="capital").update(status="agreed")
    agreements.send_for_approval(agreement=draft, version=draft.version, by=cast.anna)
    Assignment.objects.filter(person=cast.bo).delete()
    for person in (cast.anna, cast.bo):
        draft.refresh_from_db()
        agreements.approve(agreement=draft, version=draft.version, by=person)
    draft.refresh_from_db()
    assert draft.approved_at
    assert cast.theme.duties.get(key="capital").status == "not_discussed"


def test_second_click_on_the_end_of_the_talk_changes_nothing_later(cast: Cast) -> None:
    talk = summarised_talk(cast)
    held_at = talk.held_at
    assert signed_in(cast.bo).post(page(talk, "hold")).status_code == 302
    talk.refresh_from_db()
    assert (talk.status, talk.held_at, talk.agreements.count()) == (Status.SUMMARISED, held_at, 1)
