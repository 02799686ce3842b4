"""What the secretariat writes into a question does nothing on the page of the one who answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from dialogues.models import Question, SupportMessage
from tests.cast import Cast
from tests.talks import agreed_talk, write

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Sends what stands after it to the secretariat, as soon as the page is shown.
HINT = (
    '<b hx-post="/hjaelp/skriv/" hx-trigger="load" hx-include="closest form" '
    """hx-vals='{"subject": "Tyvstjålet"}'>Tænk</b><form><textarea name="text">"""
)


def test_a_hint_sends_no_answer_anywhere(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = agreed_talk(cast)
    write(talk, cast.bo, "Kun mellem os to")
    Question.objects.update(hint_da=HINT)
    page, asked = page_as(cast.bo), []

    def note(request: Request) -> None:
        asked.append((request.method, request.url))

    page.on("request", note)
    page.goto(f"/samtaler/{talk.pk}/forberedelse/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text(HINT).first).to_be_visible()
    assert page.locator("[hx-post='/hjaelp/skriv/']").count() == 0
    assert page.locator("textarea[name^=answer_]").first.input_value() == "Kun mellem os to"
    assert [one for one in asked if one[0] != "GET"] == []
    assert not SupportMessage.objects.exists()
