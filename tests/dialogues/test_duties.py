"""The ten duties on a theme: two views, one joint status, what comes next."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Duty, OwnView, StatusChange
from dialogues.services import conversations
from dialogues.services import duties as services
from referenceledelse.errors import Refused
from roles.models import RoleKey, RolePoint, User
from tests.cast import Cast, assign, make_person
from tests.talks import approved_talk, held_talk, started_talk
from themes.models import Assignment, Theme

HTMX = {"HX-Request": "true"}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def duty_of(cast: Cast, key: str = "capital") -> Duty:
    services.ensure_duties(theme=cast.theme)
    return Duty.objects.select_related("theme", "point").get(theme=cast.theme, key=key)


def url(cast: Cast, name: str = "duty", key: str = "capital", *more: int) -> str:
    return reverse(f"dialogues:{name}", args=[cast.theme.slug, key, *more])


def all_ten(cast: Cast) -> str:
    return reverse("dialogues:duties", args=[cast.theme.slug])


def read(person: User, address: str) -> str:
    return signed_in(person).get(address).content.decode()


def plan(duty: Duty, **values: Any) -> dict[str, Any]:
    base = {"version": duty.version, "next_step": "", "responsible": "", "due_on": ""}
    return base | values


def proposed(cast: Cast, by: User, status: str = "agreed", **more: str) -> StatusChange:
    return services.propose_status(duty=duty_of(cast), by=by, status=status, **more)


# Who may see


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anna", 200),
        ("bo", 200),
        ("gry", 200),
        ("eva", 403),
        ("finn", 403),
        ("clara", 403),
        ("root", 403),
    ],
)
def test_who_sees_the_ten(cast: Cast, who: str, status: int) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(all_ten(cast)).status_code == status
    assert client.get(url(cast)).status_code == status


@pytest.mark.parametrize("who", ["anna", "gry"])
def test_drafts_and_unknown_duties_are_not_found(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(url(cast, key="ukendt")).status_code == 404
    assert client.get("/temaer/ukendt/opgaver/").status_code == 404
    Theme.objects.update(status=Theme.Status.DRAFT)
    assert client.get(all_ten(cast)).status_code == 404
    assert client.get(url(cast)).status_code == 404


def test_a_former_leader_loses_the_right(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person=cast.bo).update(
        starts_on=yesterday - timedelta(days=30), ends_on=yesterday
    )
    bo = signed_in(cast.bo)
    assert bo.get(all_ten(cast)).status_code == 403
    assert bo.post(url(cast, "own_view"), {"own-status": "agreed"}).status_code == 403
    answer = url(cast, "answer_status", "capital", change.pk)
    assert bo.post(answer, {"confirm": "1"}).status_code == 403


@pytest.mark.parametrize("name", ["own_view", "propose_status", "plan_duty"])
@pytest.mark.parametrize("who", ["gry", "eva", "root", "carl"])
def test_only_the_two_leaders_write(cast: Cast, name: str, who: str) -> None:
    carl = make_person("Carl Codriver")
    assign(cast.theme, RoleKey.CO_DRIVER, carl)
    client = signed_in(carl if who == "carl" else getattr(cast, who))
    values = {"own-status": "agreed", "joint-status": "agreed", "version": "1"}
    assert client.post(url(cast, name), values).status_code == 403
    assert not Duty.objects.filter(theme=cast.theme).exists()
    assert client.get(url(cast, name)).status_code == 405


def test_the_secretariat_reads_the_joint_status_alone(cast: Cast) -> None:
    held_talk(cast)
    duty = duty_of(cast)
    services.set_own_view(duty=duty, by=cast.anna, status="in_progress", note="Kun for Bo")
    proposed(cast, cast.anna, "not_relevant", reason="Ikke for sekretariatet")
    for address in (all_ten(cast), url(cast)):
        page = read(cast.gry, address)
        assert "Kun for Bo" not in page
        assert "Ikke for sekretariatet" not in page
        assert "Dit syn" not in page
        assert "foreslår" not in page
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


# The ten


def test_reading_writes_nothing(cast: Cast) -> None:
    page = read(cast.anna, all_ten(cast))
    assert page.count('class="duty-line"') == 10
    assert page.count("wheel-track wheel-not_discussed") >= 10
    read(cast.anna, url(cast))
    assert not Duty.objects.exists()


def test_each_segment_leads_to_its_duty(cast: Cast) -> None:
    page = read(cast.bo, all_ten(cast))
    for point in RolePoint.objects.duties().current():
        assert page.count(f'href="{url(cast, key=point.key)}"') == 2


def test_what_waits_for_me_is_on_top_with_one_button(cast: Cast) -> None:
    proposed(cast, cast.anna)
    page = read(cast.bo, all_ten(cast))
    assert page.index("Venter på dit svar") < page.index("wheel-large")
    assert page.count("button-primary") == 1
    mine = read(cast.anna, all_ten(cast))
    assert "Venter på dit svar" not in mine
    assert "venter på Bo Refsgaard" in mine


def test_what_is_late_is_said_in_words(cast: Cast) -> None:
    late = timezone.localdate() - timedelta(days=2)
    Duty.objects.filter(pk=duty_of(cast).pk).update(next_step="Ring til fonden", due_on=late)
    for address in (all_ten(cast), url(cast)):
        assert "Skulle være sket" in read(cast.gry, address)
    Duty.objects.update(status="in_place")
    assert "Skulle være sket" not in read(cast.gry, all_ten(cast))


def fill(cast: Cast, keys: tuple[str, ...]) -> None:
    for key in keys:
        duty = duty_of(cast, key)
        for person in (cast.anna, cast.bo):
            services.set_own_view(duty=duty, by=person, status="agreed")
        Duty.objects.filter(pk=duty.pk).update(responsible=cast.bo)
        services.propose_status(duty=duty, by=cast.anna, status="agreed")


@pytest.mark.parametrize("who", ["anna", "bo", "gry"])
def test_the_list_asks_the_database_alike_for_one_and_three(
    cast: Cast, who: str, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    held_talk(cast)
    client = signed_in(getattr(cast, who))
    fill(cast, ("capital",))
    client.get(all_ten(cast))
    with django_assert_max_num_queries(12) as one:
        client.get(all_ten(cast))
    fill(cast, ("arenas", "ownership"))
    with django_assert_num_queries(len(one)):
        client.get(all_ten(cast))


# Own views


def test_my_view_is_mine_alone_until_the_talk(cast: Cast) -> None:
    duty = duty_of(cast)
    services.set_own_view(duty=duty, by=cast.anna, status="in_progress", note="Annas ord")
    for address in (all_ten(cast), url(cast)):
        assert "Annas ord" not in read(cast.bo, address)
        assert "Anna Netsø ser det sådan" not in read(cast.bo, address)
    assert "når I har holdt jeres første samtale" in read(cast.bo, url(cast))
    assert "Kun du kan læse dette" in read(cast.anna, url(cast))
    held_talk(cast)
    assert "Annas ord" in read(cast.bo, url(cast))
    assert "Anna Netsø ser det sådan" in read(cast.bo, all_ten(cast))


def test_a_new_leader_does_not_see_what_was_written_for_the_former(cast: Cast) -> None:
    held_talk(cast)
    services.set_own_view(duty=duty_of(cast), by=cast.anna, status="agreed", note="Annas ord")
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    assign(cast.theme, RoleKey.REFERENCE_LEADER, cast.finn)
    page = read(cast.finn, url(cast))
    assert "Annas ord" not in page
    assert "når I har holdt jeres første samtale" in page


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("agreed", "in_progress", False),
        ("agreed", "in_place", True),
        ("not_discussed", "in_progress", True),
        ("agreed", "not_relevant", True),
        ("not_relevant", "not_relevant", False),
    ],
)
def test_a_wide_difference_is_said_kindly(cast: Cast, one: str, other: str, differs: bool) -> None:
    held_talk(cast)
    duty = duty_of(cast)
    services.set_own_view(duty=duty, by=cast.anna, status=one)
    services.set_own_view(duty=duty, by=cast.bo, status=other)
    for address in (all_ten(cast), url(cast)):
        assert ("I ser forskelligt på opgaven" in read(cast.bo, address)) == differs


def test_i_write_my_view_twice_and_it_is_one(cast: Cast) -> None:
    anna = signed_in(cast.anna)
    values = {"own-status": "agreed", "own-note": "Godt i gang"}
    for _ in range(2):
        answer = anna.post(url(cast, "own_view"), values)
        assert answer.url == url(cast) + "#duty-views"
    view = OwnView.objects.get()
    assert (view.person, view.status, view.note) == (cast.anna, "agreed", "Godt i gang")
    assert "Dit syn på opgaven er gemt." in anna.get(url(cast)).content.decode()


def test_my_view_swaps_in_place(cast: Cast) -> None:
    values = {"own-status": "agreed", "own-note": "Godt i gang"}
    answer = signed_in(cast.anna).post(url(cast, "own_view"), values, headers=HTMX)
    page = answer.content.decode().strip()
    assert page.startswith('<section id="duty-views"')
    assert 'data-announce="Dit syn på opgaven er gemt."' in page
    assert "<html" not in page
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("values", [{}, {"own-status": "fremragende"}])
def test_a_view_without_a_status_comes_back_with_its_note(
    cast: Cast, values: dict[str, str]
) -> None:
    answer = signed_in(cast.anna).post(
        url(cast, "own_view"), {"own-note": "Min note"} | values, headers=HTMX
    )
    page = answer.content.decode()
    assert (answer.status_code, OwnView.objects.count()) == (200, 0)
    assert 'id="error-summary"' in page
    assert "Min note" in page


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


def test_confirming_twice_is_one(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    bo, where = signed_in(cast.bo), url(cast, "answer_status", "capital", change.pk)
    for _ in range(2):
        assert bo.post(where, {"confirm": "1"}).status_code == 302
    assert read(cast.anna, url(cast)).count("bekræftet af Bo Refsgaard") == 1


def test_not_relevant_needs_its_reason(cast: Cast) -> None:
    anna, where = signed_in(cast.anna), url(cast, "propose_status")
    page = anna.post(where, {"joint-status": "not_relevant"}).content.decode()
    assert "Skriv, hvorfor opgaven ikke er relevant." in page
    assert not StatusChange.objects.exists()
    anna.post(where, {"joint-status": "not_relevant", "joint-reason": "Ingen penge på spil"})
    assert "Ingen penge på spil" in read(cast.bo, url(cast))


def test_without_a_partner_nobody_can_confirm(cast: Cast) -> None:
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    page = read(cast.anna, url(cast))
    assert "ingen referenceleder" in page
    assert "Foreslå en ny fælles status" not in page
    answer = signed_in(cast.anna).post(url(cast, "propose_status"), {"joint-status": "agreed"})
    assert answer.status_code == 409
    assert "mangler en referenceleder" in answer.content.decode()


def test_confirming_swaps_the_status_and_the_time_line(cast: Cast) -> None:
    change = proposed(cast, cast.anna)
    where = url(cast, "answer_status", "capital", change.pk)
    page = signed_in(cast.bo).post(where, {"confirm": "1"}, headers=HTMX).content.decode()
    assert page.strip().startswith('<section id="duty-joint"')
    assert 'id="duty-events" hx-swap-oob="true"' in page
    assert "data-announce" in page
    assert "<html" not in page


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
        with pytest.raises(Refused, match="aldrig bliver færdige"):
            services.propose_status(duty=duty, by=cast.anna, status="in_place")
        with pytest.raises(Refused, match="aldrig bliver færdige"):
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
    assert "Senest 1. maj 2031" in read(cast.bo, all_ten(cast))


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
        version=point.version,
        by=cast.anna,
        note="Privat",
        decision="",
        status="",
        reason="",
    )
    conversations.hold(conversation=talk, by=cast.anna)
    link = f'href="{talk.get_absolute_url()}"'
    parties, others = read(cast.bo, url(cast)), read(cast.gry, url(cast))
    assert link in parties
    assert "Talt om i en samtale" in others
    assert link not in others
    assert "Privat" not in parties + others
    assert "Talt om i en samtale" not in read(cast.bo, url(cast, key="arenas"))


def test_what_the_agreement_says_stands_on_the_duty(cast: Cast) -> None:
    talk = approved_talk(cast)
    item = talk.agreements.first().items.get(point__key="capital")
    item.text = "Bo finder pengene"
    item.save()
    for person in (cast.anna, cast.gry):
        page = read(person, url(cast))
        assert "Bo finder pengene" in page
        assert "Samarbejdsaftalen er godkendt af begge" in page


def test_the_duties_before_and_after_are_linked(cast: Cast) -> None:
    first, second = (
        read(cast.bo, url(cast, key="strategic_link")),
        read(cast.bo, url(cast, key="arenas")),
    )
    assert 'rel="prev"' not in first
    assert f'href="{url(cast, key="arenas")}" rel="next"' in first
    assert f'href="{url(cast, key="strategic_link")}" rel="prev"' in second
