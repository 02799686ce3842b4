"""axe finds nothing in the handbook, the examples, the set-up check and the new round."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import rooms
from tests.browser.test_axe import all_faults
from tests.cast import Cast
from themes.services import examples

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_to_learn_from(cast: Cast, page_as: Callable[..., Page]) -> None:
    row = rooms.example(cast, "approved")
    told = {"title": "En ny udgave", "version": row.version}
    row = examples.edit_example(example=row, by=cast.anna, **told)
    pages = ["/haandbog/", "/haandbog/netvaerksleder-test/", "/eksempler/", "/eksempler/mine/"]
    pages += ["/eksempler/ny/", row.get_absolute_url(), f"{row.get_absolute_url()}rediger/"]
    pages += ["/hvorfor-netvaerk/", "/roller/", "/hjaelp/", "/roller/reference_leader/"]
    pages += [f"/temaer/{cast.theme.slug}/opgaver/capital/"]
    assert all_faults(page_as(cast.anna), pages) == []


def test_pages_of_the_secretariat(cast: Cast, page_as: Callable[..., Page]) -> None:
    row = rooms.example(cast, "sent")
    pages = ["/sekretariat/eksempler/", row.get_absolute_url(), "/sekretariat/opsaetning/"]
    pages += ["/sekretariat/ny-runde/", "/eksempler/", "/haandbog/"]
    page = page_as(cast.gry)
    found = all_faults(page, pages)
    page.goto("/sekretariat/ny-runde/")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("heading", name="Sådan ser forslagsstillerne runden").wait_for()
    assert found == []
