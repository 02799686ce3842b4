"""Naming a colleague: suggestions come while one types, and searching answers as one types."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_names_are_suggested_while_one_types(cast: Cast, page_as: Callable[..., Page]) -> None:
    page = page_as(cast.anna)
    page.goto(f"{cast.theme.get_absolute_url()}netvaerk/medlemmer/ny/")
    page.get_by_role("radio", name="Medarbejder").check()
    field = page.get_by_role("combobox", name="Medarbejder")
    field.press_sequentially("finn")
    option = page.locator(f"#{field.get_attribute('list')} option")
    expect(option).to_have_attribute("value", f"Finn Leder ({cast.finn.email})")


def test_search_answers_as_one_types(cast: Cast, page_as: Callable[..., Page]) -> None:
    page = page_as(cast.eva)
    page.goto("/")
    page.get_by_role("searchbox", name="Søg").fill("ensomme")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("Færre ensomme ældre")
    page.wait_for_load_state()  # the script is there
    page.locator("#id_search").fill("unge")
    expect(page.locator("#found")).to_contain_text("Unge uden job")
    expect(page.locator("#live")).to_contain_text("fundet")
    assert page.url.endswith("/soeg/?q=unge")
