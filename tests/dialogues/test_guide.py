"""The talk itself: both write the same steps, on two screens, and lose nothing."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.models import Conversation, Task
from dialogues.services import conversations
from dialogues.services.invitations import accept_time
from referenceledelse.core.web.edits import Clash
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User
from tests.cast import Cast
from tests.dialogues.test_agenda import with_three
from tests.talks import agreed_talk, held_talk, invited_talk, started_talk, submit, write

Status = Conversation.Status


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(talk: Conversation, step: str = "opgave-3") -> str:
    return reverse("dialogues:guide", args=[talk.pk, step])


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the step's form, as a browser would send them."""
    form = page[page.index('id="point-form"') :]
    return dict(re.findall(r'<input type="hidden" name="(seen_\w+)" value="([^"]*)"', form))


def opened(client: Client, url: str) -> dict[str, str]:
    return fields(client.get(url).content.decode())


def point(talk: Conversation, step: str = "opgave-3") -> Any:
    return talk.points.get(step=step)


# Services


def test_start_lays_out_the_talk_once_with_what_the_two_need_first(cast: Cast) -> None:
    talk = started_talk(cast)
    conversations.start(conversation=talk, by=cast.bo)
    talk.refresh_from_db()
    chosen = talk.points.filter(is_chosen=True).values_list("step", flat=True)
    assert list(chosen) == ["velkomst", "behov", "opgave-6", "styring", "aftaler", "naeste-gang"]
    assert talk.points.count() == 15
    assert (talk.current_step, talk.led_by) == ("velkomst", cast.anna)


def test_start_is_refused_before_a_time_is_agreed(cast: Cast) -> None:
    talk = held_talk(cast)
    with pytest.raises(UnknownMove):
        conversations.start(conversation=talk, by=cast.bo)


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_either_begins_from_the_talks_page_once_a_time_is_agreed(cast: Cast, who: str) -> None:
    client, talk = signed_in(getattr(cast, who)), invited_talk(cast)
    page = reverse("dialogues:conversation", args=[talk.pk])
    button = f'action="{reverse("dialogues:start", args=[talk.pk])}"'
    assert button not in client.get(page).content.decode()
    accept_time(conversation=talk, by=cast.bo, proposed_time=talk.proposed_times.first().pk)
    assert button in client.get(page).content.decode()


def test_the_same_words_sent_twice_are_saved_once(cast: Cast) -> None:
    row = point(started_talk(cast))
    for _ in range(2):
        conversations.write_point(point=row, by=cast.anna, texts={"note": "Vi ses hver måned"})
    row.refresh_from_db()
    assert (row.version, row.note, row.changed_by) == (2, "Vi ses hver måned", cast.anna)


def test_write_point_over_a_text_that_was_not_seen_is_a_clash(cast: Cast) -> None:
    row = point(started_talk(cast))
    conversations.write_point(point=row, by=cast.anna, texts={"note": "Annas"})
    with pytest.raises(Clash) as clash:
        conversations.write_point(point=row, by=cast.bo, texts={"note": "Bos"}, seen={})
    assert clash.value.stored == {"note": "Annas"}
    row.refresh_from_db()
    assert row.note == "Annas"


def test_not_relevant_needs_a_reason(cast: Cast) -> None:
    row = point(started_talk(cast), "opgave-9")
    with pytest.raises(Refused, match="hvorfor"):
        conversations.write_point(
            point=row, by=cast.anna, texts={"note": "", "status": "not_relevant", "reason": " "}
        )


def test_strangers_write_nothing(cast: Cast) -> None:
    row = point(started_talk(cast))
    for stranger in (cast.clara, cast.gry, cast.root):
        with pytest.raises(PermissionDenied):
            conversations.write_point(point=row, by=stranger, texts={"note": "x"})


def test_hold_twice_drafts_one_agreement_and_dates_what_was_discussed(cast: Cast) -> None:
    talk = started_talk(cast)
    conversations.write_point(point=point(talk), by=cast.bo, texts={"note": "Talt om"})
    for person in (cast.anna, cast.bo):
        conversations.hold(conversation=talk, by=person)
    assert talk.agreements.count() == 1
    assert list(
        cast.theme.duties.exclude(discussed_on=None).values_list("point__order", flat=True)
    ) == [3]


def test_every_decision_comes_into_the_draft(cast: Cast) -> None:
    talk = started_talk(cast)
    for step in ("behov", "styring", "aftaler", "naeste-gang", "opgave-3"):
        conversations.write_point(
            point=point(talk, step), by=cast.bo, texts={"note": "", "decision": f"Om {step}"}
        )
    conversations.hold(conversation=talk, by=cast.anna)
    draft = talk.agreements.get()
    assert draft.collaboration == "Om behov\n\nOm styring"
    assert draft.rhythm == "Om aftaler\n\nOm naeste-gang"
    assert draft.items.get(point__order=3).text == "Om opgave-3"


# Pages


