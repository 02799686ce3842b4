"""One mandate from the first invitation to "Mandatet er på plads", as its four people do it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import mandates
from tests.cast import Cast
from tests.talks import approved_talk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def invite(anna: Page, about: str) -> None:
    """Anna goes from her start page to an invitation that is sent."""
    anna.goto("/")
    anna.get_by_role("link", name=f"Inviter: {about}").click()
    anna.get_by_label("Hilsen").fill("Skal vi tage en kop kaffe?")
    anna.get_by_role("button", name="Send invitationen").click()
    expect(anna.get_by_text("er inviteret og kan læse om sin rolle")).to_be_visible()


def read_and_write(page: Page, role: str, fields: dict[str, str]) -> None:
    """The counterpart reads about the own role, and writes what they agree on."""
    page.goto("/")
    page.get_by_role("link", name="Læs om din rolle").click()
    expect(page.get_by_text(f"Din rolle som {role}")).to_be_visible()
    expect(page.get_by_text("Skal vi tage en kop kaffe?")).to_be_visible()
    page.get_by_role("link", name="Skriv aftalen").click()
    for label, words in fields.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("button", name="Sig ja").click()
    expect(page.get_by_text("Du har sagt ja. Nu mangler Anna Netsø at sige ja.")).to_be_visible()


def say_yes(anna: Page) -> None:
    anna.goto("/")
    anna.get_by_role("link", name="Læs og sig ja").first.click()
    anna.get_by_role("button", name="Sig ja").click()
    expect(anna.get_by_text("I har begge sagt ja. Nu gælder aftalen.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_mandate_is_put_in_place(cast: Cast, page_as: Callable[..., Page], script: bool) -> None:
    approved_talk(cast)
    people = (cast.anna, cast.finn, mandates.co_driver(cast))
    anna, finn, ida = (page_as(who, java_script_enabled=script) for who in people)
    invite(anna, "Aftal med Finn Leder, hvad du får til netværket: tid, penge eller en vikar")
    hours = {"Timer om ugen": "7,5", "Timerne gælder fra": "2026-09-01"}
    read_and_write(finn, "personaleleder", {"Balancen mellem": "Torsdage er netværkets.", **hours})
    say_yes(anna)
    invite(anna, "Aftal arbejdsdelingen med Ida Driver")
    read_and_write(ida, "co-driver", {"Sådan deler vi": "Ida skriver ud."})
    anna.goto(f"/temaer/{cast.theme.slug}/mandat/")
    expect(anna.get_by_text("Der mangler: co-driverens del (Ida Driver).")).to_be_visible()
    say_yes(anna)
    anna.goto(f"/temaer/{cast.theme.slug}/mandat/")
    expect(anna.get_by_text("Mandatet er på plads", exact=True)).to_be_visible()
