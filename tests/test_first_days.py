"""The first days of a reference leader: one welcome, and nothing that asks before the talk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.forms.reflections import name_of
from dialogues.models import Conversation, Reflection
from dialogues.queries.pairs import new_to
from dialogues.services import invitations, stones
from dialogues.services.questions import load_question_sets
from referenceledelse.overview.pages.welcome import first_days
from roles.models import RoleKey
from tests import rooms, taking_part, talks
from tests.cast import Cast, assign, make_person, make_theme
from tests.dialogues.duty_pages import read, signed_in
from tests.talks import invited_talk
from themes.models import Assessment, Ownership, Theme
from themes.services.assignments import assign as appoint
from themes.services.introductions import introduce_leader

STONE = "Økonomi svarer ikke"


def test_two_new_themes_are_one_welcome(cast: Cast) -> None:
    other = make_theme("Plads til flere frivillige")
    assign(other, RoleKey.REFERENCE_LEADER, cast.bo)
    assign(other, RoleKey.NETWORK_LEADER, cast.eva)
    signed_in(cast.bo).post("/de-ti-opgaver/")
    page = read(cast.bo, "/")
    assert page.count("Velkommen som referenceleder, Bo") == 1
    assert page.count("<h1") == 1
    assert page.count("Du er også ny på") == 1
    assert page.count("Kilde: Rollen som referenceleder, punkt 1–10") == 1
    assert "Mine temaer" not in page


def test_the_ten_are_highlighted_until_they_are_opened_and_then_the_own_reflection(
    cast: Cast,
) -> None:
    bo, press = signed_in(cast.bo), {"HTTP_HX_REQUEST": "true"}
    page = bo.get("/").text
    assert page.count('class="welcome-now"') == page.count("button-primary") == 1
    now = page.split('class="welcome-now"')[1]
    assert now.index("Læs de ti opgaver") < now.index("Tænk over din egen rolle")
    for _again in range(2):
        steps = bo.post("/de-ti-opgaver/", **press).text
        assert steps.count("Kilde: Rollen som referenceleder, punkt 1–10") == 1
    assert "Velkommen som" not in steps
    page = bo.get("/").text
    assert "(læst)" in page and "Læs de ti opgaver" not in page
    assert "Tænk over din egen rolle" in page.split('class="welcome-now"')[1]
    assert page.count("button-primary") == 1
    assert "har læst" not in read(cast.anna, "/") + read(cast.gry, cast.bo.get_absolute_url())


def test_who_leads_elsewhere_already_is_told_of_a_new_theme_below_what_waits(cast: Cast) -> None:
    talks.held_talk(cast)
    other = make_theme("Plads til flere frivillige")
    assign(other, RoleKey.REFERENCE_LEADER, cast.bo)
    assign(other, RoleKey.NETWORK_LEADER, cast.eva)
    page = read(cast.bo, "/")
    assert "Velkommen som referenceleder" not in page
    told = "Du er også ny på “Plads til flere frivillige”, hvor Eva Sten er netværksleder"
    steps, _told, below = page.partition(told)
    assert "Mit næste skridt</h1>" in steps and 'class="nobullet-list steps"' in steps
    assert (
        "Begynd din forberedelse" in below and f"/temaer/{other.slug}/spillebaner/tilbyd/" in below
    )
    assert page.count("<h1") == 1


def test_a_theme_where_the_next_step_is_ones_own_is_welcomed_to_first(cast: Cast) -> None:
    load_question_sets()
    other = make_theme("Plads til flere frivillige")
    assign(other, RoleKey.REFERENCE_LEADER, cast.bo)
    assign(other, RoleKey.NETWORK_LEADER, cast.eva)
    row = invitations.begin_preparation(theme=other, by=cast.bo)
    Reflection.objects.filter(pk=row.pk).update(status="draft")
    assert first_days(cast.bo).welcome.theme == cast.theme
    invitations.say_ready(theme=other, by=cast.bo)
    row = invitations.begin_preparation(theme=cast.theme, by=cast.bo)
    Reflection.objects.filter(pk=row.pk).update(status="draft")
    invitations.say_ready(theme=cast.theme, by=cast.bo)
    invited_talk(cast)
    found = first_days(cast.bo)
    assert (found.welcome.theme, found.welcome.now) == (cast.theme, "meet")
    assert [(one.theme, one.now) for one in found.others] == [(other, "")]


def test_the_rooms_ask_nothing_of_a_reference_leader_before_the_first_talk(cast: Cast) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(starts_on=rooms.today(-60))
    cast.theme.refresh_from_db()
    rooms.funding(cast, source="Nordea-fonden", deadline=rooms.today(-1))
    rooms.idea(cast, title="Fælles spisning", look_again_on=rooms.today(-1))
    assessed = rooms.assessment(cast, next_review_on=rooms.today(1))
    Assessment.objects.filter(pk=assessed.pk).update(
        assessed_on=rooms.today(-5), next_review_on=rooms.today(-1)
    )
    asked = ("Nordea-fonden", "Fælles spisning", "Vurder det politiske samspil igen")
    page = read(cast.bo, "/")
    assert not [words for words in asked if words in page]
    theme = read(cast.bo, cast.theme.get_absolute_url())
    assert "Mandatet begynder med jeres første samtale." in theme
    assert "Der mangler:" not in theme
    talks.held_talk(cast)
    page = read(cast.bo, "/")
    assert not [words for words in asked if words not in page]
    assert "Der mangler:" in read(cast.bo, cast.theme.get_absolute_url())


def test_what_the_network_leader_hopes_for_stands_in_the_welcome(cast: Cast) -> None:
    rooms.wish(cast)
    stones.lay(theme=cast.theme, by=cast.anna, text=STONE)
    page = read(cast.bo, "/")
    for words in (STONE, "Anna Netsø beder om en spillebane"):
        assert page.count(words) == 1
    welcome, _heading, _steps = page.partition("Mit næste skridt</h2>")
    assert STONE in welcome
    assert "Intet af det haster." in welcome


def test_why_one_was_appointed_stands_in_the_welcome_until_it_is_read(cast: Cast) -> None:
    cast.theme.assignments.filter(role=RoleKey.REFERENCE_LEADER).delete()
    told = {"theme": cast.theme, "role": RoleKey.REFERENCE_LEADER, "person": cast.finn}
    appoint(**told, why="Du sagde ja i torsdags", by=cast.gry)
    page = read(cast.finn, "/")
    assert "Læs, hvorfor valget faldt på dig" in page
    assert "Læs begrundelsen" not in page
    read(cast.finn, reverse("themes:assignments", args=[cast.theme.slug]))
    assert "Læs, hvorfor valget faldt på dig" not in read(cast.finn, "/")


def test_a_person_and_a_leader_are_introduced_from_the_start_page_and_back(cast: Cast) -> None:
    bo, below = signed_in(cast.bo), f"/temaer/{cast.theme.slug}"
    colleague = {"kind": "employee", "person": cast.eva.email}
    told = colleague | {"words": "Fra kantinen"}
    answer = bo.post(f"{below}/netvaerk/introducer/?fra=start", told)
    assert (answer.status_code, answer.url) == (302, "/")
    introduced = {"leader": cast.finn.email, "words": "Ring før ni"}
    answer = bo.post(f"{below}/ledere/introducer/?fra=start", introduced)
    assert (answer.status_code, answer.url) == (302, "/")
    assert Ownership.objects.get().introduced_by == cast.bo
    page = read(cast.bo, "/")
    assert "Du har introduceret Eva Sten" in page
    assert "Du har introduceret Finn Leder" in page


def test_elsewhere_what_is_written_leads_to_its_room_whatever_the_address_says(cast: Cast) -> None:
    told = {"leader": cast.finn.email}
    address = f"/temaer/{cast.theme.slug}/ledere/ny/?fra=//example.org/"
    answer = signed_in(cast.bo).post(address, told)
    assert answer.url == f"/temaer/{cast.theme.slug}/ledere/"


def test_one_says_one_is_ready_with_what_one_has_written(cast: Cast) -> None:
    load_question_sets()
    bo = signed_in(cast.bo)
    page = bo.post(f"/temaer/{cast.theme.slug}/forberedelse/").url
    assert "Gem og meld mig klar" in bo.get(page).content.decode()
    question = Conversation.objects.get().question_set.questions.filter(kind="text").first()
    answer = bo.post(page, {name_of(("answer", question.pk)): "Mit eget", "ready": "1"})
    assert (answer.status_code, answer.url) == (302, "/")
    assert "Mit eget" in bo.get(page).content.decode()
    assert "Gem og meld mig klar" not in bo.get(page).content.decode()
    talk = Conversation.objects.get()
    assert talk.ready_at <= timezone.now()
    assert "Bo Refsgaard er klar" in read(cast.anna, "/")


def test_the_network_leader_cannot_say_ready_by_the_preparation(cast: Cast) -> None:
    load_question_sets()
    anna = signed_in(cast.anna)
    page = anna.post(f"/temaer/{cast.theme.slug}/forberedelse/").url
    assert "Gem og meld mig klar" not in anna.get(page).content.decode()
    assert anna.post(page, {"ready": "1"}).status_code == 403
    assert Conversation.objects.get().ready_at is None


@pytest.mark.parametrize(("is_held", "is_new"), [(False, True), (True, False)])
def test_one_is_new_until_the_first_talk_with_todays_other_is_held(
    cast: Cast, is_held: bool, is_new: bool
) -> None:
    if is_held:
        talks.held_talk(cast)
    assert new_to(cast.bo).exists() == is_new
    assert not new_to(cast.anna).exists()
    cast.theme.assignments.filter(role=RoleKey.NETWORK_LEADER).delete()
    assert new_to(cast.bo).exists() == is_new
    assign(cast.theme, RoleKey.NETWORK_LEADER, cast.eva)
    assert new_to(cast.bo).exists()


def test_start_asks_as_often_with_one_and_with_three_of_each_in_the_welcome(cast: Cast) -> None:
    counts = []
    for number in ("1", "2", "3"):
        rooms.wish(cast, wish=f"Ønske {number}")
        stones.lay(theme=cast.theme, by=cast.anna, text=f"Sten {number}")
        taking_part.introduction(cast, person=None, kind="citizen", name=f"Ida {number}")
        leader = make_person(f"Leder {number}", leader_level=4)
        introduce_leader(theme=cast.theme, by=cast.bo, leader=leader, words="Ring")
        with CaptureQueriesContext(connection) as asked:
            assert signed_in(cast.bo).get("/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
