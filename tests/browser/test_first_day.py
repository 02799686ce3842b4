"""Two walks on a phone, counted in pages and presses: a new reference leader, and an employee."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from dialogues.models import Conversation, Reflection, Stone
from dialogues.services import stones
from dialogues.services.questions import load_question_sets
from tests.cast import Cast
from themes.models import Contribution, Member, MemberRequest, Ownership
from themes.services.handbook import load_handbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
STONE = "IT svarer ikke på, om vi må prøve skærmene"


@dataclass
class Walk:
    """Counts what somebody opens and presses on the way."""

    page: Page
    pages: int = 0
    presses: int = 0

    def begin(self) -> None:
        self.page.set_viewport_size(PHONE)
        self.page.goto("/")
        self.pages += 1

    def press(self, what: Locator) -> None:
        """Something on the page itself."""
        what.click()
        self.presses += 1

    def follow(self, what: Locator) -> None:
        """Something that leads to the next page."""
        with self.page.expect_navigation():
            self.press(what)
        self.pages += 1

    def link(self, name: str, *, exact: bool = False) -> None:
        self.follow(self.page.get_by_role("link", name=name, exact=exact).first)

    def button(self, name: str) -> None:
        self.follow(self.page.get_by_role("button", name=name).first)

    def height(self) -> int:
        return self.page.evaluate("document.documentElement.scrollHeight")


def meet_the_ten(walk: Walk, *, has_script: bool) -> None:
    heading = walk.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Velkommen som referenceleder, Bo")
    walk.link("Læs, hvorfor vi arbejder i netværk")
    expect(heading).to_contain_text("Hvorfor netværk?")
    walk.link("Start", exact=True)
    opens = walk.page.get_by_role("button", name="Læs de ti opgaver")
    expect(walk.page.locator(".welcome-now")).to_contain_text("Lær de ti opgaver at kende")
    if has_script:
        walk.press(opens)
    else:
        walk.follow(opens)
    ten = walk.page.locator(".welcome-points > li")
    expect(ten).to_have_count(10)
    expect(ten.last).to_be_visible()
    expect(walk.page.locator("#de-ti-opgaver")).to_contain_text("(læst)")
    expect(walk.page.locator(".welcome-now")).to_have_count(1)
    expect(walk.page.locator(".welcome-now")).to_contain_text("Tænk over din egen rolle")


def prepare(walk: Walk) -> None:
    walk.button("Begynd din forberedelse")
    walk.page.get_by_role("textbox").first.fill("Vi to skal kunne tale lige ud.")
    walk.button("Gem og meld mig klar")
    expect(walk.page.locator("main").get_by_text("Anna kan nu se, at du er klar.")).to_be_visible()


def introduce(cast: Cast, walk: Walk) -> None:
    page = walk.page
    walk.link("Introducer en kollega eller en samarbejdspartner")
    walk.press(page.get_by_label("Medarbejder", exact=True).first)
    page.get_by_role("combobox", name="Medarbejder").fill(cast.eva.email)
    page.get_by_label("Hvordan har du mødt personen").fill("Vi cykler samme vej hjem")
    walk.button("Send introduktionen")
    expect(page.get_by_text("Du har introduceret Eva Sten").first).to_be_visible()
    walk.link("Introducer en leder")
    page.get_by_label("Leder", exact=True).fill(cast.finn.email)
    page.get_by_label("Hvad skal netværkslederen vide").fill("Finn kender alle i Søparken")
    walk.button("Send introduktionen")
    expect(page.get_by_text("Du har introduceret Finn Leder")).to_be_visible()


def clear_the_road(walk: Walk) -> None:
    walk.link("En sten ligger i vejen for Anna Netsø")
    walk.button("Jeg rydder stenen")
    walk.link("Start", exact=True)
    expect(walk.page.get_by_text(f"Du rydder stenen “{STONE}”")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_first_day_of_a_reference_leader(
    cast: Cast, page_as: Callable[..., Page], has_script: bool
) -> None:
    load_question_sets()
    load_handbook()
    stones.lay(theme=cast.theme, by=cast.anna, text=STONE)
    walk = Walk(page_as(cast.bo, java_script_enabled=has_script))
    walk.begin()
    if has_script:
        assert walk.height() <= 2_500
    meet_the_ten(walk, has_script=has_script)
    prepare(walk)
    introduce(cast, walk)
    clear_the_road(walk)
    # Without scripts the press that is remembered loads the page anew.
    assert walk.pages <= (12 if has_script else 13)
    assert walk.presses <= 13
    assert Conversation.objects.get().ready_at
    assert Reflection.objects.get().status == "draft"
    assert not Member.objects.exists()
    wish = MemberRequest.objects.get()
    assert (wish.person, wish.introduced_by) == (cast.eva, cast.bo)
    assert wish.words == "Vi cykler samme vej hjem"
    assert Ownership.objects.get().introduced_by == cast.bo
    assert Stone.objects.get().holder == cast.bo


@pytest.mark.parametrize("has_script", [True, False])
def test_three_minutes_of_an_employee(
    cast: Cast, page_as: Callable[..., Page], has_script: bool
) -> None:
    page = page_as(cast.eva, java_script_enabled=has_script)
    walk = Walk(page)
    walk.begin()
    walk.link("Jeg vil gerne være med")
    walk.press(page.get_by_label("Møderne", exact=True))
    walk.button("Send ønsket til Anna Netsø")
    walk.link("Foreslå en nyhed")
    page.get_by_label("Hvad er der sket?").fill("Vi har fået et lokale på biblioteket.")
    walk.button("Send forslaget")
    expect(page.get_by_role("link", name="Din nyhed venter på Anna Netsø")).to_be_visible()
    walk.link("Foreslå en rettelse")
    page.get_by_label("Udfordringen").fill("Hver femte ældre er alene hele dagen.")
    walk.button("Send forslaget")
    walk.link("Start", exact=True)
    waits = page.get_by_role("region", name="Venter på andre").get_by_role("listitem")
    expect(waits).to_have_count(3)
    expect(waits.first).to_contain_text("Anna Netsø har ikke svaret endnu")
    assert walk.pages <= 8
    assert walk.presses <= 8
    assert MemberRequest.objects.get().person == cast.eva
    assert {row.field for row in Contribution.objects.waiting()} == {"", "challenge"}
    answer = Walk(page_as(cast.anna, java_script_enabled=has_script))
    answer.begin()
    answer.button("Sæt på temaets side: Eva Sten foreslår en nyhed")
    refusal = answer.page.locator("summary", has_text="Tak, ikke nu")
    answer.press(refusal)
    answer.page.get_by_label("Skriv kort hvorfor").fill("Tallet er nyt, men ikke vores")
    answer.button("Send svaret")
    expect(answer.page.get_by_role("heading", level=1)).to_have_text("Mit næste skridt")
    assert answer.presses == 3
    assert {row.state for row in Contribution.objects.all()} == {"taken", "declined"}
