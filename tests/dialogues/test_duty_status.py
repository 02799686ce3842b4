"""The joint status of a duty, what comes next, and what happened."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation, Duty, StatusChange
from dialogues.services import conversations
from dialogues.services import duties as services
from dialogues.services.tasks import add_task, finish_task
from referenceledelse.core.web.errors import Refused
from roles.models import RoleKey, RolePoint, User
from tests.cast import Cast, assign, make_person, make_theme
from tests.dialogues.duty_pages import HTMX, all_ten, duty_of, plan, proposed, read, signed_in, url
from tests.talks import approved_talk, started_talk
from themes.models import Assignment

# The joint status


def test_one_proposes_and_the_other_confirms(cast: Cast) -> None:
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    answer = anna.post(url(cast, "propose_status"), {"joint-status": "in_place"})
    assert answer.url == url(cast) + "#duty-joint"
    change = StatusChange.objects.get()
    assert "Du har foreslået “på plads”" in anna.get(url(cast)).content.decode()
    assert "Anna Netsø foreslår “på plads”" in bo.get(url(cast)).content.decode()
    where = url(cast, "answer_status", "capital", change.pk)
    bo.post(where, {"confirm": "1", "answer": "Enig, og tak"})
    assert duty_of(cast).status == "in_place"
    for person, sees_words in ((cast.anna, True), (cast.gry, False)):
        page = read(person, url(cast))
        assert "Foreslået af Anna Netsø" in page
        assert "bekræftet af Bo Refsgaard" in page
        assert ("Enig, og tak" in page) == sees_words


def test_not_yet_leaves_the_status_and_stays_between_the_two(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    where = url(cast, "answer_status", "capital", change.pk)
    signed_in(cast.bo).post(where, {"decline": "1", "answer": "Vi mangler fonden"})
    assert duty_of(cast).status == "not_discussed"
    page = read(cast.anna, url(cast))
    assert "Bo Refsgaard svarede “ikke endnu”" in page
    assert "Vi mangler fonden" in page
    assert "svarede" not in read(cast.gry, url(cast))


def test_nobody_confirms_their_own(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    where = url(cast, "answer_status", "capital", change.pk)
    assert signed_in(cast.anna).post(where, {"confirm": "1"}).status_code == 403
    assert duty_of(cast).status == "not_discussed"


def test_who_proposed_withdraws(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    where = url(cast, "withdraw_status", "capital", change.pk)
    assert signed_in(cast.bo).post(where).status_code == 403
    anna = signed_in(cast.anna)
    for _ in range(2):
        assert anna.post(where).url == url(cast) + "#duty-joint"
    change.refresh_from_db()
    assert change.outcome == StatusChange.Outcome.WITHDRAWN
    assert "Foreslå en ny fælles status" in read(cast.bo, url(cast))


def test_an_answer_to_what_was_withdrawn_is_told(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    services.withdraw_status(change=change, by=cast.anna)
    where = url(cast, "answer_status", "capital", change.pk)
    answer = signed_in(cast.bo).post(where, {"confirm": "1"}, headers=HTMX)
    assert answer.status_code == 409
    assert "allerede besvaret eller trukket tilbage" in answer.content.decode()


def test_a_proposal_of_another_duty_is_not_found(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    where = url(cast, "answer_status", "arenas", change.pk)
    assert signed_in(cast.bo).post(where, {"confirm": "1"}).status_code == 404


def test_the_same_proposal_twice_is_one_and_another_waits(cast: Cast) -> None:
    anna, where = signed_in(cast.anna), url(cast, "propose_status")
    for _ in range(2):
        assert anna.post(where, {"joint-status": "agreed"}).status_code == 302
    assert StatusChange.objects.count() == 1
    answer = signed_in(cast.bo).post(where, {"joint-status": "in_place"})
    assert answer.status_code == 409
    assert "Et forslag til ny status venter allerede på svar." in answer.content.decode()


def replace_anna(cast: Cast) -> User:
    """Finn leads the network in Anna's place."""
    Assignment.objects.filter(theme=cast.theme, person=cast.anna).delete()
    assign(cast.theme, RoleKey.NETWORK_LEADER, cast.finn)
    return cast.finn


