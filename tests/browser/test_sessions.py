"""Two tabs, a session that ends, a server that stops: every word is there, and the focus stays."""

from collections.abc import Callable
from urllib.parse import unquote_plus

import pytest
from django.conf import settings
from playwright.sync_api import Page, Request, Response, Route, expect

from dialogues.models import Answer, SupportRequest
from roles.models import User
from tests.browser.folds import unfold
from tests.browser.test_axe import all_faults
from tests.cast import Cast
from tests.talks import agreed_talk, approved_talk, held_talk, started_talk

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A save is tried again after two seconds, and then more seldom.
SOON = 12_000


def end_session(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def sign_in(page: Page, person: User) -> None:
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Adgangskode").fill("en lang adgangskode")
    page.get_by_role("button", name="Log ind", exact=True).click()


def sign_in_beside(page: Page, person: User) -> None:
    """In another tab of the same browser, again or as another."""
    tab = page.context.new_page()
    end_session(tab)
    tab.goto("/konto/login/")
    sign_in(tab, person)
    tab.wait_for_url("**/")
    tab.close()


def is_save(sent: Request) -> bool:
    """Whether a field sends what it holds by itself."""
    return sent.method == "POST" and sent.url.endswith("/gem/")


def takes(words: str) -> Callable[[Response], bool]:
    """Whether the server took these words, be it by a press or by themselves."""
    return lambda answer: answer.status in (200, 302) and words in sent_by(answer.request)


def sent_by(sent: Request) -> str:
    return unquote_plus(sent.post_data or "")


def write(page: Page, words: str) -> None:
    """Type on where the focus is, as a person does, with a pause in which a save begins."""
    half = len(words) // 2
    with page.expect_request(is_save):
        page.keyboard.type(words[:half], delay=15)
    page.keyboard.type(words[half:], delay=15)


def test_one_who_signed_in_again_in_another_tab_writes_on(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    page = page_as(cast.bo)
    page.goto(f"/samtaler/{agreed_talk(cast).pk}/forberedelse/")
    field = page.locator("textarea[name^=answer_]").first
    field.click()
    sign_in_beside(page, cast.bo)
    with page.expect_response(takes("Mod til at spørge, også når det gynger"), timeout=SOON):
        write(page, "Mod til at spørge, også når det gynger")
    expect(field).to_be_focused()
    expect(field).to_have_value("Mod til at spørge, også når det gynger")
    expect(page.locator(".saved-words").first).to_contain_text("Gemt kl.", timeout=SOON)
    assert Answer.objects.get().text == "Mod til at spørge, også når det gynger"


def test_words_are_not_saved_while_another_person_is_signed_in(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    page = page_as(cast.bo)
    page.goto(f"/samtaler/{agreed_talk(cast).pk}/forberedelse/")
    field = page.locator("textarea[name^=answer_]").first
    field.click()
    sign_in_beside(page, cast.anna)
    write(page, "Kun til mig selv")
    told = page.locator(".saved-refused").first
    expect(told).to_contain_text("Anna Netsø er nu logget ind i browseren", timeout=SOON)
    expect(field).to_be_focused()
    expect(field).to_have_value("Kun til mig selv")
    assert not Answer.objects.exists()
    sign_in_beside(page, cast.bo)
    expect(page.locator(".saved-words").first).to_contain_text("Gemt kl.", timeout=30_000)
    assert Answer.objects.get().text == "Kun til mig selv"


def test_one_who_is_signed_out_writes_on_and_signs_in_later(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    page = page_as(cast.anna)
    page.goto(f"/samtaler/{started_talk(cast).pk}/guide/opgave-3/")
    end_session(page)
    field = page.get_by_label("Det aftaler vi")
    field.click()
    write(page, "Vi prøver det på tre skoler")
    told = page.locator(".saved-refused").first
    expect(told).to_contain_text("Du er ikke længere logget ind", timeout=SOON)
    expect(field).to_be_focused()
    unfold(page, "Opgavens status", "Gøremål")
    page.locator("input[name=status][value=agreed]").check()
    page.locator("input[type=date]").first.fill("2027-03-01")
    told.get_by_role("link", name="Log ind igen").click()
    sign_in(page, cast.anna)
    expect(field).to_have_value("Vi prøver det på tre skoler")
    expect(page.locator("input[name=status][value=agreed]")).to_be_checked()
    expect(page.locator("input[type=date]").first).to_have_value("2027-03-01")
    expect(page.locator("#saved-decision")).to_contain_text("Gemt kl.", timeout=SOON)


@pytest.mark.parametrize("fault", ["aborted", "500", "413"])
def test_save_that_meets_a_fault_is_told_and_tried_again(
    cast: Cast, page_as: Callable[..., Page], fault: str
) -> None:
    def answer(route: Route) -> None:
        route.abort() if fault == "aborted" else route.fulfill(status=int(fault), body="<h1>x</h1>")

    page = page_as(cast.bo)
    page.goto(f"/samtaler/{agreed_talk(cast).pk}/forberedelse/")
    page.route("**/forberedelse/gem/", answer)
    field = page.locator("textarea[name^=answer_]").first
    field.click()
    write(page, "Skrevet, mens serveren var væk")
    told = page.locator(".saved-refused").first
    said = "Forkort den" if fault == "413" else "Ikke gemt endnu"
    expect(told).to_contain_text(said)
    expect(field).to_be_focused()
    expect(field).to_have_value("Skrevet, mens serveren var væk")
    page.unroute("**/forberedelse/gem/")
    if fault == "413":
        page.keyboard.type(".")
    expect(page.locator(".saved-words").first).to_contain_text("Gemt kl.", timeout=SOON)
    assert Answer.objects.get().text.startswith("Skrevet, mens serveren var væk")


def test_form_that_htmx_sends_comes_back_through_signing_in(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    page = page_as(cast.anna)
    page.goto(f"/temaer/{cast.theme.slug}/rediger/")
    end_session(page)
    field = page.locator("textarea[name=challenge]")
    field.fill("Ingen ved, hvem der er alene")
    page.locator("form:has(textarea[name=challenge]) button[type=submit]").first.click()
    expect(page.get_by_text("så din tekst blev ikke gemt")).to_be_visible()
    sign_in(page, cast.anna)
    expect(page.get_by_text("Her er din tekst")).to_be_visible()
    expect(field).to_have_value("Ingen ved, hvem der er alene")


def test_ordinary_form_comes_back_without_scripts(cast: Cast, page_as: Callable[..., Page]) -> None:
    page = page_as(cast.anna, java_script_enabled=False)
    page.goto("/hjaelp/skriv/")
    end_session(page)
    page.locator("input[name=subject]").fill("Vi er gået i stå")
    page.locator("textarea[name=text]").fill("Hvordan begynder vi?")
    page.locator("main form button[type=submit]").first.click()
    sign_in(page, cast.anna)
    expect(page.get_by_text("Her er din tekst")).to_be_visible()
    expect(page.locator("input[name=subject]")).to_have_value("Vi er gået i stå")
    assert not SupportRequest.objects.exists()
    page.locator("main form:has(textarea) button[type=submit]").first.click()
    expect(page.locator("#messages .alert").first).to_be_visible()
    assert SupportRequest.objects.get().subject == "Vi er gået i stå"


def theme_text(cast: Cast) -> tuple[str, str]:
    return f"/temaer/{cast.theme.slug}/rediger/", "challenge"


def draft_agreement(cast: Cast) -> tuple[str, str]:
    return f"/samtaler/{held_talk(cast).pk}/opsummering/", "collaboration"


def own_view(cast: Cast) -> tuple[str, str]:
    return f"/temaer/{approved_talk(cast).theme.slug}/opgaver/arenas/", "own-note"


@pytest.mark.parametrize("form", [theme_text, draft_agreement, own_view])
def test_a_press_counts_where_one_signed_in_again_in_another_tab(
    cast: Cast, page_as: Callable[..., Page], form: Callable[[Cast], tuple[str, str]]
) -> None:
    address, name = form(cast)
    page = page_as(cast.anna)
    page.goto(address)
    field = page.locator(f"main textarea[name={name}]").first
    folded = f"main details:has(textarea[name={name}]):not([open]) > summary"
    while page.locator(folded).count():
        page.locator(folded).first.click()
    field.fill("Ingen ved, hvem der er alene")
    if name == "own-note":
        page.locator("input[name=own-status][value=in_progress]").check()
    sign_in_beside(page, cast.anna)
    with page.expect_response(takes("Ingen ved, hvem der er alene")):
        page.locator(f"main form:has(textarea[name={name}]) button[type=submit]").first.click()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Ingen ved, hvem der er alene")


def test_way_back_from_a_server_that_is_down_leads_to_the_words(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    page = page_as(cast.anna)
    page.goto("/hjaelp/")
    page.goto("/hjaelp/skriv/")
    page.route(
        "**/skriv/", lambda it: it.abort() if it.request.method == "POST" else it.continue_()
    )
    page.locator("input[name=subject]").fill("Vi er gået i stå")
    page.locator("textarea[name=text]").fill("Hvordan begynder vi?")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/skriv/")
    page.go_back()
    page.goto("/hjaelp/skriv/")
    expect(page.locator("textarea[name=text]")).to_have_value("Hvordan begynder vi?")
    expect(page.get_by_text("Her er din tekst")).to_be_visible()
    page.locator("main form:has(textarea) button[type=submit]").first.click()
    page.wait_for_url("**/hjaelp/mine/**")
    page.goto("/hjaelp/skriv/")
    expect(page.locator("textarea[name=text]")).to_have_value("")


@pytest.mark.axe
def test_pages_that_bring_words_back(cast: Cast, page_as: Callable[..., Page]) -> None:
    page = page_as(cast.anna)
    page.goto("/hjaelp/skriv/")
    end_session(page)
    page.locator("textarea[name=text]").fill("Hvordan begynder vi?")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/konto/login/**")
    found = all_faults(page, [page.url])
    sign_in(page, cast.anna)
    expect(page.get_by_text("Her er din tekst")).to_be_visible()
    assert found + all_faults(page, [page.url, "/"]) == []
