"""The ideas' board: by drag, by buttons and by the keyboard alone, with the same outcome."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import rooms
from tests.browser.test_keyboard import reach
from tests.cast import Cast
from themes.models import Stage
from themes.services import ideas

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type PageAs = Callable[..., Page]


def drag(page: Page, card: Locator, column: str, *, is_shut: bool = False) -> None:
    """As a hand does it: press, move a little, move there, let go; a column may be shut to it."""
    # Sortable takes no card that is on its way back still.
    expect(card).not_to_have_attribute("style", re.compile("transition: [a-z]"))
    start = card.bounding_box()
    end = page.locator(f"[data-stage={column}]").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 20, steps=5)
    page.mouse.move(end["x"] + 40, end["y"] + 20, steps=15)
    if is_shut:
        expect(page.locator(f"[data-stage={column}].is-shut")).to_be_visible()
    expect(page.locator(f"[data-stage={column}] .board-ghost")).to_have_count(int(not is_shut))
    page.mouse.up()
    expect(page.locator(".is-shut")).to_have_count(0)


def board(page_as: PageAs, cast: Cast, **options: bool) -> Page:
    page = page_as(cast.anna, **options)
    page.goto(f"{cast.theme.get_absolute_url()}ideer/")
    return page


def test_dragged_idea_moves(cast: Cast, page_as: PageAs) -> None:
    row = rooms.idea(cast)
    page = board(page_as, cast)
    drag(page, page.locator("[data-card]"), "test")
    expect(page.locator("#live")).to_have_text("Idéen er flyttet.")
    expect(page.locator(".board-test [data-card]")).to_have_count(1)
    row.refresh_from_db()
    assert row.stage == Stage.TEST
    drag(page, page.locator("[data-card]"), "ready")
    expect(page.locator(".board-ready [data-card]")).to_have_count(1)


def test_idea_dragged_where_it_cannot_go_comes_back(cast: Cast, page_as: PageAs) -> None:
    row = rooms.idea(cast)
    page = board(page_as, cast)
    drag(page, page.locator("[data-card]"), "scaled", is_shut=True)
    expect(page.locator("#live")).to_have_text("Idéen kan ikke flyttes dertil.")
    expect(page.locator(".board-idea [data-card]")).to_have_count(1)
    row.refresh_from_db()
    assert (row.stage, row.version) == (Stage.IDEA, 1)


def test_reference_leader_drags_an_idea_forward_only(cast: Cast, page_as: PageAs) -> None:
    row = rooms.idea(cast)
    ideas.move_idea(idea=row, to=Stage.TEST, by=cast.anna, version=1)
    page = page_as(cast.bo)
    page.goto(f"{cast.theme.get_absolute_url()}ideer/")
    for stage in ("idea", "stopped"):
        drag(page, page.locator("[data-card]"), stage, is_shut=True)
    drag(page, page.locator("[data-card]"), "ready")
    expect(page.locator(".board-ready .board-card")).to_have_count(1)
    expect(page.locator("[data-card]")).to_have_count(0)


def test_idea_dragged_to_stopped_is_asked_what_was_learned(cast: Cast, page_as: PageAs) -> None:
    rooms.idea(cast)
    page = board(page_as, cast)
    drag(page, page.locator("[data-card]"), "stopped")
    page.get_by_label("Hvad lærte I?").fill("Kaffe er ikke nok")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Idéen er stoppet, og læringen")).to_be_visible()


def test_idea_that_another_moved_meanwhile_says_so(cast: Cast, page_as: PageAs) -> None:
    row = rooms.idea(cast)
    page = board(page_as, cast)
    ideas.move_idea(idea=row, to=Stage.TEST, by=cast.gry, version=1)
    ideas.move_idea(idea=row, to=Stage.READY, by=cast.gry, version=2)
    drag(page, page.locator("[data-card]"), "test")
    expect(page.locator("#board-refusal")).to_contain_text(
        "Gry Sekretær har flyttet idéen i mellemtiden"
    )
    expect(page.locator("#board-refusal")).to_be_focused()
    expect(page.locator(".board-ready [data-card]")).to_have_count(1)


def test_board_by_the_keyboard_alone(cast: Cast, page_as: PageAs) -> None:
    row = rooms.idea(cast)
    page = board(page_as, cast)
    reach(page, "Flyt")
    page.keyboard.press("Enter")
    reach(page, "Test")
    page.keyboard.press("Enter")
    expect(page.locator(".board-test [data-card]")).to_have_count(1)
    row.refresh_from_db()
    assert row.stage == Stage.TEST
