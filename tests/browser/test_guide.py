"""The talk on two screens side by side: each sees what the other does, nobody loses a word."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dialogues.models import Conversation
from tests.browser.folds import unfold
from tests.cast import Cast
from tests.talks import started_talk

NEEDS = "Vores behov, ønsker og forventninger"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The beacon asks every three seconds.
SOON = 8_000


def step(talk: Conversation, key: str) -> str:
    return f"/samtaler/{talk.pk}/guide/{key}/"


def test_the_other_is_told_and_what_is_typed_stays(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    for page in (anna, bo):
        page.goto(step(talk, "velkomst"))
        unfold(page, "Noter")
    anna.get_by_label("Noter", exact=True).fill("Annas tekst")
    anna.get_by_role("button", name=re.compile("^Næste: ")).click()
    bo.get_by_label("Noter", exact=True).fill("Bos halve sætning")
    beacon = bo.locator("#guide-beacon")
    moved = beacon.get_by_text("Anna Netsø er gået videre til trin 2: Vores behov")
    expect(moved).to_be_visible(timeout=SOON)
    expect(beacon.get_by_text("Anna Netsø skrev her kl.")).to_be_visible()
    expect(bo.get_by_text("Anna Netsø har i mellemtiden ændret teksten")).to_be_visible()
    expect(bo.get_by_label("Noter", exact=True)).to_have_value("Bos halve sætning")
    expect(bo.get_by_label("Noter", exact=True)).to_be_focused()
    bo.get_by_role("link", name="Følg med").click()
    expect(bo.get_by_text("Den gemte tekst")).to_be_visible()
    bo.get_by_label("Noter", exact=True).fill("Annas og Bos tekst")
    bo.get_by_role("button", name=re.compile("^Næste: ")).click()
    expect(bo.get_by_role("heading", level=1)).to_have_text(NEEDS)
    assert talk.points.get(step="velkomst").note == "Annas og Bos tekst"


def test_a_task_is_added_beside_a_note_that_is_being_written(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    page = page_as(cast.anna)
    page.goto(step(talk, "opgave-3"))
    unfold(page, "Noter", "Gøremål")
    page.get_by_label("Noter", exact=True).fill("Halvt skrevet")
    page.get_by_label("Hvad skal gøres?").fill("Ring til Eva")
    page.get_by_role("group", name="Hvem gør det?").get_by_label("Bo Refsgaard").check()
    page.get_by_label("Senest").fill("2031-05-01")
    page.get_by_role("button", name="Tilføj gøremål").click()
    expect(page.get_by_text("Bo Refsgaard, senest 1. maj 2031")).to_be_visible()
    expect(page.get_by_label("Noter", exact=True)).to_have_value("Halvt skrevet")
    expect(page.get_by_label("Hvad skal gøres?")).to_have_value("")
    expect(page.get_by_label("Hvad skal gøres?")).to_be_focused()
    expect(page.get_by_text("Gemt kl.").first).to_be_visible()
    assert talk.points.get(step="opgave-3").note == "Halvt skrevet"


def test_one_field_is_open_and_what_the_other_writes_behind_a_press_comes_out(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    for page in (anna, bo):
        page.goto(step(talk, "opgave-3"))
    expect(bo.locator("#point-form textarea:visible, #point-form input:visible")).to_have_count(1)
    unfold(anna, "Noter")
    anna.get_by_label("Noter", exact=True).fill("Annas note")
    expect(bo.get_by_label("Noter", exact=True)).to_have_value("Annas note", timeout=SOON)
    expect(bo.get_by_label("Noter", exact=True)).to_be_visible()


def test_a_link_to_another_step_saves_what_is_typed(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    page = page_as(cast.anna)
    page.goto(step(talk, "opgave-3"))
    unfold(page, "Noter", "Gøremål")
    page.get_by_label("Noter", exact=True).fill("Gem mig")
    page.get_by_role("link", name="Samarbejdsaftalen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samarbejdsaftalen")
    assert talk.points.get(step="opgave-3").note == "Gem mig"


def test_a_lost_connection_is_told_without_taking_the_focus(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    page = page_as(cast.anna)
    page.goto(step(talk, "opgave-3"))
    unfold(page, "Noter", "Gøremål")
    page.get_by_label("Noter", exact=True).fill("Jeg skriver")
    page.context.set_offline(True)
    expect(page.get_by_text("Der er ingen forbindelse lige nu")).to_be_visible(timeout=SOON)
    expect(page.get_by_label("Noter", exact=True)).to_be_focused()
    page.context.set_offline(False)
    expect(page.get_by_text("Der er ingen forbindelse lige nu")).to_be_hidden(timeout=SOON)


def test_the_talk_is_held_and_agreed_without_scripts(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = started_talk(cast)
    anna = page_as(cast.anna, java_script_enabled=False)
    anna.goto(step(talk, "opgave-10"))
    anna.get_by_label("Det aftaler vi").fill("Vi siger det højt, når noget mangler")
    unfold(anna, "Gøremål")
    anna.get_by_label("Hvad skal gøres?").fill("Ring til Eva")
    anna.get_by_role("group", name="Hvem gør det?").get_by_label("Anna Netsø").check()
    anna.get_by_label("Senest").fill("2031-05-01")
    anna.get_by_role("button", name="Tilføj gøremål").click()
    expect(anna.get_by_text("Anna Netsø, senest 1. maj 2031")).to_be_visible()
    anna.goto(step(talk, "naeste-gang"))
    anna.get_by_role("button", name="Videre til afslutningen").click()
    anna.get_by_role("button", name="Afslut samtalen").click()
    expect(anna.get_by_text("Vi siger det højt, når noget mangler")).to_be_visible()
    anna.get_by_role("button", name="Send til godkendelse").click()
    for page in (anna, page_as(cast.bo, java_script_enabled=False)):
        page.goto(f"/samtaler/{talk.pk}/aftale/")
        page.get_by_role("button", name="Godkend aftalen").click()
    talk.refresh_from_db()
    assert talk.status == Conversation.Status.APPROVED
