"""The main job as people do it: from invitation to agreement, and a duty that both confirm."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dialogues.services.questions import load_question_sets
from tests.browser.folds import unfold
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "Jeg er bange for, at vi bliver til endnu et udvalg."
ANSWER = "Ring, også når det gynger."
NOTE = "Chefforum er det rigtige sted."
DECISION = "Vi skriver temaet ind i oplægget til chefforum."


def invite(anna: Page) -> None:
    """Anna goes from her start page to a sent invitation."""
    anna.goto("/")
    anna.get_by_role("link", name="Skriv invitationen").click()
    anna.get_by_role("button", name="Skriv invitationen").click()
    for label, days in (("Første forslag", 3), ("Andet forslag", 4)):
        moment = timezone.localtime() + timedelta(days=days)
        anna.get_by_label(label).fill(moment.strftime("%Y-%m-%dT10:00"))
    anna.get_by_label("Sted").fill("Kantinen")
    anna.get_by_label("Hilsen").fill("Skal vi tale om, hvordan vi arbejder sammen?")
    anna.get_by_role("button", name="Send invitationen").click()
    expect(anna.get_by_text("Bo Refsgaard skal svare på invitationen.")).to_be_visible()


def accept(bo: Page) -> None:
    """Bo finds the invitation on his start page and takes the first time."""
    bo.goto("/")
    bo.get_by_role("link", name="Svar på invitationen").click()
    expect(bo.get_by_text("Skal vi tale om, hvordan vi arbejder sammen?")).to_be_visible()
    bo.get_by_role("button", name="kl. 10.00").first.click()
    expect(bo.get_by_text("Tidspunktet er aftalt.")).to_be_visible()


def reflect(page: Page, words: str) -> None:
    """One of the two writes in private and hands it in."""
    page.goto("/")
    page.get_by_role(
        "link", name=re.compile("Skriv din refleksion|Begynd din forberedelse")
    ).click()
    page.get_by_role("textbox").first.fill(words)
    page.get_by_text("Opgaver, du selv vil nævne (valgfrit)").click()
    page.get_by_role("group", name="4. Kapital til test").get_by_label(
        re.compile("Jeg regner med|Ja, det kan jeg")
    ).check()
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_text("Din kladde er gemt.")).to_be_visible()
    expect(page.get_by_role("textbox").first).to_have_value(words)
    page.get_by_role("button", name="Send min refleksion").click()


def see_nothing_yet(bo: Page) -> None:
    """Before Bo has handed in, none of his pages has a word of Anna's."""
    talk = bo.url
    for address in ("/", talk, f"{talk}forberedelse/", f"{talk}svarene/"):
        bo.goto(address)
        assert SECRET not in bo.content()
    bo.goto(talk)
    expect(bo.get_by_text("Anna Netsø: sendt")).to_be_visible()


def talk_it_through(anna: Page, bo: Page) -> None:
    """They open the guide and go through every step; each writes at some of them."""
    anna.goto("/")
    anna.get_by_role("link", name="Læs svarene").click()
    anna.get_by_role("link", name="Tilbage til samtalen").click()
    anna.get_by_role("button", name="Begynd samtalen").click()
    at = [1]
    expect(anna.locator(".guide-where")).to_contain_text("Trin 1 af 6")
    while at[-1] < 6:
        if at[-1] == 3:
            write_first_duty(anna)
        heading = anna.get_by_role("heading", level=1)
        before = heading.inner_text()
        anna.get_by_role("button", name=re.compile("^Næste: ")).click()
        expect(heading).not_to_have_text(before)
        at.append(int(re.search(r"Trin (\d) af 6", anna.locator(".guide-where").inner_text())[1]))
    # No duty has a step but the co-player's: nobody has put another on the agenda.
    assert at == sorted(at) and set(at) == set(range(1, 7))
    bo.goto("/")
    bo.get_by_role("link", name="Fortsæt samtalen").click()
    unfold(bo, "Noter")
    bo.get_by_label("Noter", exact=True).fill("Vi ses i januar.")
    bo.get_by_role("button", name="Videre til afslutningen").click()
    bo.get_by_role("button", name="Afslut samtalen").click()


