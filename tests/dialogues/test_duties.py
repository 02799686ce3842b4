"""The ten duties on a theme: who sees them, and the two views."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogues.models import AgreementItem, Duty, OwnView
from dialogues.services import duties as services
from roles.models import CONDITIONAL_DUTIES, RoleKey, RolePoint
from tests.cast import Cast, assign, make_person
from tests.dialogues.duty_pages import HTMX, all_ten, duty_of, proposed, read, signed_in, url
from tests.talks import approved_talk, held_talk
from themes.models import Assignment, Theme

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


def test_no_duty_is_gone_over_before_the_agreement(
    cast: Cast,
) -> None:
    sitting = f'href="/temaer/{cast.theme.slug}/gennemgang/"'
    for reader in (cast.anna, cast.bo, cast.gry):
        assert sitting not in read(reader, all_ten(cast))
    held_talk(cast)
    page = read(cast.bo, all_ten(cast))
    assert page.count("Fælles status:") == 10 and sitting not in page


def test_before_a_talk_every_place_says_so_in_the_same_words(cast: Cast) -> None:
    for reader in (cast.anna, cast.bo, cast.gry):
        page = read(reader, all_ten(cast))
        wheel = re.search(r'aria-label="10 opgaver[^"]*"', page)[0]
        assert "Endnu ingen samtale: 1 " in wheel and "Ikke drøftet" not in wheel
        assert len(re.findall(r"<title>\d+ [^<]*: endnu ingen samtale</title>", page)) == 10
        assert page.count("</svg>endnu ingen samtale</span>") == 11  # the ten and the legend
        assert "ikke begyndt" not in page
        page = read(reader, url(cast)).partition('id="duty-joint"')[2].partition("</section>")[0]
        assert "endnu ingen samtale" in page and "drøftet" not in page
    held_talk(cast)
    for address in (all_ten(cast), url(cast)):
        page = read(cast.bo, address)
        assert "ndnu ingen samtale" not in page and "kke drøftet" in page


def test_duty_in_use_before_a_talk_tells_its_own_status(cast: Cast) -> None:
    Duty.objects.filter(pk=duty_of(cast).pk).update(status="in_progress")
    page = read(cast.bo, all_ten(cast))
    assert "Kapital til test: i gang</title>" in page
    assert page.count("</svg>endnu ingen samtale</span>") == 10  # the nine and the legend
    assert "</svg>i gang</span>" in read(cast.bo, url(cast))


def test_all_ten_are_gone_over_and_the_agreed_is_told_once_there_is_an_agreement(
    cast: Cast,
) -> None:
    approved_talk(cast)
    assert f'href="/temaer/{cast.theme.slug}/gennemgang/"' in read(cast.anna, all_ten(cast))
    AgreementItem.objects.filter(point__key="co_player").update(text="Bo ringer først")
    for reader, heading in ((cast.bo, "Det aftalte I"), (cast.gry, "Det er aftalt")):
        page = read(reader, url(cast, key="co_player"))
        assert "Opgaven er taget op i 1 samtale." in page
        assert page.index(heading) < page.index("Bo ringer først")


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


@pytest.mark.parametrize("name", ["own_view", "mark_view", "propose_status", "plan_duty"])
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
    key = "political_interplay"
    duty = duty_of(cast, key)
    services.set_own_view(duty=duty, by=cast.anna, status="in_progress", note="Kun for Bo")
    proposed(cast, cast.anna, "agreed", key, reason="Ikke for sekretariatet")
    for address in (all_ten(cast), url(cast, key=key)):
        page = read(cast.gry, address)
        assert "Kun for Bo" not in page
        assert "Ikke for sekretariatet" not in page
        assert "Din vurdering" not in page
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
        assert "Anna Netsø vurderer" not in read(cast.bo, address)
    assert "når I har holdt jeres første samtale" in read(cast.bo, url(cast))
    assert "Kun du kan læse dette" in read(cast.anna, url(cast))
    held_talk(cast)
    assert "Annas ord" in read(cast.bo, url(cast))
    assert "Anna Netsø vurderer" in read(cast.bo, all_ten(cast))


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
    duty = duty_of(cast, "political_interplay")
    services.set_own_view(duty=duty, by=cast.anna, status=one)
    services.set_own_view(duty=duty, by=cast.bo, status=other)
    for address in (all_ten(cast), url(cast, key="political_interplay")):
        assert ("I ser forskelligt på opgaven" in read(cast.bo, address)) == differs


def test_i_write_my_view_twice_and_it_is_one(cast: Cast) -> None:
    anna = signed_in(cast.anna)
    values = {"own-status": "agreed", "own-note": "Godt i gang"}
    for _ in range(2):
        answer = anna.post(url(cast, "own_view"), values)
        assert answer.url == url(cast) + "#duty-views"
    view = OwnView.objects.get()
    assert (view.person, view.status, view.note) == (cast.anna, "agreed", "Godt i gang")
    assert "Din vurdering er gemt." in anna.get(url(cast)).content.decode()


def test_my_view_swaps_in_place(cast: Cast) -> None:
    values = {"own-status": "agreed", "own-note": "Godt i gang"}
    answer = signed_in(cast.anna).post(url(cast, "own_view"), values, headers=HTMX)
    page = answer.content.decode().strip()
    assert page.startswith('<section id="duty-views"')
    assert 'data-announce="Din vurdering er gemt."' in page
    assert "<html" not in page
    assert "HX-Request" in answer["Vary"]


# Marks from the list


def test_a_mark_from_the_list_keeps_my_words(cast: Cast) -> None:
    anna = signed_in(cast.anna)
    services.set_own_view(duty=duty_of(cast), by=cast.anna, status="agreed", note="Annas ord")
    for _ in range(2):
        answer = anna.post(url(cast, "mark_view"), {"own-status": "in_place"})
        assert answer.url == all_ten(cast) + "#capital"
    view = OwnView.objects.get()
    assert (view.status, view.note) == ("in_place", "Annas ord")
    page = anna.get(all_ten(cast)).content.decode()
    assert "Din vurdering er gemt." in page
    assert page.count('aria-pressed="true"') == 1


def test_a_first_mark_gives_the_theme_its_duties(cast: Cast) -> None:
    assert not Duty.objects.exists()
    signed_in(cast.bo).post(url(cast, "mark_view"), {"own-status": "agreed"})
    view = OwnView.objects.select_related("duty").get()
    assert (view.person, view.duty.key, view.status) == (cast.bo, "capital", "agreed")
    assert view.duty.status == "not_discussed"


def test_a_mark_swaps_the_list_and_keeps_the_place(cast: Cast) -> None:
    where, values = url(cast, "mark_view"), {"own-status": "agreed"}
    page = signed_in(cast.anna).post(where, values, headers=HTMX).content.decode().strip()
    assert page.startswith('<ol id="duty-list"')
    assert 'data-announce="Din vurdering er gemt."' in page
    assert page.index('id="capital"') < page.index("autofocus-after-swap") < page.index('id="owner')
    assert "<html" not in page


@pytest.mark.parametrize("status", ["", "fremragende", "in_place"])
def test_an_unknown_mark_is_not_understood(cast: Cast, status: str) -> None:
    answer = signed_in(cast.anna).post(url(cast, "mark_view", "sparring"), {"own-status": status})
    assert (answer.status_code, OwnView.objects.count()) == (400, 0)


def test_only_the_statuses_of_its_kind_are_offered_on_the_list(cast: Cast) -> None:
    page = read(cast.anna, all_ten(cast))
    stances = RolePoint.objects.duties().current().filter(kind__in=("relation", "stance"))
    assert page.count('value="in_place"') == 10 - stances.count()
    assert page.count('value="not_relevant"') == len(CONDITIONAL_DUTIES)


def test_the_list_says_who_reads_what(cast: Cast) -> None:
    page = read(cast.anna, all_ten(cast))
    assert "Ud over dig kan Bo Refsgaard og sekretariatet læse dette" in page
    assert "Kun du kan læse dette" in page
    held_talk(cast)
    page = read(cast.anna, all_ten(cast))
    assert "Ud over dig kan Bo Refsgaard læse dette<" in page
    assert "Kun du kan læse dette" not in page


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
