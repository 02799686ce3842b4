"""axe finds nothing on the pages of help, requests and courses, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from dialogues.services import support as services
from tests.browser.test_axe import all_faults
from tests.cast import Cast
from tests.support import ahead, answer, course, held, join, request, session

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_requests(cast: Cast, page_as: Callable[..., Page]) -> None:
    services.load_contact()
    row = answer(request(cast, kind="meet", place="video", times=[ahead(4)]), cast.gry)
    services.note(request=row, by=cast.gry, text="Ring først")
    request(cast, kind="drop_by", drops_by_on=ahead(2).date(), subject="Jeg kommer forbi")
    pages = ["/hjaelp/", "/hjaelp/moede/", "/hjaelp/kom-forbi/", "/hjaelp/mine/", "/"]
    found = all_faults(page_as(cast.anna), [*pages, row.get_absolute_url()])
    inbox = "/sekretariat/henvendelser/"
    gry = page_as(cast.gry)
    found += all_faults(gry, [inbox, f"{inbox}?tilstand=alle&q=kommer", f"{inbox}{row.pk}/", "/"])
    gry.goto(f"{inbox}{row.pk}/")
    for closed in gry.locator("summary.details-summary").all():
        closed.click()
    assert gry.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    assert found == []


def test_pages_of_courses(cast: Cast, page_as: Callable[..., Page]) -> None:
    full = session(course=course(step=1), seats=1)
    join(full, cast.anna, cast.eva)
    over = session(course=course("Et gammelt", step=2))
    join(over, cast.anna, cast.eva)
    mine = full.course.get_absolute_url()
    pages = ["/kurser/", "/kurser/?q=findes-ikke", mine, cast.eva.get_absolute_url()]
    found = all_faults(page_as(cast.eva), pages)
    root = "/sekretariat/kurser/"
    lists = [root, f"{root}{full.pk}/", f"{root}{full.pk}/liste/", f"{root}{held(over).pk}/"]
    assert found + all_faults(page_as(cast.gry), lists) == []
