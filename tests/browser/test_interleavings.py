"""Two browsers write in the same talk in random order: no sentence is ever lost.

``INTERLEAVINGS=50`` plays fifty orders instead of two.
"""

import os
import random
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dialogues.models import Conversation
from tests.browser.folds import unfold
from tests.cast import Cast
from tests.talks import started_talk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEEDS = range(int(os.environ.get("INTERLEAVINGS", "2")))
LABELS = ("Noter", "Det aftaler vi")
# Nothing is being saved, and each field is saved or waits for its writer to choose.
AT_REST = """
() => {
  const isSaved = (field) => field.value === field.defaultValue;
  const isAtRest = (place) => place.querySelector("[data-meets]:not([data-chosen])")
    || [...place.querySelectorAll("textarea")].every(isSaved);
  return !document.querySelector("[data-saving]")
    && [...document.querySelectorAll("[data-autosave]")].every(isAtRest);
}
"""


class Writer:
    """One of the two at an own screen, and all that was typed and shown there."""

    def __init__(self, page: Page, name: str, dice: random.Random) -> None:
        self.page, self.name, self.dice = page, name, dice
        self.typed: list[str] = []
        self.shown: list[str] = []

    def act(self) -> None:
        self.look()
        do = self.dice.choice((self.type, self.type, self.type, self.wait, self.save, self.go_on))
        do()

    def type(self) -> None:
        unfold(self.page, "Noter")
        field = self.page.get_by_label(self.dice.choice(LABELS), exact=True)
        sentence = f"{self.name}{len(self.typed)}."
        field.click()
        field.press("Control+End")
        field.press_sequentially(f" {sentence}", delay=self.dice.choice((0, 15)))
        if sentence in field.input_value():
            self.typed.append(sentence)

    def wait(self) -> None:
        self.page.wait_for_timeout(self.dice.choice((100, 900, 1_400)))

    def save(self) -> None:
        self.press("Gem")

    def go_on(self) -> None:
        if "naeste-gang" not in self.page.url:
            self.press(re.compile("^Næste: "))

    def press(self, button: str | re.Pattern[str]) -> None:
        self.look()
        with self.page.expect_event("framenavigated"):
            self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Read every conflict that is shown, and choose between the two texts."""
        if self.page.locator("#conflict").is_visible():
            self.shown += self.page.locator(".conflict-words").all_inner_texts()
        while (met := self.page.locator("[data-meets]:not([data-chosen])").first).is_visible():
            self.shown.append(met.locator("blockquote").inner_text())
            self.shown.append(
                met.locator("xpath=ancestor::*[@data-autosave]//textarea").input_value()
            )
            met.locator(
                f'[data-take="{self.dice.choice(("both", "both", "mine", "theirs"))}"]'
            ).click()
            expect(self.page.locator("[data-meets][data-chosen]")).to_have_count(0)

    def finish(self) -> None:
        """Choose wherever two texts meet, until all that the screen holds is saved."""
        self.page.wait_for_function(AT_REST)
        while self.page.locator("[data-meets]:not([data-chosen])").count():
            self.look()
            self.page.wait_for_function(AT_REST)

    def left(self) -> list[str]:
        """What still stands in the fields of the screen."""
        return [self.page.get_by_label(one, exact=True).input_value() for one in LABELS]


def words(texts: list[str]) -> set[str]:
    return set(re.findall(r"[AB]\d+\.", " ".join(texts)))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sentence_is_lost(cast: Cast, page_as: Callable[..., Page], seed: int) -> None:
    talk, dice = started_talk(cast), random.Random(seed)
    writers = [Writer(page_as(p), n, dice) for p, n in ((cast.anna, "A"), (cast.bo, "B"))]
    for writer in writers:
        writer.page.goto(f"/samtaler/{talk.pk}/guide/velkomst/")
    for _turn in range(24):
        dice.choice(writers).act()
    for writer in writers:
        writer.finish()
    rows = Conversation.objects.get(pk=talk.pk).points.all()
    kept = [text for row in rows for text in (row.note, row.decision)]
    for writer in writers:
        kept += [*writer.shown, *writer.left()]
    typed = {sentence for writer in writers for sentence in writer.typed}
    expect(writers[0].page.locator("h1")).to_be_visible()
    assert len(typed) > 3
    assert typed - words(kept) == set()
