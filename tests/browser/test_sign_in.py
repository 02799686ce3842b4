"""The way in, as a browser shows it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_stranger_meets_the_sign_in_page_in_danish(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url("/konto/login/?next=/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")


def test_a_wrong_password_is_told_where_it_was_typed(page: Page) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-mail").fill("ingen@example.org")
    page.get_by_label("Adgangskode").fill("forkert adgangskode")
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("ingen@example.org")


def test_the_page_loads_its_own_style_and_nothing_from_elsewhere(page: Page, base_url: str) -> None:
    asked: list[tuple[str, int]] = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.goto("/konto/login/")
    assert any(url.endswith("dkfds.min.css") for url, _ in asked)
    assert [(url, status) for url, status in asked if not url.startswith(base_url)] == []
    assert {status for _, status in asked} <= {200, 302, 304}
