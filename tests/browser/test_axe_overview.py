"""axe finds nothing on the secretariat's pages, and the report stands well on A4."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import rooms, talks
from tests.browser.pdf import sheets
from tests.browser.test_axe import all_faults
from tests.cast import Cast, assign, make_person, make_theme
from themes.models import Assignment
from themes.services.value import publish_story

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("", "?duty=arenas&status=not_discussed", "daekning/", "figurer/", "rapport/", "udtraek/")


def fill(cast: Cast, more: int = 0) -> None:
    talks.approved_talk(cast)
    rooms.idea(cast, "adopted")
    publish_story(story=rooms.story(cast), by=cast.anna, is_public=True)
    Assignment.objects.filter(person=cast.dan).delete()
    for number in range(more):
        theme = make_theme(f"Et tema om noget vigtigt, nummer {number}")
        assign(theme, "network_leader", make_person(f"Nete {number}"))
        assign(theme, "reference_leader", make_person(f"Rolf {number}"))


def test_pages_of_the_overview(cast: Cast, page_as: Callable[..., Page]) -> None:
    fill(cast)
    assert all_faults(page_as(cast.gry), [f"/sekretariat/{page}" for page in PAGES]) == []


def test_report_on_paper(cast: Cast, page_as: Callable[..., Page]) -> None:
    fill(cast, 40)
    page = page_as(cast.gry)
    page.goto("/sekretariat/rapport/")
    found = sheets(page.pdf(format="A4", prefer_css_page_size=True))
    assert 2 <= len(found) <= 5
    assert [f"{n}/{len(found)}" in text for n, text in enumerate(found, 1)] == [True] * len(found)
    for text in found:
        # The heads of the table stand again where it goes on.
        assert text.count("nummer") == 0 or "Referenceleder" in text
    assert "Visperioden" not in "".join(found)
    assert "http" not in "".join(found)
