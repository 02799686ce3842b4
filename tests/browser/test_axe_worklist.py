"""The work list: axe finds nothing, and a finding is taken and cleared without leaving the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dialogues.models import WorkItem
from dialogues.services import worklist as verbs
from tests.browser.test_axe import all_faults
from tests.cast import Cast, make_theme
from tests.dialogues.worklist_pages import LIST, ago, colleague, vacancy
from themes.models import Assignment

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_the_work_list(cast: Cast, page_as: Callable[..., Page]) -> None:
    Assignment.objects.update(starts_on=ago(90))
    page = page_as(cast.gry)
    one, hans = vacancy(cast), colleague()
    found = all_faults(page, [LIST, f"{LIST}?vis=udsat"])
    for number in range(4):
        make_theme(f"Uden ledere, et tema med et langt navn {number}")
    verbs.clear(finding=one, by=hans, version=0, note="Talt med direktøren")
    pages = [LIST, f"{LIST}?vis=klaret", f"{LIST}{one.key}/", "/"]
    found += all_faults(page, pages)
    page.goto(LIST)
    page.get_by_role("link", name="Løs eller udsæt sagen").first.click()
    page.get_by_role("button", name="Markér som løst").click()
    expect(page.get_by_text("Udfyld feltet")).to_be_visible()
    assert found == []


def test_finding_is_taken_and_cleared_in_place(cast: Cast, page_as: Callable[..., Page]) -> None:
    vacancy(cast)
    page = page_as(cast.gry)
    page.goto(LIST)
    page.get_by_role("button", name="Tag sagen").click()
    expect(page.locator("#live")).to_contain_text("Nu har du sagen: Mangler referenceleder")
    page.get_by_role("link", name="Løs eller udsæt sagen").click()
    note = page.get_by_label("Hvad blev der gjort?")
    expect(note).to_be_focused()
    note.fill("Talt med direktøren")
    page.get_by_role("button", name="Markér som løst").click()
    expect(page.get_by_role("heading", name="På listen nu")).to_be_visible()
    expect(page.get_by_text("Uden referenceleder", exact=True)).to_have_count(0)
    assert page.evaluate(
        "document.activeElement.contains(document.getElementById('results-heading'))"
    )
    assert WorkItem.objects.get().cleared_by == cast.gry