@pytest.mark.parametrize("who", ["eva", "clara", "dan", "finn", "gry", "root"])
def test_the_guide_is_nobody_elses(cast: Cast, who: str) -> None:
    talk = started_talk(cast)
    client = signed_in(getattr(cast, who))
    light = reverse("dialogues:beacon", args=[talk.pk])
    assert client.get(address(talk)).status_code == 404
    assert client.post(address(talk), {"note": "x"}).status_code == 404
    assert client.get(light, {"trin": "opgave-3"}).status_code == 404
    assert client.post(reverse("dialogues:hold", args=[talk.pk])).status_code == 404


def test_a_guide_that_has_not_begun_leads_to_the_conversation(cast: Cast) -> None:
    talk = agreed_talk(cast)
    answer = signed_in(cast.bo).get(address(talk))
    assert (answer.status_code, answer.url) == (302, talk.get_absolute_url())


def test_unknown_step_is_not_found(cast: Cast) -> None:
    assert signed_in(cast.bo).get(address(started_talk(cast), "opgave-11")).status_code == 404


def test_both_write_in_the_same_step_and_see_both_texts(cast: Cast) -> None:
    talk = started_talk(cast)
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    url = address(talk)
    hers, his = opened(anna, url), opened(bo, url)
    anna.post(url, {**hers, "note": "Annas tekst", "then": "stay"})
    answer = bo.post(url, {**his, "note": "Bos tekst", "then": "next"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Bos tekst") == 2
    assert "Annas tekst" in page
    merged = {**fields(page), "note": "Begges tekst", "then": "stay"}
    assert bo.post(url, merged).status_code == 302
    assert point(talk).note == "Begges tekst"


def test_two_fields_of_a_step_are_written_by_two_without_a_clash(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    his = opened(bo, url)
    conversations.write_point(
        point=point(talk), by=cast.anna, texts={"note": "Annas note", "status": "agreed"}
    )
    data = {**his, "note": "", "decision": "Bos beslutning", "status": "", "then": "stay"}
    assert bo.post(url, data).status_code == 302
    row = point(talk)
    assert (row.note, row.status, row.decision) == ("Annas note", "agreed", "Bos beslutning")


def test_in_a_clash_a_field_left_alone_takes_the_others_text(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    his = opened(bo, url)
    texts = {"note": "Annas note", "status": "agreed"}
    conversations.write_point(point=point(talk), by=cast.anna, texts=texts)
    answer = bo.post(url, {**his, "note": "Bos note", "then": "next"})
    assert answer.status_code == 409
    assert [row["label"] for row in answer.context["conflicts"]] == ["Noter"]
    form = answer.context["form"]
    assert (form["note"].value(), form["status"].value()) == ("Bos note", "agreed")


def test_who_wrote_nothing_goes_on_without_overwriting(cast: Cast) -> None:
    talk = with_three(started_talk(cast))
    url, bo = address(talk), signed_in(cast.bo)
    his = opened(bo, url)
    conversations.write_point(point=point(talk), by=cast.anna, texts={"note": "Annas tekst"})
    answer = bo.post(url, {**his, "note": "", "then": "next"})
    assert (answer.status_code, answer.url) == (302, address(talk, "opgave-2"))
    assert point(talk).note == "Annas tekst"


def test_going_on_takes_the_lead_and_saving_does_not(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk, "velkomst"), signed_in(cast.bo)
    bo.post(url, {**opened(bo, url), "note": "Goddag", "then": "stay"})
    talk.refresh_from_db()
    assert talk.led_by == cast.anna
    bo.post(url, {**opened(bo, url), "note": "Goddag", "then": "next"})
    talk.refresh_from_db()
    assert (talk.led_by, talk.current_step) == (cast.bo, "behov")


def test_the_same_button_twice_does_the_same_once(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    data = {**opened(bo, url), "note": "Én gang", "status": "agreed", "then": "next"}
    data |= {"task-text": "Ring", "task-owner": cast.bo.pk, "task-due_on": "2031-05-01"}
    for _ in range(2):
        assert bo.post(url, data).status_code == 302
    assert (point(talk).version, Task.objects.count()) == (2, 1)


def test_a_link_to_another_step_saves_on_the_way(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    answer = bo.post(url, {**opened(bo, url), "note": "Gem mig", "to": "aftaler"})
    talk.refresh_from_db()
    assert answer.url == address(talk, "aftaler")
    assert (point(talk).note, talk.current_step) == ("Gem mig", "velkomst")


@pytest.mark.parametrize("text", ["x" * 5001, "Skjult\x07tegn", "x" * 100_000])
def test_text_that_cannot_be_saved_stays_on_the_page(cast: Cast, text: str) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    answer = bo.post(url, {**opened(bo, url), "note": text, "then": "next"})
    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert 'id="error-summary"' in answer.content.decode()
    assert point(talk).note == ""


def test_guide_leads_to_the_assessment_and_sets_no_duty_aside(cast: Cast) -> None:
    talk = started_talk(cast)
    for leader in (cast.anna, cast.bo):
        page = signed_in(leader).get(address(talk, "opgave-9")).content.decode()
        assert 'value="not_relevant"' not in page
        assert f'href="/temaer/{cast.theme.slug}/politik/"' in page
        page = signed_in(leader).get(address(talk, "opgave-8")).content.decode()
        assert "Gå til siden Politik" not in page


def test_an_incomplete_task_keeps_everything_on_the_page(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    data = {**opened(bo, url), "note": "Min note", "task-text": "Ring til Eva", "then": "next"}
    page = bo.post(url, data).content.decode()
    assert "Min note" in page
    assert 'value="Ring til Eva"' in page
    assert not Task.objects.exists()


def test_text_that_comes_after_the_end_is_shown(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    his = opened(bo, url)
    conversations.hold(conversation=talk, by=cast.anna)
    answer = bo.post(url, {**his, "note": "Det sidste ord", "then": "next"})
    assert answer.status_code == 409
    assert "Det sidste ord" in answer.content.decode()


def test_notes_stay_readable_after_the_talk(cast: Cast) -> None:
    talk = started_talk(cast)
    conversations.write_point(point=point(talk), by=cast.bo, texts={"note": "Husk dette"})
    conversations.hold(conversation=talk, by=cast.anna)
    page = signed_in(cast.anna).get(address(talk)).content.decode()
    assert "Husk dette" in page
    assert "point-form" not in page


def test_what_both_wrote_before_shows_only_once_opened(cast: Cast) -> None:
    talk = agreed_talk(cast)
    write(talk, cast.anna, "Annas ønske")
    write(talk, cast.bo, "Bos ønske")
    submit(talk, cast.anna)
    conversations.start(conversation=talk, by=cast.anna)
    client, url = signed_in(cast.bo), address(talk, "behov")
    assert "ønske</p>" not in client.get(url).content.decode()
    submit(talk, cast.bo)
    page = client.get(url).content.decode()
    assert "Annas ønske</p>" in page
    assert "Bos ønske</p>" in page


# The beacon


def told(client: Client, talk: Conversation, **asked: object) -> Any:
    asked = {"trin": "velkomst", "version": 1} | asked
    return client.get(reverse("dialogues:beacon", args=[talk.pk]), asked, HTTP_HX_REQUEST="true")


def test_the_beacon_is_silent_while_nothing_is_new(cast: Cast) -> None:
    talk = started_talk(cast)
    bo = signed_in(cast.bo)
    digest = re.search(r"vist=([\w.~-]+)", told(bo, talk).content.decode()).group(1)
    assert told(bo, talk, vist=digest).status_code == 204
    conversations.go_to_step(conversation=talk, by=cast.anna, step="behov")
    answer = told(bo, talk, vist=digest)
    assert answer.status_code == 200
    assert "Anna Netsø er gået videre til trin 2: Vores behov" in answer.content.decode()
    assert "Følg med" in answer.content.decode()


def test_the_beacon_brings_what_the_other_wrote(cast: Cast) -> None:
    talk = started_talk(cast)
    conversations.write_point(
        point=point(talk, "velkomst"), by=cast.anna, texts={"note": "Annas tekst"}
    )
    page = told(signed_in(cast.bo), talk).content.decode()
    assert "Anna Netsø skrev her kl." in page
    assert "Annas tekst" in page
    assert "<textarea" not in page
    assert "Annas tekst" not in told(signed_in(cast.bo), talk, version=2).content.decode()


def test_the_beacon_tells_the_end_and_stops_asking(cast: Cast) -> None:
    talk = held_talk(cast)
    page = told(signed_in(cast.bo), talk).content.decode()
    assert "Samtalen er afsluttet" in page
    assert "hx-get" not in page


@pytest.mark.parametrize("version", ["", "abc", "-1", "²", "9" * 40])
def test_the_beacon_bears_any_version(cast: Cast, version: str) -> None:
    assert told(signed_in(cast.bo), started_talk(cast), version=version).status_code == 200


def test_the_beacon_is_cheap(cast: Cast, django_assert_max_num_queries: Any) -> None:
    talk = started_talk(cast)
    bo = signed_in(cast.bo)
    conversations.go_to_step(conversation=talk, by=cast.anna, step="opgave-5")
    told(bo, talk)
    with django_assert_max_num_queries(6):
        told(bo, talk)


def test_the_guide_asks_the_database_alike_for_one_and_three_tasks(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    talk = started_talk(cast)
    duty, client = point(talk).point, signed_in(cast.anna)

    def add(text: str) -> None:
        Task.objects.create(
            conversation=talk, point=duty, text=text, owner=cast.bo, created_by=cast.bo
        )

    add("Ét")
    client.get(address(talk))
    with django_assert_num_queries(11):
        client.get(address(talk))
    add("To")
    add("Tre")
    with django_assert_num_queries(11):
        client.get(address(talk))


def test_a_task_that_comes_after_the_end_is_shown(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    his = opened(bo, url)
    conversations.hold(conversation=talk, by=cast.anna)
    answer = bo.post(url, {**his, "note": "", "task-text": "Ring til Eva", "then": "next"})
    assert answer.status_code == 409
    assert "Ring til Eva" in answer.content.decode()
