"""axe finds nothing on the pages of the mandate, wide and narrow, begun and in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from dialogues.models import MandatePart
from roles.models import Unit
from tests import mandates
from tests.browser.test_axe import all_faults
from tests.cast import Cast

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_a_mandate_that_is_begun(cast: Cast, page_as: Callable[..., Page]) -> None:
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.bo)
    root = f"/temaer/{cast.theme.slug}/mandat/"
    anna = page_as(cast.anna)
    found = all_faults(anna, [root, f"{root}personaleleder/begynd/", f"{root}co-driver/begynd/"])
    mandates.begun(cast, message="Kaffe?")
    mandates.written(cast, mandates.DRIVER)
    part = f"{root}personaleleder/"
    pages = [root, part, f"{part}skriv/", f"{root}co-driver/", "/"]
    assert found + all_faults(page_as(cast.bo), pages[:3]) + all_faults(anna, pages) == []


def test_pages_of_a_mandate_in_place(cast: Cast, page_as: Callable[..., Page]) -> None:
    mandates.in_place(cast)
    root = f"/temaer/{cast.theme.slug}/mandat/"
    pages = [root, f"{root}print/", f"{root}personaleleder/", f"{root}personaleleder/genaabn/"]
    pages.append(cast.theme.get_absolute_url())
    found = all_faults(page_as(cast.anna), pages)
    row = MandatePart.objects.get(role=mandates.MANAGER)
    row = mandates.reopen_part(part=row, by=cast.anna, reason="Timerne rækker ikke.")
    assert found + all_faults(page_as(cast.finn), [root, row.get_absolute_url()]) == []