@pytest.mark.parametrize("who", ["finn", "bo"])
def test_what_a_former_leader_proposed_has_lapsed(cast: Cast, who: str) -> None:
    change = proposed(cast, cast.anna, "in_place")
    replace_anna(cast)
    client = signed_in(getattr(cast, who))
    assert "Anna Netsø foreslår" not in client.get(url(cast)).content.decode()
    assert "Anna Netsø foreslår" not in client.get("/").content.decode()
    where = url(cast, "answer_status", "capital", change.pk)
    assert client.post(where, {"confirm": "1"}).status_code == 409
    assert duty_of(cast).status == "not_discussed"


def test_the_new_pair_begins_where_the_former_left(cast: Cast) -> None:
    old = proposed(cast, cast.anna, "in_place")
    finn = replace_anna(cast)
    signed_in(finn).post(url(cast, "propose_status"), {"joint-status": "agreed"})
    old.refresh_from_db()
    assert old.outcome == StatusChange.Outcome.WITHDRAWN
    new = StatusChange.objects.get(outcome=StatusChange.Outcome.OPEN)
    assert signed_in(cast.anna).get(url(cast)).status_code == 403
    signed_in(cast.bo).post(url(cast, "answer_status", "capital", new.pk), {"confirm": "1"})
    assert duty_of(cast).status == "agreed"


def test_what_the_one_who_stays_proposed_waits_for_the_new_leader(cast: Cast) -> None:
    change = proposed(cast, cast.bo)
    finn = replace_anna(cast)
    assert "Bo Refsgaard foreslår" in read(finn, url(cast))
    where = url(cast, "answer_status", "capital", change.pk)
    assert signed_in(finn).post(where, {"confirm": "1"}).status_code == 302
    assert duty_of(cast).status == "agreed"