def write_first_duty(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aktiv medspiller")
    unfold(page, "Noter", "Opgavens status", "Gøremål")
    page.get_by_label("Noter", exact=True).fill(NOTE)
    page.get_by_label("Det aftaler vi").fill(DECISION)
    page.get_by_role("group", name="Opgavens status nu").get_by_label("Aftalt").check()
    page.get_by_label("Hvad skal gøres?").fill("Skriv en halv side")
    page.get_by_role("group", name="Hvem gør det?").get_by_label("Anna Netsø").check()
    page.get_by_label("Senest").fill("2031-05-01")


def agree(anna: Page, bo: Page) -> None:
    """Bo sends the draft, and both approve what it says."""
    expect(bo.get_by_text(DECISION)).to_be_visible()
    bo.get_by_label("Sådan vil vi arbejde sammen").fill("Ærligt og kort.")
    bo.get_by_role("button", name="Send til godkendelse").click()
    bo.get_by_role("button", name="Godkend aftalen").click()
    anna.goto("/")
    expect(anna.get_by_role("link", name="Se gøremålet")).to_have_count(0)
    anna.get_by_role("link", name="Læs og godkend").click()
    expect(anna.get_by_text("Ærligt og kort.")).to_be_visible()
    anna.get_by_role("button", name="Godkend aftalen").click()
    expect(anna.get_by_text("I har begge godkendt aftalen")).to_be_visible()


def follow_a_duty(cast: Cast, anna: Page, bo: Page) -> None:
    """Anna proposes the next joint status, Bo confirms it, and the time line keeps both."""
    address = f"/temaer/{cast.theme.slug}/opgaver/co_player/"
    anna.goto(address)
    expect(anna.locator("#duty-joint")).to_contain_text("aftalt")
    anna.get_by_text("Status og vurderinger").click()
    anna.get_by_text("Foreslå en ny fælles status").click()
    anna.get_by_role("group", name="Ny fælles status").get_by_label("I gang").check()
    anna.get_by_role("button", name="Send forslaget").click()
    expect(anna.get_by_role("button", name="Træk forslaget tilbage")).to_be_visible()
    bo.goto("/")
    bo.get_by_role("link", name="Tag stilling").click()
    bo.get_by_role("button", name="Bekræft").click()
    expect(bo.locator("#duty-joint")).to_contain_text("i gang")
    expect(bo.locator("#duty-events")).to_contain_text("Foreslået af Anna Netsø")
    expect(bo.locator("#duty-events")).to_contain_text("bekræftet af Bo Refsgaard")


def do_the_main_job(cast: Cast, anna: Page, bo: Page) -> None:
    load_question_sets()
    invite(anna)
    accept(bo)
    reflect(anna, SECRET)
    see_nothing_yet(bo)
    reflect(bo, ANSWER)
    expect(bo.get_by_text(SECRET)).to_be_visible()
    expect(bo.get_by_text(ANSWER)).to_be_visible()
    talk_it_through(anna, bo)
    agree(anna, bo)
    follow_a_duty(cast, anna, bo)


def test_main_job_in_two_browsers(cast: Cast, page_as: Callable[..., Page]) -> None:
    do_the_main_job(cast, page_as(cast.anna), page_as(cast.bo))
    assert cast.theme.conversations.get().status == "approved"
    assert cast.theme.duties.get(key="co_player").status == "in_progress"


def test_main_job_without_javascript(cast: Cast, page_as: Callable[..., Page]) -> None:
    anna, bo = (page_as(who, java_script_enabled=False) for who in (cast.anna, cast.bo))
    do_the_main_job(cast, anna, bo)
    assert cast.theme.conversations.get().status == "approved"
    assert cast.theme.duties.get(key="co_player").status == "in_progress"
