"""axe finds nothing on the pages of who holds which role, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import staffing
from tests.browser.test_axe import all_faults
from tests.cast import Cast
from themes.services.offers import decline_offer

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_the_secretariat(cast: Cast, page_as: Callable[..., Page]) -> None:
    wish = staffing.wish(cast)
    decline_offer(offer=staffing.offer(cast), by=cast.eva, reason="Jeg har ikke tid")
    change = staffing.change(cast, successor=cast.dan, note="Ring til Kultur")
    staffing.load(cast, cast.finn, 4)
    root = f"{cast.theme.get_absolute_url()}udpegninger/"
    pages = [root, f"{root}foreslaa/co_driver/?person={cast.finn.pk}", f"{root}oensker/{wish.pk}/"]
    pages += [f"{root}foreslaa/reference_leader/", f"{root}skift/{change.leaving_id}/"]
    pages += [change.get_absolute_url(), "/sekretariat/belastning/", "/sekretariat/", "/"]
    assert all_faults(page_as(cast.gry), pages) == []


def test_pages_of_those_who_are_asked_and_ask(cast: Cast, page_as: Callable[..., Page]) -> None:
    offer = staffing.offer(cast)
    theme = cast.theme.get_absolute_url()
    root = f"{theme}udpegninger/"
    found = all_faults(page_as(cast.eva), [f"{root}forslag/{offer.pk}/", root, theme, "/"])
    found += all_faults(page_as(cast.anna), [f"{root}bed-om/", root, theme])
    change = staffing.change(cast, successor=cast.dan, is_direct=True)
    assert found + all_faults(page_as(cast.dan), [change.get_absolute_url(), root]) == []