def test_confirming_twice_is_one(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    bo, where = signed_in(cast.bo), url(cast, "answer_status", "capital", change.pk)
    for _ in range(2):
        assert bo.post(where, {"confirm": "1"}).status_code == 302
    assert read(cast.anna, url(cast)).count("bekræftet af Bo Refsgaard") == 1


def test_without_a_partner_nobody_can_confirm(cast: Cast) -> None:
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    page = read(cast.anna, url(cast))
    assert "ingen referenceleder" in page
    assert "Foreslå en ny fælles status" not in page
    answer = signed_in(cast.anna).post(url(cast, "propose_status"), {"joint-status": "agreed"})
    assert answer.status_code == 409
    assert "mangler en referenceleder" in answer.content.decode()


def test_missing_leader_is_named_by_what_one_is_on_the_theme_today(cast: Cast) -> None:
    Assignment.objects.filter(theme=cast.theme).delete()
    today = timezone.localdate()
    now = {"starts_on": today - timedelta(days=99), "ends_on": today + timedelta(days=5)}
    assign(cast.theme, RoleKey.NETWORK_LEADER, cast.anna, **now)
    coming = today + timedelta(days=9)
    assign(cast.theme, RoleKey.REFERENCE_LEADER, cast.anna, starts_on=coming)
    assign(make_theme("Et tredje tema"), RoleKey.REFERENCE_LEADER, cast.anna)
    with pytest.raises(Refused, match="mangler en referenceleder"):
        proposed(cast, cast.anna)


def test_confirming_swaps_the_status_and_the_time_line(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    where = url(cast, "answer_status", "capital", change.pk)
    page = signed_in(cast.bo).post(where, {"confirm": "1"}, headers=HTMX).content.decode()
    assert page.strip().startswith('<section id="duty-joint"')
    assert 'id="duty-events" hx-swap-oob="true"' in page
    assert "data-announce" in page
    assert "<html" not in page


@pytest.mark.parametrize("key", ["strategic_link", "capital", "arenas", "partnership"])
def test_only_a_duty_that_hangs_on_a_condition_can_be_left_out(cast: Cast, key: str) -> None:
    assert 'value="not_relevant"' not in read(cast.anna, url(cast, key=key))
    duty, why = duty_of(cast, key), {"status": "not_relevant", "reason": "Uden politik"}
    with pytest.raises(Refused, match="hører altid med"):
        services.propose_status(duty=duty, by=cast.anna, **why)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**why)


@pytest.mark.parametrize(
    ("key", "is_offered"),
    [("capital", True), ("value", True), ("sparring", False), ("co_player", False)],
)
def test_relations_and_stances_are_never_in_place(cast: Cast, key: str, is_offered: bool) -> None:
    page = read(cast.anna, url(cast, key=key))
    assert ('value="in_place"' in page) == is_offered
    duty = duty_of(cast, key)
    if is_offered:
        services.propose_status(duty=duty, by=cast.anna, status="in_place")
    else:
        with pytest.raises(Refused, match="bliver aldrig helt færdig"):
            services.propose_status(duty=duty, by=cast.anna, status="in_place")
        with pytest.raises(Refused, match="bliver aldrig helt færdig"):
            services.set_own_view(duty=duty, by=cast.anna, status="in_place")


# What comes next


def test_a_plan_is_saved_once_and_shown(cast: Cast) -> None:
    anna, duty = signed_in(cast.anna), duty_of(cast)
    values = plan(duty, next_step="Skriv til fonden", responsible=cast.bo.pk, due_on="2031-05-01")
    for _ in range(2):
        assert anna.post(url(cast, "plan_duty"), values).url == url(cast) + "#duty-plan"
    saved = duty_of(cast)
    assert (saved.version, saved.responsible) == (2, cast.bo)
    assert "Skriv til fonden" in read(cast.gry, url(cast))
    assert "Senest den 1. maj 2031" in read(cast.bo, all_ten(cast))


def test_a_stale_plan_shows_both_texts_and_saves_the_second_time(cast: Cast) -> None:
    duty = duty_of(cast)
    services.plan_duty(
        duty=duty, version=1, by=cast.bo, next_step="Bos tekst", responsible=None, due_on=None
    )
    anna = signed_in(cast.anna)
    answer = anna.post(url(cast, "plan_duty"), plan(duty, next_step="Annas tekst"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.index('id="conflict"') < page.index('name="next_step"')
    assert "Annas tekst" in page
    assert "Bos tekst" in page
    assert 'name="version" value="2"' in page
    again = anna.post(url(cast, "plan_duty"), plan(duty, version=2, next_step="Begges tekst"))
    assert again.status_code == 302
    assert duty_of(cast).next_step == "Begges tekst"


def test_a_new_status_does_not_make_a_plan_stale(cast: Cast) -> None:
    duty = duty_of(cast)
    services.answer_status(change=proposed(cast, cast.anna), by=cast.bo, is_confirmed=True)
    answer = signed_in(cast.anna).post(url(cast, "plan_duty"), plan(duty, next_step="Ring"))
    assert answer.status_code == 302


def test_the_co_driver_can_take_it_but_not_a_stranger(cast: Cast) -> None:
    carl = make_person("Carl Codriver")
    assign(cast.theme, RoleKey.CO_DRIVER, carl)
    duty, anna = duty_of(cast), signed_in(cast.anna)
    where = url(cast, "plan_duty")
    answer = anna.post(where, plan(duty, next_step="Ring", responsible=cast.eva.pk))
    assert 'id="error-summary"' in answer.content.decode()
    assert anna.post(where, plan(duty, responsible=carl.pk)).status_code == 302
    assert duty_of(cast).responsible == carl
    with pytest.raises(Refused):
        services.plan_duty(
            duty=duty, version=2, by=cast.anna, next_step="", responsible=cast.eva, due_on=None
        )


# The text at hand, and the time line


def test_leader_of_another_theme_is_not_made_responsible(cast: Cast) -> None:
    given = {"duty": duty_of(cast), "version": 1, "by": cast.anna, "next_step": "", "due_on": None}
    with pytest.raises(Refused, match="de to ledere eller co-driveren"):
        services.plan_duty(**given, responsible=cast.clara)
    driver = make_person("Ida Driver")
    assign(cast.theme, RoleKey.CO_DRIVER, driver)
    assert services.plan_duty(**given, responsible=driver).responsible == driver


def test_a_newer_text_is_told_and_the_theme_keeps_its_own(cast: Cast) -> None:
    duty = duty_of(cast)
    assert "nyere udgave" not in read(cast.anna, url(cast))
    old = duty.point
    RolePoint.objects.filter(pk=old.pk).update(is_current=False)
    values = {f.attname: getattr(old, f.attname) for f in RolePoint._meta.fields if f.name != "id"}
    RolePoint.objects.create(**values | {"version": 2, "text_da": "Den nye tekst"})
    page = read(cast.anna, url(cast))
    assert "Der findes en nyere udgave af teksten" in page
    assert reverse("roles:role", args=["reference_leader"]) + "#capital" in page
    assert "Den nye tekst" not in page


def test_the_talk_is_a_link_for_the_parties_and_a_date_for_the_rest(cast: Cast) -> None:
    talk = started_talk(cast)
    point = talk.points.select_related("point").get(point__key="capital")
    conversations.write_point(
        point=point,
        by=cast.anna,
        texts={"note": "Privat", "decision": "", "status": "", "reason": ""},
    )
    conversations.hold(conversation=talk, by=cast.anna)
    link = f'href="{talk.get_absolute_url()}"'
    parties, others = read(cast.bo, url(cast)), read(cast.gry, url(cast))
    assert link in parties
    assert "Drøftet i en samtale" in others
    assert link not in others
    assert "Privat" not in parties + others
    assert "Drøftet i en samtale" not in read(cast.bo, url(cast, key="arenas"))


def test_what_the_agreement_says_stands_on_the_duty(cast: Cast) -> None:
    talk = approved_talk(cast)
    item = talk.agreements.first().items.get(point__key="capital")
    item.text = "Bo finder pengene"
    item.save()
    for person in (cast.anna, cast.gry):
        page = read(person, url(cast))
        assert "Bo finder pengene" in page
        assert "Samarbejdsaftalen er godkendt af begge" in page


def test_what_was_done_stands_on_the_time_line_for_the_parties(cast: Cast) -> None:
    talk = started_talk(cast)
    point = duty_of(cast).point
    for text in ("Ring til fonden", "Skriv til banken"):
        task = add_task(conversation=talk, by=cast.anna, text=text, owner=cast.bo, point=point)
    finish_task(task=task, by=cast.bo)
    page = read(cast.anna, url(cast))
    assert "Gjort: Skriv til banken" in page
    assert "Ring til fonden" in page
    assert "Gjort: Ring til fonden" not in page
    others = read(cast.gry, url(cast))
    assert "banken" not in others
    assert "fonden" not in others


def live_through(cast: Cast, talk: Conversation, *numbers: int) -> None:
    """For each number a status that both confirmed, an open task and a finished one."""
    duty = duty_of(cast)
    for number in numbers:
        status = "agreed" if number % 2 else "in_progress"
        services.answer_status(change=proposed(cast, cast.anna, status), by=cast.bo, is_confirmed=1)
        for text in (f"Åbent {number}", f"Gjort {number}"):
            values = {"text": text, "owner": cast.bo, "point": duty.point}
            task = add_task(conversation=talk, by=cast.anna, **values)
        finish_task(task=task, by=cast.bo)


@pytest.mark.parametrize("who", ["anna", "bo", "gry"])
def test_a_duty_asks_the_database_alike_for_one_and_three(
    cast: Cast, who: str, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    talk = started_talk(cast)
    live_through(cast, talk, 1)
    client = signed_in(getattr(cast, who))
    client.get(url(cast))
    with django_assert_max_num_queries(25) as one:
        client.get(url(cast))
    live_through(cast, talk, 2, 3)
    with django_assert_num_queries(len(one)):
        client.get(url(cast))


def test_every_page_with_marks_holds_what_they_copy(cast: Cast) -> None:
    talk = approved_talk(cast)
    talk.agreements.first().items.filter(point__key="capital").update(status="agreed")
    papers = [reverse(f"dialogues:agreement{more}", args=[talk.pk]) for more in ("", "_print")]
    for address in (*papers, all_ten(cast), url(cast)):
        page = read(cast.anna, address)
        assert 'href="#mark-' in page, address
        for look in re.findall(r'href="#(mark-[^"]+)"', page):
            assert page.count(f'id="{look}"') == 1, address


def test_the_duties_before_and_after_are_linked(cast: Cast) -> None:
    first, second = (
        read(cast.bo, url(cast, key="strategic_link")),
        read(cast.bo, url(cast, key="arenas")),
    )
    assert 'rel="prev"' not in first
    assert f'href="{url(cast, key="arenas")}" rel="next"' in first
    assert f'href="{url(cast, key="strategic_link")}" rel="prev"' in second
