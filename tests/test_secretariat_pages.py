"""The way between the secretariat's pages, and what they say before there is anything."""

import pytest
from django.test import Client

from tests.cast import Cast
from themes.models import Theme


@pytest.fixture
def gry(client: Client, cast: Cast) -> Client:
    client.force_login(cast.gry)
    return client


@pytest.mark.parametrize(
    "address",
    ["/sekretariat/daekning/", "/sekretariat/figurer/", "/sekretariat/udtraek/"],
)
def test_pages_of_numbers_stand_below_one_entry(gry: Client, address: str) -> None:
    page = gry.get(address).content.decode()
    assert f'<a href="{address}" aria-current="page">' in page
    assert 'aria-current="true">Tal og rapport</a>' in page
    assert '<a class="breadcrumbs__link" href="/sekretariat/">' in page


def test_other_pages_are_not_crowded_by_the_numbers(gry: Client) -> None:
    page = gry.get("/sekretariat/arbejdsliste/").content.decode()
    assert ">Tal og rapport</a>" in page and ">Figurer</a>" not in page


@pytest.mark.parametrize("address", ["/temaer/forslag/", "/temaer/runder/"])
def test_proposals_are_the_secretariats_and_everyones(
    client: Client, cast: Cast, address: str
) -> None:
    client.force_login(cast.gry)
    assert "secretariat-nav" in client.get(address).content.decode()
    client.force_login(cast.anna)
    page = client.get(address).content.decode()
    assert "secretariat-nav" not in page and "/sekretariat/" not in page


def test_overview_without_themes_says_how_they_come(gry: Client) -> None:
    page = gry.get("/sekretariat/?show=agreed").content.decode()
    assert "Ingen temaer passer til filtrene" in page
    Theme.objects.update(status=Theme.Status.DRAFT)
    page = gry.get("/sekretariat/").content.decode()
    assert "Der er ingen temaer endnu" in page and "/admin/themes/theme/import/" in page
