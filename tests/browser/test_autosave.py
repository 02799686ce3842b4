"""What is typed saves itself, and where two people meet in one field nobody loses a word."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dialogues.models import Answer
from tests.browser.folds import unfold
from tests.cast import Cast
from tests.talks import agreed_talk, started_talk

NEEDS = "Vores behov, ønsker og forventninger"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The beacon asks every three seconds.
SOON = 8_000


def test_a_reflection_saves_itself_while_it_is_written(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = agreed_talk(cast)
    page = page_as(cast.bo)
    page.goto(f"/samtaler/{talk.pk}/forberedelse/")
    field = page.locator("textarea[name^=answer_]").first
    field.press_sequentially("Mod til at spørge", delay=20)
    expect(page.get_by_text("Gemt kl.").first).to_be_visible()
    expect(field).to_be_focused()
    field.press_sequentially(", også når det gynger", delay=20)
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_text("Din kladde er gemt")).to_be_visible()
    assert Answer.objects.get().text == "Mod til at spørge, også når det gynger"


def test_two_windows_choose_between_both_texts(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = agreed_talk(cast)
    one, two = page_as(cast.bo), page_as(cast.bo)
    for page in (one, two):
        page.goto(f"/samtaler/{talk.pk}/forberedelse/")
    for page, text in ((one, "Fra det ene vindue"), (two, "Fra det andet vindue")):
        page.locator("textarea[name^=answer_]").first.fill(text)
        expect(page.locator(".saved-words, .saved-meeting").first).to_be_visible()
    expect(two.get_by_text("Du har ændret teksten i et andet vindue")).to_be_visible()
    two.get_by_role("button", name="Saml de to tekster").click()
    expect(two.get_by_text("Gemt kl.").first).to_be_visible()
    assert Answer.objects.get().text == "Fra det ene vindue\n\nFra det andet vindue"


def test_the_others_words_come_into_a_field_left_alone(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    for page in (anna, bo):
        page.goto(f"/samtaler/{talk.pk}/guide/opgave-3/")
        unfold(page, "Noter")
    bo.get_by_label("Det aftaler vi").fill("Bos beslutning")
    anna.get_by_label("Noter", exact=True).fill("Annas note")
    expect(bo.get_by_label("Noter", exact=True)).to_have_value("Annas note", timeout=SOON)
    expect(anna.get_by_label("Det aftaler vi")).to_have_value("Bos beslutning", timeout=SOON)
    expect(bo.get_by_label("Det aftaler vi")).to_be_focused()
    beacon = bo.locator("#guide-beacon")
    expect(beacon.get_by_text("Anna Netsø skrev her kl.")).to_be_visible()


def test_the_screen_goes_along_with_the_other(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = started_talk(cast)
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    for page in (anna, bo):
        page.goto(f"/samtaler/{talk.pk}/guide/velkomst/")
    anna.get_by_role("button", name=re.compile("^Næste: ")).click()
    expect(bo.get_by_role("heading", level=1)).to_have_text(NEEDS, timeout=SOON)
    bo.get_by_label(re.compile("Følg automatisk med")).uncheck()
    anna.get_by_role("button", name=re.compile("^Næste: ")).click()
    expect(bo.get_by_role("link", name="Følg med")).to_be_visible(timeout=SOON)
    expect(bo.get_by_role("heading", level=1)).to_have_text(NEEDS)


def test_a_save_without_connection_is_told_and_made_up_for(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = agreed_talk(cast)
    page = page_as(cast.bo)
    page.goto(f"/samtaler/{talk.pk}/forberedelse/")
    page.context.set_offline(True)
    page.locator("textarea[name^=answer_]").first.fill("Skrevet i toget")
    expect(page.get_by_text("Vi gemmer teksten, så snart der er forbindelse igen")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Gemt kl.").first).to_be_visible()
    assert Answer.objects.get().text == "Skrevet i toget"


def test_a_screen_that_looks_elsewhere_stays_until_the_other_moves(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    anna.goto(f"/samtaler/{talk.pk}/guide/velkomst/")
    with bo.expect_response(re.compile("/trin/")):
        bo.goto(f"/samtaler/{talk.pk}/guide/opgave-5/")
    expect(bo.get_by_role("link", name="Følg med")).to_be_visible()
    anna.get_by_role("button", name=re.compile("^Næste: ")).click()
    expect(bo.get_by_role("heading", level=1)).to_have_text(NEEDS, timeout=SOON)
