"""A line manager points an employee to a network or a course, and frees what it takes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.models import Course, Role, User
from tests import markers, rooms, taking_part
from tests.cast import Cast, assign
from themes.models import Encouragement, FreedResources
from themes.services.network import leave_network


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


ADDRESS = "/opfordringer/ny/"


def test_employee_reads_the_line_with_one_button_until_it_is_followed(cast: Cast) -> None:
    finn, eva = browser(cast.finn), browser(cast.eva)
    sent = {
        "person": cast.eva.pk,
        "aim": "take_part",
        "theme": cast.theme.pk,
        "words": "Du kender Søparken",
    }
    assert finn.post(ADDRESS, sent).status_code == 302
    start = eva.get("/").text
    assert "Finn Leder opfordrer dig til at være med i et netværk" in start
    assert "Du kender Søparken" in start
    assert f'href="{cast.theme.get_absolute_url()}vaer-med/"' in start
    taking_part.wish(cast)
    assert "Du kender Søparken" not in eva.get("/").text
    assert "har meldt sig" in finn.get("/mine-medarbejdere/").text


def test_manager_hears_no_more_of_who_has_moved_on(cast: Cast) -> None:
    taking_part.encouragement(cast)
    page = "/mine-medarbejdere/"
    assert "Du kender Søparken" in browser(cast.finn).get(page).text
    User.objects.filter(pk=cast.eva.pk).update(unit=None)
    assert "Du kender Søparken" not in browser(cast.finn).get(page).text


def test_course_without_a_session_is_told_as_one_to_come_and_then_leads_to_its_sign_up(
    cast: Cast,
) -> None:
    course = Course.objects.create(name_da="Godt i gang", description_da="To dage")
    page = browser(cast.finn).get(f"{ADDRESS}?kursus={course.pk}")
    assert "Godt i gang (intet hold endnu)" in page.text
    sent = {"person": cast.eva.pk, "aim": "course", "course": course.pk, "words": "Tag det"}
    assert browser(cast.finn).post(ADDRESS, sent).status_code == 302
    start = browser(cast.eva).get("/").text
    assert "Finn Leder opfordrer dig til at tage et kursus, så snart der er et hold" in start
    assert f'href="{course.get_absolute_url()}"' in start
    begins = timezone.now() + timedelta(days=9)
    told = {"starts_at": begins, "ends_at": begins + timedelta(hours=3), "seats": 9}
    course.sessions.create(**told, place="Rum 1", deadline=rooms.today(3))
    assert "Finn Leder opfordrer dig til at tage et kursus" in browser(cast.eva).get("/").text


def test_employee_is_encouraged_to_lead_with_or_without_a_theme(cast: Cast) -> None:
    for theme in (cast.theme.pk, ""):
        sent = {"person": cast.eva.pk, "aim": "lead", "theme": theme, "words": f"Du kan {theme}"}
        assert browser(cast.finn).post(ADDRESS, sent).status_code == 302
    start = browser(cast.eva).get("/").text
    assert start.count("Finn Leder opfordrer dig til at lede et netværk") >= 2
    assert "At lede et netværk" not in start
    for address in ("/roller/network_leader/", "/hjaelp/moede/", "/temaer/foreslaa/"):
        assert f'href="{address}"' in start
    taking_part.wish(cast)
    assert start.count("at lede et netværk") == browser(cast.eva).get("/").text.count(
        "at lede et netværk"
    )


def test_who_would_lead_finds_the_ways_on_the_roles_page(cast: Cast) -> None:
    course = Course.objects.create(name_da="Led dit første tema", description_da="To dage")
    course.roles.add(Role.objects.get(key="network_leader"))
    eva = browser(cast.eva)
    page = eva.get("/roller/network_leader/").text
    assert "Vil du lede et netværk?" in page
    assert "Se kurset “Led dit første tema”" in " ".join(page.split())
    sent = {"person": cast.eva.pk, "aim": "lead", "theme": "", "words": "Du kan"}
    browser(cast.finn).post(ADDRESS, sent)
    assert "Se kurset “Led dit første tema”" in eva.get("/").text
    assert "Skriv til os om næste hold" in eva.get(course.get_absolute_url()).text
    form = eva.get(f"/hjaelp/skriv/?kursus={course.pk}").context["form"]
    assert form["subject"].value() == "Næste hold på “Led dit første tema”"


def test_who_says_no_is_told_that_the_manager_does_not_see_it(cast: Cast) -> None:
    row = taking_part.encouragement(cast)
    address = reverse("encouragements:hide", args=[row.pk])
    said = browser(cast.eva).post(address, follow=True).text
    assert "Finn Leder får ikke dit svar at se. Tal gerne med din leder." in said


@pytest.mark.parametrize(
    ("aim", "field"), [("take_part", "theme"), ("course", "course")], ids=["part", "course"]
)
def test_an_aim_asks_for_its_goal(cast: Cast, aim: str, field: str) -> None:
    sent = {"person": cast.eva.pk, "aim": aim, "words": "Kom med"}
    assert browser(cast.finn).post(ADDRESS, sent).context["form"].errors[field]
    assert not Encouragement.objects.exists()


def test_employee_puts_it_away(cast: Cast) -> None:
    row, eva = taking_part.encouragement(cast), browser(cast.eva)
    eva.post(f"/opfordringer/{row.pk}/skjul/")
    assert "Du kender Søparken" not in eva.get("/").text
    assert Encouragement.objects.get().hidden_at


@pytest.mark.parametrize("other", ["bo", "finn"])
def test_only_ones_own_people_are_encouraged(cast: Cast, other: str) -> None:
    sent = {"person": getattr(cast, other).pk, "theme": cast.theme.pk, "words": "Kom med"}
    sent["aim"] = "take_part"
    assert browser(cast.finn).post(ADDRESS, sent).context["form"].errors["person"]


def test_line_is_the_two_s_alone(cast: Cast) -> None:
    taking_part.encouragement(cast, words=f"{markers.WORD}-encouragement-words-1")
    pages = ["/", "/mine-medarbejdere/", cast.theme.get_absolute_url()]
    pages += [f"/soeg/?q={markers.WORD}", cast.eva.get_absolute_url(), "/sekretariat/arbejdsliste/"]
    for who in ("eva", "finn", "anna", "bo", "dan", "gry", "root"):
        text = "".join(browser(getattr(cast, who)).get(one).content.decode() for one in pages)
        assert bool(markers.found(text)) == (who in ("eva", "finn")), who


def test_what_is_freed_is_on_the_managers_page_and_the_networks(cast: Cast) -> None:
    taking_part.member(cast)
    address = f"{cast.theme.get_absolute_url()}netvaerk/frigiv/{cast.eva.pk}/"
    sent = {"hours_per_week": "2,5", "amount": "5.000", "substitute": "Ida Vikar"}
    sent |= {"starts_on": "2020-01-01", "version": 0}
    assert browser(cast.finn).post(address, sent).status_code == 302
    staff = browser(cast.finn).get("/mine-medarbejdere/").context["staff"].whole
    assert (staff.hours, staff.amount, staff.substitutes) == (2.5, 5000, 1)
    network = f"{cast.theme.get_absolute_url()}netvaerk/"
    for who, sees in (("eva", True), ("anna", True), ("bo", True), ("gry", True), ("clara", False)):
        assert ("Ida Vikar" in browser(getattr(cast, who)).get(network).text) == sees, who


def test_nothing_freed_is_refused(cast: Cast) -> None:
    taking_part.member(cast)
    address = f"{cast.theme.get_absolute_url()}netvaerk/frigiv/{cast.eva.pk}/"
    answer = browser(cast.finn).post(address, {"starts_on": "2020-01-01", "version": 0})
    assert answer.context["form"].errors["hours_per_week"]
    assert not FreedResources.objects.exists()


def test_two_windows_show_both(cast: Cast) -> None:
    row = taking_part.freed(cast)
    address = f"{cast.theme.get_absolute_url()}netvaerk/frigiv/{cast.eva.pk}/"
    sent = {"hours_per_week": "4", "starts_on": "2020-01-01", "version": 0}
    assert browser(cast.finn).post(address, sent).status_code == 409
    row.refresh_from_db()
    assert row.hours_per_week == 2.5


def test_what_was_freed_ends_with_the_membership(cast: Cast) -> None:
    row = taking_part.freed(cast)
    network = f"{cast.theme.get_absolute_url()}netvaerk/"
    assert browser(cast.anna).get(network).context["freed_hours"] == 2.5
    leave_network(member=cast.eva.memberships.get(), by=cast.eva)
    assert browser(cast.anna).get(network).context["freed"] == []
    row.refresh_from_db()
    assert row.ends_on == rooms.today()


def test_nothing_is_freed_for_whom_another_took_out_of_the_network(cast: Cast) -> None:
    taking_part.freed(cast)
    cast.eva.memberships.update(left_on=rooms.today())
    assert not FreedResources.objects.lasting().exists()
    assign(cast.theme, "co_driver", cast.eva)
    assert FreedResources.objects.lasting().exists()
