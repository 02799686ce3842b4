"""The whole conversation without a mouse: Tab, arrows, Space and Enter."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dialogues.models import Conversation, Task
from tests.cast import Cast
from tests.talks import invited_talk

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 120  # Tabs from one end of a page to the other.
NAMED = """
() => {
  const one = document.activeElement || document.body;
  const labels = [...(one.labels || [])].map((label) => label.textContent);
  return [one.getAttribute("aria-label"), ...labels, one.textContent].filter(Boolean).join(" ");
}
"""


def reach(page: Page, words: str) -> None:
    """Tab until the focus stands on something with these words."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if words in " ".join(page.evaluate(NAMED).split()):
            return
    pytest.fail(f"No Tab leads to {words!r} on {page.url}")


def press(page: Page, words: str) -> None:
    """Press what leads to another page, and wait for that page."""
    reach(page, words)
    with page.expect_event("framenavigated"):
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def write(page: Page, label: str, text: str) -> None:
    reach(page, label)
    page.keyboard.type(text)


def hand_in(page: Page, talk: Conversation) -> None:
    """By the link at the top of the page, and then the button that it leads to."""
    page.goto(f"/samtaler/{talk.pk}/forberedelse/")
    press(page, "Er du klar?")
    press(page, "Send min refleksion")


def test_talk_is_prepared_held_and_approved_by_keyboard(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    talk = invited_talk(cast)
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    bo.goto(f"/samtaler/{talk.pk}/")
    press(bo, "kl. ")
    for page in (anna, bo):
        hand_in(page, talk)
    expect(bo.get_by_role("heading", level=1)).to_have_text("Jeres svar")
    bo.goto(f"/samtaler/{talk.pk}/")
    press(bo, "Begynd samtalen")
    expect(bo).to_have_url(re.compile("/velkomst/$"))
    write(bo, "Det aftaler vi", "Vi taler sammen hver uge")
    reach(bo, "Gøremål")
    bo.keyboard.press("Enter")
    write(bo, "Hvad skal gøres?", "Find en dato")
    reach(bo, "Anna Netsø")
    bo.keyboard.press("ArrowDown")
    reach(bo, "Senest")
    bo.keyboard.type("05012031")
    *steps, last = talk.points.filter(is_chosen=True).values_list("step", flat=True)
    for step in (*steps, last):
        expect(bo).to_have_url(re.compile(f"/{step}/$"))
        press(bo, "Videre til" if step == last else "Næste: ")
    press(bo, "Afslut samtalen")
    press(bo, "Send til godkendelse")
    for page in (anna, bo):
        page.goto(f"/samtaler/{talk.pk}/aftale/")
        press(page, "Godkend aftalen")
    talk.refresh_from_db()
    assert talk.status == Conversation.Status.APPROVED
    assert "Vi taler sammen hver uge" in talk.agreements.first().collaboration
    assert Task.objects.get().owner == cast.bo
