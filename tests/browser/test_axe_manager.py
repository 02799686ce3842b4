"""axe finds nothing on a line manager's pages and on those of a nomination."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from roles.models import Unit
from roles.services import nominations as services
from tests.browser.test_axe import all_faults
from tests.cast import Cast
from tests.nominations import answered, nomination, today
from tests.test_staff import free

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_a_line_manager(cast: Cast, page_as: Callable[..., Page]) -> None:
    Unit.objects.filter(parent=None).update(manager=cast.dan)
    free(cast, cast.anna, cast.theme, "7.5")
    row, gone = answered(cast), nomination(cast, nominee=cast.anna)
    services.withdraw_nomination(nomination=gone, by=cast.finn)
    address = row.get_absolute_url()
    pages = ["/mine-medarbejdere/", "/indstillinger/", "/indstillinger/ny/", "/", address]
    pages += [f"{address}ret/", f"{address}traek-tilbage/", gone.get_absolute_url()]
    pages += [f"/temaer/foreslaa/?enhed={cast.eva.unit_id}", "/roller/line_manager/"]
    found = all_faults(page_as(cast.finn), pages)
    assert found + all_faults(page_as(cast.dan), ["/mine-medarbejdere/"]) == []
    inbox = ["/sekretariat/indstillinger/", "/sekretariat/indstillinger/?status=trukket", address]
    assert all_faults(page_as(cast.gry), inbox) == []


def test_nomination_is_written_and_read_by_keyboard(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    page = page_as(cast.finn)
    page.goto("/indstillinger/ny/")
    page.get_by_label("Medarbejder", exact=True).fill("eva")
    page.locator(f"datalist option[value*='{cast.eva.email}']").wait_for(state="attached")
    page.get_by_role("button", name="Send til sekretariatet").press("Enter")
    assert page.locator("#error-summary").is_visible()
    page.get_by_label("Medarbejder", exact=True).fill("Eva Sten")
    page.get_by_label("Hvad er medarbejderen god til?").fill("Samler naboerne")
    page.get_by_label("Jeg har talt med medarbejderen").press("Space")
    page.get_by_label("Hvornår sagde medarbejderen ja?").fill(today().isoformat())
    page.get_by_role("button", name="Send til sekretariatet").press("Enter")
    page.get_by_role("heading", name="Indstilling af Eva Sten").wait_for()
    assert page.get_by_text("Samler naboerne").is_visible()
